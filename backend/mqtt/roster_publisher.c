#include "mqtt/roster_publisher.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/log.h"
#include "core/gate_name.h"
#include "mqtt/broker_accounts.h"
#include "mqtt/entrances.h"
#include "mqtt/signed_letter.h"
#include "store/attendance_store.h"
#include "store/audit_store.h"
#include "store/gateway_store.h"
#include "wire/roster.h"

#include "base/banned.h"

enum {
    LOOK_EVERY_MS = 250,
    AGAIN_AFTER_MS = 2000,     /* many changes in a row are one roster */
    ALL_EVERY_MS = 15 * 60000, /* so that a new box knows who is here */
    DAY_BEGINS_MIN = 180,      /* 03:00: nobody is in a nursery then */
    CHANGES_AT_ONCE = 64,
    SITES_MARKED_MAX = 64,
    READER_WAIT_MS = 2000,
    CLEAR_BYTES_MAX = ROSTER_BYTES_MAX / 4 * 3 - 1024, /* base64 and the wrapping make it a third longer */
};

struct roster_publisher {
    struct tap_listener_options options;
    struct tap_listener *listener;
    struct broker_link *link;
    pthread_t thread;
    atomic_bool stopping;
    /* What is to be published. */
    bool all;
    bool accounts_due;
    int64_t marked[SITES_MARKED_MAX];
    size_t marked_n;
    int64_t published_ms; /* monotonic */
    int64_t all_ms;
    int64_t connections; /* that have been served */
    int32_t day;
    /* Room for one roster. */
    struct gateway *gateways; /* ENTRANCES_MAX */
    struct roster_child *children;
    struct attendance_work *work;
    char *clear;
    unsigned char *sealed;
    char *payload;
};

/* The list being made out of the rows of one query. */
struct making {
    struct roster_publisher *publisher;
    struct db *db;
    struct roster *roster;
    const struct attendance_rules *rules;
    int64_t site_id;
    int64_t child_id;
    bool full;
    enum err err;
};

/* From when the entrance misses the child by itself, should the server be gone (R-ABS-03); never on a closed day. */
static int64_t due_ms(const struct making *making, const struct attendance_card *card)
{
    struct attendance_view view = {
        .absence = {.late = card->late, .late_expected_ms = card->late_expected_ms},
        .cutoff_ms = making->rules->cutoff_ms,
        .grace_ms = making->rules->grace_ms,
        .planned_arrive_ms = civil_ms_at(making->roster->day, card->planned_arrive_min),
    };
    return making->rules->open ? attendance_threshold_ms(&view) : 0;
}

static void add_child(struct making *making, const struct attendance_card *card)
{
    struct roster *roster = making->roster;
    struct attendance_key key = {making->site_id, roster->day, card->child_id};
    struct attendance_day day = {.place = PUNCH_NOT_ARRIVED};
    if (roster->children_n == ROSTER_CHILDREN_MAX) {
        making->full = true;
        return;
    }
    struct roster_child *child = &roster->children[roster->children_n++];
    memset(child, 0, sizeof *child);
    if (str_copy(card->child, child->child, sizeof child->child) != OK) {
        making->err = ERR_INVALID;
    }
    /* The kept day does not say when the last touch was accepted: the fold does. */
    if (making->err == OK && card->day.place != PUNCH_NOT_ARRIVED) {
        making->err = attendance_store_derive(making->db, &key, making->publisher->work, &day);
    }
    child->place = day.place;
    child->accepted_ms = day.accepted_ms;
    child->absent = card->absent;
    child->speak = card->speak;
    child->due_ms = due_ms(making, card);
    child->symbol = gate_name_symbol(card->child, ROSTER_SYMBOLS);
    gate_name_nick(card->name, card->kana, child->nick, sizeof child->nick);
}

static void take_card(void *arg, const struct attendance_card *card)
{
    struct making *making = arg;
    if (making->child_id != card->child_id) {
        making->child_id = card->child_id;
        add_child(making, card);
    }
    if (making->full || making->err != OK) {
        return;
    }
    struct roster_child *child = &making->roster->children[making->roster->children_n - 1];
    if (child->cards_n < ROSTER_CARDS_MAX && card->hash.n == SECRET_CARD_HASH_BYTES) {
        memcpy(child->cards[child->cards_n++], card->hash.p, SECRET_CARD_HASH_BYTES);
    }
}

