/* See take_mail.h. */
#include "actions/take_mail.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "store/alarm_store.h"
#include "store/link_store.h"
#include "store/notice_store.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"
#include "store/site_store.h"

#include "base/banned.h"

struct filling {
    struct tx *tx;
    const struct message_due *due;
    struct take_mail_letter *letter;
    int64_t opens_ms; /* of the room on the day of use */
};

/* A name for the message that stays the same at each try and is never another's, not even after a restore. */
static void put_ident(const struct keys *keys, const struct message_due *due, char out[TAKE_MAIL_IDENT_TEXT])
{
    unsigned char mac[SECRET_HASH_BYTES];
    char storage[96];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, "tsubame message 1|");
    buf_int(&buf, due->id);
    buf_char(&buf, '|');
    buf_int(&buf, due->created_ms);
    buf_char(&buf, '|');
    buf_puts(&buf, due->contact);
    secret_mac(keys->column, buf.p, buf.n, mac);
    str_hex(mac, (TAKE_MAIL_IDENT_TEXT - 1) / 2, out);
}

static enum err open_address(const struct filling *filling)
{
    const struct message_due *due = filling->due;
    char storage[96];
    struct buf about;
    if (due->address_n <= SECRET_SEAL_OVERHEAD) {
        return ERR_INVALID;
    }
    struct str name = message_about(&about, storage, sizeof storage, due->contact);
    memset(filling->letter->address, 0, sizeof filling->letter->address);
    return secret_unseal(filling->tx->keys->column, name, due->address, due->address_n,
                         (unsigned char *)filling->letter->address);
}

static void take_names(void *arg, const struct reservation_row *row)
{
    struct filling *filling = arg;
    struct take_mail_letter *letter = filling->letter;
    str_cut(row->room_name, letter->room, sizeof letter->room);
    str_cut(row->phone, letter->phone, sizeof letter->phone);
    letter->day = row->day;
    letter->state = row->state;
    letter->reason = row->reason;
}

static void put_hours(const struct policy *policy, struct str slot, struct take_mail_letter *letter)
{
    int at = policy_slot_find(policy, slot);
    letter->from_min = at < 0 ? POLICY_NONE : policy->slots[at].from_min;
    letter->to_min = at < 0 ? POLICY_NONE : policy->slots[at].to_min;
}

/* Of a reservation: what the room's rules say of its day, and where it stands on the list. */
static enum err fill_rules(struct filling *filling, const struct reservation_row *row)
{
    struct tx *tx = filling->tx;
    struct take_mail_letter *letter = filling->letter;
    const struct policy *policy = NULL;
    struct reservation_calendar calendar;
    int64_t deadline_ms = 0;
    int32_t ahead = 0;
    enum err err = policy_on(tx->db, row->site.v, row->day, &policy);
    err = err == OK ? reservation_calendar_read(tx->db, row->site, policy, row->day - CALENDAR_LOOK_BACK_DAYS, row->day,
                                                &calendar)
                    : err;
    if (err != OK) {
        return err;
    }
    put_hours(policy, row->slot, letter);
    int32_t opens_min = policy->hours[civil_weekday(row->day)].opens_min;
    filling->opens_ms = civil_ms_at(row->day, opens_min == POLICY_NONE ? 0 : opens_min);
    bool holds = row->state == RESERVATION_CONFIRMED || row->state == RESERVATION_REQUESTED;
    if (holds && policy_moment_ms(policy->cancel.deadline, &calendar.calendar, row->day, &deadline_ms) &&
        tx->now_ms < deadline_ms) {
        letter->deadline_ms = deadline_ms;
    }
    if (row->state == RESERVATION_WAITLISTED) {
        const struct reservation_place place = {row->site, row->day, row->class, row->queue_ms, row->id};
        err = reservation_ahead(tx->db, &place, &ahead);
        letter->rank = ahead + 1;
    }
    return err;
}

static enum err fill_reservation(struct filling *filling)
{
    struct tx *tx = filling->tx;
    struct reservation_kept kept;
    struct reservation_id id = {filling->due->reservation_id};
    enum err err = reservation_by_id(tx->db, id, take_names, filling);
    err = err == OK ? reservation_by_id(tx->db, id, reservation_keep, &kept) : err;
    filling->letter->about = err == OK;
    return err == OK ? fill_rules(filling, &kept.row) : err;
}

static void name_site(struct take_mail_letter *letter, const struct site *site)
{
    letter->of_site = true;
    str_cut(str_of(site->name), letter->room, sizeof letter->room);
    str_cut(str_of(site->phone), letter->phone, sizeof letter->phone);
}

/* Of an alarm: whom to call. What has been resolved meanwhile alarms nobody any more. */
static enum err fill_alarm(struct filling *filling, bool *ret_over)
{
    struct alarm alarm;
    struct site site;
    enum err err = alarm_store_get(filling->tx->db, filling->due->alarm_id, &alarm);
    err = err == OK ? site_by_id(filling->tx->db, alarm.site_id, &site) : err;
    if (err != OK) {
        return err;
    }
    *ret_over = alarm.state != ALARM_OPEN;
    name_site(filling->letter, &site);
    return OK;
}

/* Of a notice: which nursery has one. What was recalled, and an address that may not know any more, is told nothing. */
static enum err fill_notice(struct filling *filling, bool *ret_over)
{
    struct site site;
    int64_t site_id = 0;
    bool wanted = false;
    const struct message_due *due = filling->due;
    enum err err = notice_for_mail(filling->tx->db, due->notice_id, due->contact_id, &site_id, &wanted);
    err = err == OK ? site_by_id(filling->tx->db, site_id, &site) : err;
    if (err != OK) {
        return err;
    }
    *ret_over = !wanted;
    name_site(filling->letter, &site);
    return OK;
}

