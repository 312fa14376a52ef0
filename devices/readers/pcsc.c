/* See pcsc.h. The loop: establish, list, wait for a change, read the identifier (FF CA 00 00 00); on any error of the service let go of
 * everything, pause, and begin again. A card that lies there when we first look is not a touch: after a restart of pcscd a forgotten
 * card would punch by itself. */
#include "readers/pcsc.h"

#include <PCSC/reader.h>
#include <PCSC/winscard.h>
#include <PCSC/wintypes.h>
#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"

#include "base/banned.h"

enum { READERS_MAX = 8, NAMES_BYTES = 2048, PAUSE_MS_MIN = 250, PAUSE_MS_MAX = 4000, ANSWER_BYTES = 64 };

/* IOCTL_SMARTCARD_VENDOR_IFD_EXCHANGE of pcsclite: an escape command, where the driver lets it through (ifdDriverOptions 0x0001 of libccid). */
enum { ESCAPE = SCARD_CTL_CODE(1) };

static const char hotplug[] = "\\\\?PnP?\\Notification";

struct pcsc {
    SCARDCONTEXT context;
    bool established;
    char names[NAMES_BYTES];
    SCARD_READERSTATE states[READERS_MAX + 1]; /* [0] tells of readers that come and go */
    DWORD states_n;
    int64_t pause_ms;
    int64_t try_at_ms; /* not before this (monotonic) */
    bool had;          /* a reader was there when last told */
    bool told;
    char touched[MAX_READERNAME]; /* the reader of the last touch, by its whole name */
};

enum err pcsc_open(void **ret, const char **why)
{
    struct pcsc *self = calloc(1, sizeof *self);
    if (self == NULL) {
        abort();
    }
    (void)why;
    self->pause_ms = PAUSE_MS_MIN;
    *ret = self;
    return OK;
}

static void let_go(struct pcsc *self)
{
    if (self->established) {
        LONG ignored = SCardReleaseContext(self->context);
        (void)ignored; /* it may be the one that broke */
    }
    self->established = false;
    self->states_n = 0;
    self->try_at_ms = clock_mono_ms() + self->pause_ms;
    self->pause_ms = self->pause_ms * 2 > PAUSE_MS_MAX ? PAUSE_MS_MAX : self->pause_ms * 2;
}

/* A reader's name as it may stand in a tap: printable ASCII, cut to fit. */
static void copy_name(const char *name, char out[READER_NAME_BYTES])
{
    size_t n = 0;
    for (const char *p = name; *p != '\0' && n < READER_NAME_BYTES - 1; p++) {
        bool plain = (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') || *p == '.';
        if (plain || (n > 0 && out[n - 1] != '-')) {
            out[n++] = plain ? *p : '-';
        }
    }
    out[n] = '\0';
}

/* Finds the states of a reader that was known before, so that listing again loses no touch. */
static const SCARD_READERSTATE *known_state(const SCARD_READERSTATE *states, DWORD n, const char *name)
{
    for (DWORD i = 1; i < n; i++) {
        if (strcmp(states[i].szReader, name) == 0) {
            return &states[i];
        }
    }
    return NULL;
}

/* Lists the readers again. False when the service is gone. No reader at all is fine. */
static bool list(struct pcsc *self)
{
    char fresh[NAMES_BYTES] = {0};
    SCARD_READERSTATE states[READERS_MAX + 1];
    DWORD fresh_n = sizeof fresh;
    DWORD n = 1;
    LONG rc = SCardListReaders(self->context, NULL, fresh, &fresh_n);
    if (rc != SCARD_S_SUCCESS && rc != SCARD_E_NO_READERS_AVAILABLE) {
        return false;
    }
    memset(states, 0, sizeof states);
    states[0].dwCurrentState = self->states_n > 0 ? self->states[0].dwCurrentState : SCARD_STATE_UNAWARE;
    for (const char *p = fresh; rc == SCARD_S_SUCCESS && *p != '\0' && n <= READERS_MAX; p += strlen(p) + 1) {
        const SCARD_READERSTATE *known = known_state(self->states, self->states_n, p);
        states[n].szReader = self->names + (p - fresh);
        states[n].dwCurrentState = known != NULL ? known->dwCurrentState : SCARD_STATE_UNAWARE;
        n++;
    }
    memcpy(self->names, fresh, sizeof fresh);
    memcpy(self->states, states, sizeof states);
    self->states[0].szReader = hotplug;
    self->states_n = n;
    return true;
}

static bool establish(struct pcsc *self)
{
    if (self->established) {
        return true;
    }
    if (SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &self->context) != SCARD_S_SUCCESS) {
        let_go(self);
        return false;
    }
    self->established = true;
    if (!list(self)) {
        let_go(self);
        return false;
    }
    return true;
}

