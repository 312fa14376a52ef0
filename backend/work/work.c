/* See work.h. */
#include "work/work.h"

#include <stdlib.h>

#include "actions/anchor_attendance.h"
#include "actions/record_days.h"
#include "actions/turn_registrations.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "store/idempotency_store.h"
#include "store/session_store.h"
#include "store/tap_store.h"
#include "store/verify_store.h"

#include "base/banned.h"

enum {
    FIRST_AFTER_MS = 60000,
    LOOK_EVERY_MS = 30000,
    FORGET_EVERY_MS = 600000,
    NIGHT_MIN = 3 * 60 + 30,
    BORROW_MS = 5000,
    REFUSED_KEPT = 100000,
};

struct work {
    struct lane *lane;
    struct readers *readers;
    struct sleeper sleeper;
    int32_t checked_day;  /* of the last nightly check */
    int32_t turned_day;   /* of the last turn of registrations; 0: none since the start */
    int32_t recorded_day; /* the days before it are written down */
    int32_t anchored_day; /* the attendance chains before it stand in the audit */
};

static enum err run_forget(struct tx *tx, void *arg)
{
    bool *more = arg;
    bool answers = false;
    bool sessions = false;
    enum err err = idempotency_forget(tx->db, tx->now_ms, &answers);
    err = err == OK ? session_forget(tx->db, tx->now_ms, &sessions) : err;
    err = err == OK ? tap_store_refused_forget(tx->db, REFUSED_KEPT) : err;
    *more = answers || sessions;
    return err;
}

enum err work_forget(struct lane *lane)
{
    bool more = true;
    enum err err = OK;
    while (err == OK && more) {
        struct lane_job job = {.priority = LANE_REST, .run = run_forget, .arg = &more};
        err = lane_do(lane, &job);
    }
    return err;
}

enum err work_record_days(struct lane *lane)
{
    bool more = true;
    enum err err = OK;
    while (err == OK && more) {
        struct lane_job job = {.priority = LANE_REST, .run = record_days, .arg = &more};
        err = lane_do(lane, &job);
    }
    return err;
}

/* Soon after midnight, and after a start: yesterday is over. */
static void record(struct work *work)
{
    int32_t today = civil_day_of_ms(clock_now_ms());
    if (today == work->recorded_day) {
        return;
    }
    enum err err = work_record_days(work->lane);
    if (err != OK) {
        log_event(LOG_WARN, "record_days_failed", LOG_TEXT("err", err_word(err))); /* tried again at the next look */
        return;
    }
    work->recorded_day = today;
}

enum err work_anchor(struct lane *lane)
{
    bool more = true;
    enum err err = OK;
    while (err == OK && more) {
        struct lane_job job = {.priority = LANE_REST, .run = anchor_attendance, .arg = &more};
        err = lane_do(lane, &job);
    }
    return err;
}

static void anchor(struct work *work)
{
    int32_t today = civil_day_of_ms(clock_now_ms());
    if (today == work->anchored_day) {
        return;
    }
    enum err err = work_anchor(work->lane);
    if (err != OK) {
        log_event(LOG_WARN, "anchor_failed", LOG_TEXT("err", err_word(err))); /* tried again at the next look */
        return;
    }
    work->anchored_day = today;
}

static void note(void *arg, const char *sentence)
{
    (void)arg;
    log_event(LOG_ERROR, "self_check_differs", LOG_TEXT("what", sentence));
}

enum err work_self_check(struct readers *readers, int64_t *ret_wrong)
{
    struct verify verify = {.found = note};
    struct worker *worker = readers_borrow(readers, BORROW_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = db_savepoint(worker->db); /* one moment for all counts */
    if (err == OK) {
        err = verify_store_slots(worker->db, &verify);
        err = err == OK ? verify_store_history(worker->db, &verify) : err;
        err = err == OK ? verify_store_receipts(worker->db, &verify) : err;
        db_undo(worker->db);
    }
    readers_return(readers, worker);
    *ret_wrong = verify.wrong;
    return err;
}

bool work_night_due(int64_t now_ms, int32_t last_day)
{
    return civil_day_of_ms(now_ms) > last_day && civil_minute_of_ms(now_ms) >= NIGHT_MIN;
}

static void nightly(struct work *work)
{
    int64_t wrong = 0;
    int64_t now_ms = clock_now_ms();
    if (!work_night_due(now_ms, work->checked_day)) {
        return;
    }
    enum err err = work_self_check(work->readers, &wrong);
    if (err != OK) {
        log_event(LOG_WARN, "self_check_failed", LOG_TEXT("err", err_word(err))); /* tried again at the next look */
        return;
    }
    work->checked_day = civil_day_of_ms(now_ms);
    log_event(wrong == 0 ? LOG_INFO : LOG_ERROR, "self_check", LOG_INT("wrong", wrong));
}

/* R-REG-06, R-REG-12: at the beginning of a day, and once after a start that may have come after it. */
static void turn(struct work *work)
{
    int32_t turned = 0;
    int32_t today = civil_day_of_ms(clock_now_ms());
    if (today == work->turned_day) {
        return;
    }
    enum err err = turn_all_registrations(work->lane, &turned);
    if (err != OK) {
        log_event(LOG_WARN, "turn_failed", LOG_TEXT("err", err_word(err))); /* tried again at the next look */
        return;
    }
    work->turned_day = today;
    log_event(LOG_INFO, "registrations_turned", LOG_INT("times", turned));
}

static void *work_main(void *arg)
{
    struct work *work = arg;
    int64_t forget_at_ms = 0;
    for (int64_t wait_ms = FIRST_AFTER_MS; !sleeper_rest(&work->sleeper, wait_ms); wait_ms = LOOK_EVERY_MS) {
        if (clock_mono_ms() >= forget_at_ms) {
            enum err err = work_forget(work->lane);
            if (err != OK) {
                log_event(LOG_WARN, "forget_failed", LOG_TEXT("err", err_word(err)));
            }
            forget_at_ms = clock_mono_ms() + FORGET_EVERY_MS;
        }
        record(work);
        anchor(work);
        nightly(work);
        turn(work);
    }
    return NULL;
}

enum err work_start(struct lane *lane, struct readers *readers, struct work **ret)
{
    struct work *work = calloc(1, sizeof *work);
    if (work == NULL) {
        return ERR_IO;
    }
    work->lane = lane;
    work->readers = readers;
    work->checked_day = civil_day_of_ms(clock_now_ms()); /* a start in the daytime is no night */
    sleeper_init(&work->sleeper);
    enum err err = sleeper_start(&work->sleeper, work_main, work);
    if (err != OK) {
        work_stop(work);
        return err;
    }
    *ret = work;
    return OK;
}

void work_stop(struct work *work)
{
    if (work == NULL) {
        return;
    }
    sleeper_stop(&work->sleeper);
    free(work);
}
