/* See keep_feed.h. */
#include "actions/keep_feed.h"

#include "store/feed_store.h"

#include "base/banned.h"

void keep_feed_token(const struct keys *keys, const char *public_id, char out[KEEP_FEED_TOKEN_TEXT])
{
    unsigned char mac[SECRET_HASH_BYTES];
    char storage[96];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, "tsubame calendar 1|");
    buf_puts(&buf, public_id);
    secret_mac(keys->column, buf.p, buf.n, mac);
    str_hex(mac, KEEP_FEED_TOKEN_BYTES, out);
    secret_wipe(mac, sizeof mac);
}

void keep_feed_hash(struct str token, unsigned char out[SECRET_HASH_BYTES])
{
    secret_hash(token.p, token.n, out);
}

enum err make_feed(struct tx *tx, const struct caller *caller, void *arg)
{
    char public_id[SECRET_PUBLIC_ID_TEXT];
    char token[KEEP_FEED_TOKEN_TEXT];
    unsigned char hash[SECRET_HASH_BYTES];
    (void)arg;
    secret_public_id(tx->now_ms, public_id);
    keep_feed_token(tx->keys, public_id, token);
    keep_feed_hash(str_of(token), hash);
    secret_wipe(token, sizeof token);
    enum err err = feed_put(tx->db, caller->account_id, public_id, hash, tx->now_ms);
    return err == OK ? tx_audit_of(tx, caller->account_id, "make_calendar", "calendar", str_of(public_id), STR(""))
                     : err;
}

enum err end_feed(struct tx *tx, const struct caller *caller, void *arg)
{
    struct feed feed;
    (void)arg;
    enum err err = feed_of(tx->db, caller->account_id, &feed);
    err = err == OK ? feed_remove(tx->db, caller->account_id) : err;
    return err == OK ? tx_audit_of(tx, caller->account_id, "end_calendar", "calendar", str_of(feed.public_id), STR(""))
                     : err;
}