/* Of a nursery, and nothing more. */
static enum err fill_site(struct filling *filling)
{
    struct site site;
    enum err err = site_by_id(filling->tx->db, filling->due->site_id, &site);
    if (err == OK) {
        name_site(filling->letter, &site);
    }
    return err;
}

static enum err add_links(struct filling *filling)
{
    struct tx *tx = filling->tx;
    const struct message_due *due = filling->due;
    enum link_what list[LINK_OF_MESSAGE_MAX];
    size_t n = link_of_message(due->kind, list);
    for (size_t i = 0; i < n; i++) {
        struct link_new new = {
            .message_id = due->id,
            .reservation = {due->reservation_id},
            .contact_id = due->contact_id,
            .what = list[i],
            .expires_ms = link_expires_ms(list[i], due->ends_ms, filling->opens_ms),
            .now_ms = tx->now_ms,
        };
        int64_t id = 0;
        enum err err = link_ensure(tx->db, &new, &id);
        if (err != OK) {
            return err;
        }
        filling->letter->links[i].what = list[i];
        link_token_put(tx->keys, id, filling->letter->links[i].token);
    }
    filling->letter->links_n = n;
    return OK;
}

/* Would it tell what is no longer so? An offer that was answered, a reminder of a place that was given back. */
static bool is_past(const struct take_mail_letter *letter)
{
    return (letter->kind == MESSAGE_OFFER && letter->state != RESERVATION_OFFERED) ||
           (letter->kind == MESSAGE_REMINDER && letter->state != RESERVATION_CONFIRMED);
}

/* How it ends without being sent; MESSAGE_WAITS: it does not. */
static enum message_state ends_as(const struct message_due *due, int64_t now_ms)
{
    if (!due->wanted || (due->ends_ms != 0 && now_ms > due->ends_ms)) {
        return MESSAGE_TOO_OLD;
    }
    return now_ms > due->not_before_ms + MESSAGE_TRIED_MS ? MESSAGE_GIVEN_UP : MESSAGE_WAITS;
}

static enum err fill(struct filling *filling, enum message_state *ret_end)
{
    const struct message_due *due = filling->due;
    struct take_mail_letter *letter = filling->letter;
    memset(letter, 0, sizeof *letter);
    letter->id = due->id;
    letter->kind = due->kind;
    letter->tries = due->tries + 1;
    letter->created_ms = due->created_ms;
    letter->ends_ms = due->ends_ms;
    memcpy(letter->language, due->language, sizeof letter->language);
    put_ident(filling->tx->keys, due, letter->ident);
    bool over = false;
    enum err err = due->reservation_id == 0 ? OK : fill_reservation(filling);
    err = err == OK && due->alarm_id != 0 ? fill_alarm(filling, &over) : err;
    err = err == OK && due->notice_id != 0 ? fill_notice(filling, &over) : err;
    err = err == OK && due->site_id != 0 ? fill_site(filling) : err;
    if (err == OK && (over || is_past(letter))) {
        *ret_end = MESSAGE_TOO_OLD;
        return OK;
    }
    err = err == OK ? open_address(filling) : err;
    if (err == ERR_INVALID || err == ERR_NOT_FOUND) {
        *ret_end = MESSAGE_GIVEN_UP; /* an address or rules that cannot be read: the others go on */
        return OK;
    }
    return err == OK ? add_links(filling) : err;
}

enum err take_mail(struct tx *tx, void *arg)
{
    struct take_mail *take = arg;
    struct message_due *list = tx->scratch;
    size_t n = 0;
    _Static_assert(TAKE_MAIL_MAX * sizeof *list <= LANE_SCRATCH_BYTES, "a batch fits into the scratch memory");
    take->n = 0;
    enum err err = message_due(tx->db, tx->now_ms, list, TAKE_MAIL_MAX, &n);
    take->more = n > 0;
    for (size_t i = 0; err == OK && i < n; i++) {
        struct filling filling = {.tx = tx, .due = &list[i], .letter = &take->letters[take->n]};
        enum message_state end = ends_as(&list[i], tx->now_ms);
        err = end == MESSAGE_WAITS ? fill(&filling, &end) : OK;
        if (err == OK && end == MESSAGE_WAITS) {
            take->n++;
            err = message_take(tx->db, list[i].id, tx->now_ms, tx->now_ms + TAKE_MAIL_LEASE_MS);
        } else if (err == OK) {
            err = message_end(tx->db, list[i].id, end, tx->now_ms);
        }
    }
    return err;
}

enum err settle_mail(struct tx *tx, void *arg)
{
    const struct settle_mail *settle = arg;
    switch (settle->outcome) {
    case SETTLE_SENT:
        return message_end(tx->db, settle->id, MESSAGE_SENT, tx->now_ms);
    case SETTLE_AGAIN:
        return message_again(tx->db, settle->id, tx->now_ms + settle->wait_ms, true);
    case SETTLE_UNTRIED:
        return message_again(tx->db, settle->id, tx->now_ms, false);
    case SETTLE_GIVEN_UP:
        break;
    }
    return message_end(tx->db, settle->id, MESSAGE_GIVEN_UP, tx->now_ms);
}

enum err untake_mail(struct tx *tx, void *arg)
{
    (void)arg;
    return message_untake(tx->db, tx->now_ms);
}