/* Asks the card for its identifier; 4, 7 or 8 bytes, else 0. */
static size_t ask(SCARDHANDLE card, DWORD protocol, unsigned char uid[READER_UID_MAX])
{
    static const unsigned char get_data[] = {0xFF, 0xCA, 0x00, 0x00, 0x00};
    unsigned char answer[ANSWER_BYTES];
    DWORD n = sizeof answer;
    const SCARD_IO_REQUEST *how = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    LONG rc = SCardTransmit(card, how, get_data, sizeof get_data, NULL, answer, &n);
    bool good = rc == SCARD_S_SUCCESS && (n == 6 || n == 9 || n == 10) && answer[n - 2] == 0x90 &&
                answer[n - 1] == 0x00;
    if (good) {
        memcpy(uid, answer, n - 2);
    }
    secret_wipe(answer, sizeof answer);
    return good ? n - 2 : 0;
}

static enum reader_event read_card(struct pcsc *self, const char *name, struct reader_touch *ret)
{
    SCARDHANDLE card;
    DWORD protocol = 0;
    LONG rc = SCardConnect(self->context, name, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card,
                           &protocol);
    copy_name(name, ret->name);
    if (rc == SCARD_S_SUCCESS) {
        ret->uid_n = ask(card, protocol, ret->uid);
        rc = SCardDisconnect(card, SCARD_LEAVE_CARD);
        (void)rc; /* the card may be gone already */
    }
    ret->throwaway = ret->uid_n == 4 && ret->uid[0] == 0x08;
    ret->why = ret->uid_n == 0
                   ? "the card was taken away too early or is of an unknown kind: touch again, a little longer"
                   : NULL;
    return ret->uid_n == 0 ? READER_UNREADABLE : READER_TOUCH;
}

/* Tells once that the readers are gone, and once that one is there. */
static enum reader_event tell(struct pcsc *self, struct reader_touch *ret)
{
    bool have = self->established && self->states_n > 1;
    if (self->told && have == self->had) {
        return READER_NOTHING;
    }
    self->told = true;
    self->had = have;
    if (have) {
        copy_name(self->states[1].szReader, ret->name);
        self->pause_ms = PAUSE_MS_MIN;
        return READER_RETURNED;
    }
    ret->why = self->established
                   ? "no reader is plugged in: plug one in"
                   : "pcscd does not answer: start it (systemctl start pcscd.socket), or check that it runs";
    return READER_LOST;
}

/* The first reader whose card is new since we last looked, or NULL. Remembers what was seen of that one and of all before it. */
static const char *touched(struct pcsc *self)
{
    for (DWORD i = 1; i < self->states_n; i++) {
        SCARD_READERSTATE *state = &self->states[i];
        if ((state->dwEventState & SCARD_STATE_CHANGED) == 0) {
            continue;
        }
        bool aware = state->dwCurrentState != SCARD_STATE_UNAWARE;
        bool had_card = (state->dwCurrentState & SCARD_STATE_PRESENT) != 0 &&
                        (state->dwCurrentState >> 16) == (state->dwEventState >> 16);
        bool has_card = (state->dwEventState & SCARD_STATE_PRESENT) != 0 &&
                        (state->dwEventState & SCARD_STATE_MUTE) == 0;
        state->dwCurrentState = state->dwEventState & ~(DWORD)SCARD_STATE_CHANGED;
        if (aware && has_card && !had_card) {
            return state->szReader;
        }
    }
    return NULL;
}