static enum err read_roster(struct roster_publisher *publisher, struct db *db, int64_t site_id, struct roster *roster)
{
    struct attendance_rules rules;
    struct audit_head head;
    struct making making = {
        .publisher = publisher, .db = db, .roster = roster, .rules = &rules, .site_id = site_id, .err = OK};
    enum err err = attendance_store_rules(db, site_id, roster->day, &rules);
    err = err == OK ? audit_head_read(db, &head) : err;
    if (err != OK) {
        return err;
    }
    roster->policy = rules.policy;
    roster->version = clock_now_ms() + head.seq; /* grows with time, and with every act while a test's clock stands */
    err = attendance_store_roster(db, site_id, roster->day, take_card, &making);
    if (making.full) {
        log_event(LOG_ERROR, "roster_too_long", LOG_INT("site", site_id), LOG_INT("children_max", ROSTER_CHILDREN_MAX),
                  LOG_TEXT("next", "the entrance does not know the rest; enrol them at another site"));
    }
    return err != OK ? err : making.err;
}

/* The clear list of a nursery into publisher->clear. ERR_NOT_FOUND: no nursery with rules. */
static enum err write_roster(struct roster_publisher *publisher, int64_t site_id, struct buf *clear)
{
    struct roster roster = {.day = publisher->day, .children = publisher->children};
    struct worker *worker = readers_borrow(publisher->options.readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = read_roster(publisher, worker->db, site_id, &roster);
    readers_return(publisher->options.readers, worker);
    if (err != OK) {
        return err;
    }
    buf_init(clear, publisher->clear, CLEAR_BYTES_MAX);
    roster_encode(&roster, clear);
    return clear->overflow ? ERR_LIMIT : OK;
}

static enum err publish_roster(struct roster_publisher *publisher, const struct gateway *gateway)
{
    struct buf clear;
    struct buf payload;
    enum err err = write_roster(publisher, gateway->site_id, &clear);
    if (err != OK) {
        return err;
    }
    buf_init(&payload, publisher->payload, ROSTER_BYTES_MAX);
    err = roster_seal(gateway->box_public, buf_view(&clear), publisher->sealed, CLEAR_BYTES_MAX + SECRET_BOX_OVERHEAD,
                      &payload);
    secret_wipe(publisher->clear, clear.n);
    if (err != OK) {
        return err;
    }
    struct signed_letter letter = {gateway->site, gateway->name, TOPICS_ROSTER, buf_view(&payload), true};
    return signed_letter_send(publisher->link, publisher->options.keys, &letter);
}

static enum err list_gateways(struct roster_publisher *publisher, size_t *ret_n)
{
    struct worker *worker = readers_borrow(publisher->options.readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = gateway_list(worker->db, 0, publisher->gateways, ENTRANCES_MAX, ret_n);
    readers_return(publisher->options.readers, worker);
    return err;
}

/* Who may come in at the broker, for whoever keeps its files (devices/units/broker.sh). */
static void write_accounts(struct roster_publisher *publisher)
{
    size_t n = 0;
    enum err err = list_gateways(publisher, &n);
    err = err == OK ? broker_accounts_write(publisher->options.accounts, publisher->gateways, n) : err;
    if (err != OK) {
        log_event(LOG_ERROR, "broker_accounts_failed", LOG_TEXT("why", err_word(err)),
                  LOG_TEXT("next", "give the server a path it may write to, [broker] accounts"));
    }
    publisher->accounts_due = err != OK;
}

static bool wanted(const struct roster_publisher *publisher, const struct gateway *gateway)
{
    bool marked = publisher->all;
    for (size_t i = 0; i < publisher->marked_n && !marked; i++) {
        marked = publisher->marked[i] == gateway->site_id;
    }
    return marked;
}

/* Of an entrance that is none any more, what the broker keeps for it is taken away. */
static enum err clear_roster(struct roster_publisher *publisher, const struct gateway *gateway)
{
    struct signed_letter letter = {gateway->site, gateway->name, TOPICS_ROSTER, STR(""), true};
    return signed_letter_send(publisher->link, publisher->options.keys, &letter);
}

/* False: not all could be sent; it is tried again. */
static bool publish_marked(struct roster_publisher *publisher)
{
    size_t n = 0;
    int64_t sent = 0;
    if (list_gateways(publisher, &n) != OK) {
        return false;
    }
    for (size_t i = 0; i < n && !publisher->stopping; i++) {
        if (!wanted(publisher, &publisher->gateways[i])) {
            continue;
        }
        const struct gateway *gateway = &publisher->gateways[i];
        enum err err = gateway->revoked_ms != 0 ? clear_roster(publisher, gateway) : publish_roster(publisher, gateway);
        if (err == ERR_BUSY) {
            return false;
        }
        if (err != OK && err != ERR_NOT_FOUND) {
            log_event(LOG_ERROR, "roster_failed", LOG_TEXT("gateway", publisher->gateways[i].name),
                      LOG_TEXT("why", err_word(err)), LOG_TEXT("next", "the entrance goes on with the list it has"));
        }
        sent += err == OK ? 1 : 0;
    }
    if (sent > 0) {
        log_event(LOG_INFO, "rosters_published", LOG_INT("gateways", sent));
    }
    return true;
}

static void mark(struct roster_publisher *publisher, int64_t site_id)
{
    for (size_t i = 0; i < publisher->marked_n; i++) {
        if (publisher->marked[i] == site_id) {
            return;
        }
    }
    if (publisher->marked_n == SITES_MARKED_MAX) {
        publisher->all = true;
    } else {
        publisher->marked[publisher->marked_n++] = site_id;
    }
}

/* What was committed since; returns the number of the last change looked at. */
static int64_t follow_changes(struct roster_publisher *publisher, int64_t after)
{
    struct change list[CHANGES_AT_ONCE];
    bool lost = false;
    size_t n = changes_wait(publisher->options.changes, after, LOOK_EVERY_MS, list, CHANGES_AT_ONCE, &lost);
    if (lost) {
        publisher->all = true;
        publisher->accounts_due = true;
        tap_listener_refresh(publisher->listener);
        return changes_last(publisher->options.changes);
    }
    for (size_t i = 0; i < n; i++) {
        after = list[i].seq;
        if (list[i].kind == CHANGE_ROSTER) {
            mark(publisher, list[i].id);
        } else if (list[i].kind == CHANGE_GATEWAY) {
            publisher->all = true;
            publisher->accounts_due = true;
            tap_listener_refresh(publisher->listener);
        }
    }
    return after;
}

/* A new connection (the broker may have lost what it kept), a new day, or time for everybody to hear again. */
static void mark_by_clock(struct roster_publisher *publisher, int64_t connections, int64_t now_ms)
{
    int32_t day = civil_day_of_ms(clock_now_ms() - (int64_t)DAY_BEGINS_MIN * CIVIL_MS_PER_MIN);
    if (connections != publisher->connections || day != publisher->day || now_ms - publisher->all_ms >= ALL_EVERY_MS) {
        publisher->all = true;
        publisher->day = day;
    }
}

static void publish_when_due(struct roster_publisher *publisher)
{
    int64_t now_ms = clock_mono_ms();
    int64_t connections = broker_link_connections(publisher->link);
    mark_by_clock(publisher, connections, now_ms);
    bool due = publisher->all || publisher->marked_n > 0;
    bool early = publisher->published_ms != 0 && now_ms - publisher->published_ms < AGAIN_AFTER_MS;
    if (!due || early || !broker_link_connected(publisher->link)) {
        return;
    }
    publisher->published_ms = now_ms;
    if (!publish_marked(publisher)) {
        return;
    }
    if (publisher->all) {
        publisher->all_ms = now_ms;
        publisher->connections = connections;
    }
    publisher->all = false;
    publisher->marked_n = 0;
}

static void *publisher_main(void *arg)
{
    struct roster_publisher *publisher = arg;
    int64_t after = changes_last(publisher->options.changes);
    publisher->all = true;
    publisher->accounts_due = true;
    while (!publisher->stopping && !changes_stopped(publisher->options.changes)) {
        if (publisher->accounts_due && publisher->options.accounts != NULL && publisher->options.accounts[0] != '\0') {
            write_accounts(publisher);
        }
        publish_when_due(publisher);
        after = follow_changes(publisher, after);
    }
    return NULL;
}

static void free_all(struct roster_publisher *publisher)
{
    free(publisher->gateways);
    free(publisher->children);
    free(publisher->work);
    free(publisher->clear);
    free(publisher->sealed);
    free(publisher->payload);
    free(publisher);
}

enum err roster_publisher_start(const struct tap_listener_options *options, struct tap_listener *listener,
                                struct roster_publisher **ret)
{
    struct roster_publisher *publisher = calloc(1, sizeof *publisher);
    if (publisher == NULL) {
        return ERR_IO;
    }
    publisher->options = *options;
    publisher->listener = listener;
    publisher->link = tap_listener_link(listener);
    publisher->gateways = calloc(ENTRANCES_MAX, sizeof publisher->gateways[0]);
    publisher->children = calloc(ROSTER_CHILDREN_MAX, sizeof publisher->children[0]);
    publisher->work = calloc(1, sizeof *publisher->work);
    publisher->clear = malloc(CLEAR_BYTES_MAX);
    publisher->sealed = malloc(CLEAR_BYTES_MAX + SECRET_BOX_OVERHEAD);
    publisher->payload = malloc(ROSTER_BYTES_MAX);
    bool room = publisher->gateways != NULL && publisher->children != NULL && publisher->work != NULL &&
                publisher->clear != NULL && publisher->sealed != NULL && publisher->payload != NULL;
    if (!room || pthread_create(&publisher->thread, NULL, publisher_main, publisher) != 0) {
        free_all(publisher);
        return ERR_IO;
    }
    *ret = publisher;
    return OK;
}

void roster_publisher_stop(struct roster_publisher *publisher)
{
    if (publisher == NULL) {
        return;
    }
    publisher->stopping = true;
    pthread_join(publisher->thread, NULL);
    free_all(publisher);
}
