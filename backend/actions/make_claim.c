/* See make_claim.h. */
#include "actions/make_claim.h"

#include <string.h>

#include "base/banned.h"

#define LIFE_MS (INT64_C(90) * 86400000)

static void mac_of(const struct keys *keys, const char *use, const char *text, unsigned char out[SECRET_HASH_BYTES])
{
    char storage[96];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, use);
    buf_puts(&buf, text);
    secret_mac(keys->column, buf.p, buf.n, out);
    secret_wipe(storage, sizeof storage);
}

static void code_of(const struct keys *keys, const char *claim_id, char code[CLAIM_CODE_BYTES])
{
    unsigned char mac[SECRET_HASH_BYTES];
    _Static_assert(SECRET_HASH_BYTES >= (int)CLAIM_CODE_RANDOM, "a code is made of the front of a hash");
    mac_of(keys, "claim|code|", claim_id, mac);
    claim_code_make(mac, code);
    secret_wipe(mac, sizeof mac);
}

void make_claim_print(const struct keys *keys, const char *claim_id, char text[CLAIM_CODE_TEXT])
{
    char code[CLAIM_CODE_BYTES];
    code_of(keys, claim_id, code);
    claim_code_print(code, text);
    secret_wipe(code, sizeof code);
}

void make_claim_hash(const struct keys *keys, const char code[CLAIM_CODE_BYTES], unsigned char hash[SECRET_HASH_BYTES])
{
    mac_of(keys, "claim|hash|", code, hash);
}

enum err make_claim_for(struct tx *tx, const struct caller *caller, int64_t household_id, struct make_claim *ask)
{
    char code[CLAIM_CODE_BYTES];
    char storage[48];
    struct buf object;
    struct claim_new new = {.household_id = household_id,
                            .kind = ask->kind,
                            .made_by = caller->account_id,
                            .now_ms = tx->now_ms,
                            .expires_ms = tx->now_ms + LIFE_MS};
    secret_public_id(tx->now_ms, new.public_id);
    code_of(tx->keys, new.public_id, code);
    make_claim_hash(tx->keys, code, new.code_hash);
    secret_wipe(code, sizeof code);
    enum err err = claim_add(tx->db, &new);
    memcpy(ask->id, new.public_id, sizeof ask->id);
    ask->expires_ms = new.expires_ms;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "household:");
    buf_int(&object, household_id);
    return err == OK ? tx_audit(tx, caller->account_id, ask->kind == CLAIM_FIRST ? "make_claim" : "invite_guardian",
                                buf_view(&object), STR(""))
                     : err;
}

enum err make_claim(struct tx *tx, const struct caller *caller, void *arg)
{
    struct make_claim *ask = arg;
    int64_t household_id = 0;
    enum err err = claim_household(tx->db, caller->account_id, ask->household, ask->kind, &household_id);
    return err == OK ? make_claim_for(tx, caller, household_id, ask) : err;
}