/* One look at all readers, at most timeout_ms long. */
static enum reader_event look(struct pcsc *self, int timeout_ms, struct reader_touch *ret)
{
    LONG rc = SCardGetStatusChange(self->context, (DWORD)timeout_ms, self->states, self->states_n);
    /* A reader plugged in, or unplugged, between two looks is only seen by listing again. */
    if (rc == SCARD_E_TIMEOUT || rc == SCARD_E_UNKNOWN_READER) {
        if (!list(self)) {
            let_go(self);
        }
        return READER_NOTHING;
    }
    if (rc != SCARD_S_SUCCESS) {
        let_go(self);
        return READER_NOTHING;
    }
    const char *name = touched(self);
    if (name != NULL) {
        if (str_copy(str_of(name), self->touched, sizeof self->touched) != OK) {
            self->touched[0] = '\0';
        }
        return read_card(self, name, ret);
    }
    self->states[0].dwCurrentState = self->states[0].dwEventState & ~(DWORD)SCARD_STATE_CHANGED;
    if (!list(self)) {
        let_go(self);
    }
    return READER_NOTHING;
}

/* Between two tries to reach the service. False when a signal came. */
static bool pause_before_try(const struct pcsc *self, int64_t until_ms)
{
    int64_t wait_ms = (self->try_at_ms < until_ms ? self->try_at_ms : until_ms) - clock_mono_ms();
    return wait_ms <= 0 || poll(NULL, 0, (int)wait_ms) == 0;
}

/* One step: reach the service, tell what changed, look at the readers. */
static enum reader_event step(struct pcsc *self, int64_t until_ms, struct reader_touch *ret)
{
    (void)establish(self);
    enum reader_event event = tell(self, ret);
    int64_t left_ms = until_ms - clock_mono_ms();
    if (event == READER_NOTHING && self->established && left_ms > 0) {
        event = look(self, (int)left_ms, ret);
    }
    return event == READER_NOTHING ? tell(self, ret) : event;
}

static enum reader_event pcsc_wait(void *self_, int timeout_ms, struct reader_touch *ret)
{
    struct pcsc *self = self_;
    int64_t until_ms = clock_mono_ms() + timeout_ms;
    enum reader_event event = READER_NOTHING;
    do {
        if (!self->established && clock_mono_ms() < self->try_at_ms) {
            if (!pause_before_try(self, until_ms)) {
                return READER_NOTHING;
            }
        } else {
            event = step(self, until_ms, ret);
        }
    } while (event == READER_NOTHING && clock_mono_ms() < until_ms);
    return event;
}

/* Through the card while it lies there, else to the reader alone: either way an escape command is what the driver makes of it. */
static bool send_step(const struct profile *profile, SCARDHANDLE card, DWORD protocol, const struct profile_step *step)
{
    unsigned char answer[ANSWER_BYTES];
    DWORD n = sizeof answer;
    if (profile->by_card && protocol != SCARD_PROTOCOL_UNDEFINED) {
        const SCARD_IO_REQUEST *how = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
        return SCardTransmit(card, how, step->bytes, step->n, NULL, answer, &n) == SCARD_S_SUCCESS;
    }
    return SCardControl(card, ESCAPE, step->bytes, step->n, answer, sizeof answer, &n) == SCARD_S_SUCCESS;
}

/* A reader that does not understand it, or whose driver lets nothing through, is left alone: the touch is kept all the same. */
static void pcsc_sign(void *self_, enum profile_sign sign)
{
    struct pcsc *self = self_;
    SCARDHANDLE card;
    DWORD protocol = SCARD_PROTOCOL_UNDEFINED;
    const struct profile *profile = self->established ? profile_of(self->touched) : NULL;
    if (profile == NULL) {
        return;
    }
    LONG rc = SCardConnect(self->context, self->touched, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                           &card, &protocol);
    if (rc != SCARD_S_SUCCESS) { /* the card is gone */
        protocol = SCARD_PROTOCOL_UNDEFINED;
        rc = SCardConnect(self->context, self->touched, SCARD_SHARE_DIRECT, 0, &card, &protocol);
        protocol = SCARD_PROTOCOL_UNDEFINED;
    }
    bool good = rc == SCARD_S_SUCCESS;
    for (size_t i = 0; good && i < PROFILE_STEPS_MAX && profile->signs[sign][i].n > 0; i++) {
        const struct profile_step *step = &profile->signs[sign][i];
        good = send_step(profile, card, protocol, step);
        (void)poll(NULL, 0, step->then_ms);
    }
    if (rc == SCARD_S_SUCCESS) {
        rc = SCardDisconnect(card, SCARD_LEAVE_CARD);
        (void)rc;
    }
}

static void pcsc_close(void *self_)
{
    struct pcsc *self = self_;
    let_go(self);
    free(self);
}

const struct reader_kind pcsc_kind = {pcsc_wait, pcsc_close, pcsc_sign};
