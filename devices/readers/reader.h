/* Whatever a card is touched on. One thread uses a reader; nothing here knows what a touch means.
 * A reader that is lost comes back by itself: reader_wait() goes on trying, with pauses of its own. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "profiles/profile.h"
#include "wire/app_code.h"
#include "wire/card_number.h"

enum { READER_UID_MAX = 8, READER_NAME_BYTES = 33, READER_LINE_BYTES = APP_CODE_TEXT_MAX + 16 };

enum reader_event {
    READER_NOTHING,    /* the time is over, or a signal came */
    READER_TOUCH,      /* a card was touched: uid, uid_n, throwaway, name */
    READER_UNREADABLE, /* something was touched that gave no identifier: say sorry */
    READER_LOST,       /* no reader is there any more (or none was at the start) */
    READER_RETURNED,   /* a reader is there (again) */
};

struct reader_touch {
    unsigned char
        uid[CARD_NUMBER_BYTES]; /* 4, 7 or 8 bytes of a card, 16 of a printed code; the caller wipes it after use */
    size_t uid_n;
    bool code; /* a printed code was shown, not a card */
    char
        app[APP_CODE_TEXT_MAX]; /* a code of the app as it was read, not yet verified; then there is no uid. "": none */
    bool throwaway;             /* a phone's throw-away identifier (08xxxxxx): it can never be a known card */
    char name[READER_NAME_BYTES];
    const char *why; /* with READER_UNREADABLE and READER_LOST: what to do */
};

struct reader;

/* Fills uid, uid_n, code, app and throwaway from a line of text; false when it is neither a card's number nor a code: uid_n is 0. */
bool reader_read_line(struct str line, struct reader_touch *ret);

/* `spec` is "pcsc", "wedge:DEVICE" (readers that type like a keyboard) or "simulated:FIFO" (made when it is not there). ERR_INVALID: none of
 * these. ERR_IO: `why` says what is wrong with it. On OK the caller owns it: reader_close. */
enum err reader_open(const char *spec, struct reader **ret, const char **why) NODISCARD;
/* Waits at most timeout_ms; sets *ret for every event but READER_NOTHING. */
enum reader_event reader_wait(struct reader *reader, int timeout_ms, struct reader_touch *ret);
/* Shows by the reader's own light and buzzer what became of the last touch, where its model is known (profiles/); at most half a second. */
void reader_sign(struct reader *reader, enum profile_sign sign);
/* NULL is fine. */
void reader_close(struct reader *reader);

/* What an implementation gives to reader.c. */
struct reader_kind {
    enum reader_event (*wait)(void *self, int timeout_ms, struct reader_touch *ret);
    void (*close)(void *self);
    void (*sign)(void *self, enum profile_sign sign); /* NULL: none of these has a light */
};
