/* See make_pairing.h. */
#include "actions/make_pairing.h"

#include <assert.h>
#include <string.h>

#include "store/gateway_store.h"
#include "store/pairing_store.h"

#include "base/banned.h"

static void code_of(const struct keys *keys, const char *pairing_id, char code[CLAIM_CODE_BYTES])
{
    unsigned char mac[SECRET_HASH_BYTES];
    char storage[64];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, "pairing|code|");
    buf_puts(&buf, pairing_id);
    assert(!buf.overflow);
    secret_mac(keys->column, buf.p, buf.n, mac);
    claim_code_make(mac, code);
    secret_wipe(mac, sizeof mac);
}

void make_pairing_code(const struct keys *keys, const char *pairing_id, struct pairing_code *ret)
{
    char code[CLAIM_CODE_BYTES];
    code_of(keys, pairing_id, code);
    pairing_code_of(code, ret);
    secret_wipe(code, sizeof code);
}

void make_pairing_print(const struct keys *keys, const char *pairing_id, char text[CLAIM_CODE_TEXT])
{
    char code[CLAIM_CODE_BYTES];
    code_of(keys, pairing_id, code);
    claim_code_print(code, text);
    secret_wipe(code, sizeof code);
}

/* A name is an entrance's for good: a head never takes another nursery's away. */
static enum err look_at_name(struct tx *tx, struct make_pairing *ask, int64_t site_id)
{
    struct gateway gateway;
    enum err err = gateway_by_name(tx->db, ask->gateway, &gateway);
    ask->taken = err == OK && gateway.site_id != site_id;
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err make_pairing(struct tx *tx, const struct caller *caller, void *arg)
{
    struct make_pairing *ask = arg;
    struct pairing_code code;
    struct pairing_new new = {.gateway = ask->gateway,
                              .made_by = caller->account_id,
                              .now_ms = tx->now_ms,
                              .expires_ms = tx->now_ms + PAIRING_LIFE_MS};
    enum err err = pairing_site(tx->db, ask->site, caller->account_id, &new.site_id);
    err = err == OK ? look_at_name(tx, ask, new.site_id) : err;
    if (err != OK || ask->taken) {
        return err;
    }
    secret_public_id(tx->now_ms, new.public_id);
    make_pairing_code(tx->keys, new.public_id, &code);
    memcpy(new.name_hash, code.name, sizeof new.name_hash);
    secret_wipe(&code, sizeof code);
    memcpy(ask->id, new.public_id, sizeof ask->id);
    ask->expires_ms = new.expires_ms;
    err = pairing_add(tx->db, &new);
    return err == OK ? tx_audit_of(tx, caller->account_id, "make_pairing", "entrance", ask->gateway, STR("")) : err;
}
