/* See read_talk.h. */
#include "actions/read_talk.h"

#include "actions/sealed.h"
#include "actions/write_talk.h"
#include "base/civil.h"

#include "base/banned.h"

_Static_assert((int)TALK_TEXT_BYTES_MAX < (int)LANE_SCRATCH_BYTES, "one text fits into what the lane lends");

static enum err open_one(void *arg, const struct talk_row *talk)
{
    struct read_talk *ask = arg;
    struct buf plain;
    buf_init(&plain, ask->tx->scratch, TALK_TEXT_BYTES_MAX + 1);
    enum err err = sealed_open(ask->tx->keys, TALK_SEALED, talk->public_id, talk->text, &plain);
    if (err == OK) {
        ask->said(ask->arg, talk, buf_view(&plain));
    }
    return err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_talk *ask = arg;
    struct talk_place place;
    struct talk_head head = {.place = &place};
    int64_t account_id = ask->caller->account_id;
    int32_t today = civil_day_of_ms(tx->now_ms);
    ask->tx = tx;
    enum err err = talk_place(tx->db, account_id, ask->child, today, &place);
    err = err == OK ? tx_audit_of(tx, account_id, "read_talk", "child", ask->child, STR("")) : err;
    err = err == OK ? talk_hours(tx->db, place.site_id, today, &head.opens_min, &head.closes_min) : err;
    if (err != OK) {
        return err;
    }
    ask->begin(ask->arg, &head);
    return talk_list(tx->db, account_id, &place, ask->before, open_one, ask);
}

enum err read_talk(struct lane *lane, struct read_talk *ask)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = ask};
    return lane_do(lane, &job);
}
