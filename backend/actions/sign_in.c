/* See sign_in.h. */
#include "actions/sign_in.h"

#include "store/session_store.h"

#include "base/banned.h"

/* "account:12" */
static struct str object_of(struct buf *buf, char *storage, size_t bytes, int64_t account_id)
{
    buf_init(buf, storage, bytes);
    buf_puts(buf, "account:");
    buf_int(buf, account_id);
    return buf_view(buf);
}

static enum err run_in(struct tx *tx, void *arg)
{
    const struct sign_in *in = arg;
    char storage[40];
    struct buf buf;
    enum err err = session_create(tx->db, in->token_hash, in->account_id, tx->now_ms, in->expires_ms);
    if (err != OK) {
        return err;
    }
    return tx_audit(tx, in->account_id, "sign_in", object_of(&buf, storage, sizeof storage, in->account_id),
                    STR("password"));
}

static enum err run_out(struct tx *tx, void *arg)
{
    const struct sign_in *in = arg;
    char storage[40];
    struct buf buf;
    enum err err = session_remove(tx->db, in->token_hash);
    if (err != OK) {
        return err;
    }
    tx_change(tx, CHANGE_ACCOUNT, in->account_id, 0);
    return tx_audit(tx, in->account_id, "sign_out", object_of(&buf, storage, sizeof storage, in->account_id), STR(""));
}

enum err sign_in(struct lane *lane, struct sign_in *in)
{
    struct lane_job job = {.priority = LANE_BOOKING, .run = run_in, .arg = in};
    return lane_do(lane, &job);
}

enum err sign_out(struct lane *lane, struct sign_in *in)
{
    struct lane_job job = {.priority = LANE_BOOKING, .run = run_out, .arg = in};
    return lane_do(lane, &job);
}
