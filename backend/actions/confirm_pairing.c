/* See confirm_pairing.h. */
#include "actions/confirm_pairing.h"

#include <string.h>

#include "actions/make_pairing.h"
#include "store/gateway_store.h"
#include "store/pairing_store.h"

#include "base/banned.h"

/* Blanks are nothing: people type them anywhere. */
static struct str next_digit(struct str text)
{
    while (text.n > 0 && text.p[0] == ' ') {
        text = (struct str){text.p + 1, text.n - 1};
    }
    return text;
}

static bool same_number(struct str typed, const char *shown)
{
    struct str wanted = next_digit(str_of(shown));
    typed = next_digit(typed);
    while (typed.n > 0 && wanted.n > 0 && typed.p[0] == wanted.p[0]) {
        typed = next_digit((struct str){typed.p + 1, typed.n - 1});
        wanted = next_digit((struct str){wanted.p + 1, wanted.n - 1});
    }
    return typed.n == 0 && wanted.n == 0;
}

static enum err enrol(struct tx *tx, const struct caller *caller, struct confirm_pairing *ask,
                      const struct pairing *pairing)
{
    struct gateway gateway = {.site_id = pairing->site_id, .enrolled_ms = tx->now_ms};
    char storage[64];
    struct buf object;
    memcpy(gateway.name, pairing->gateway, sizeof gateway.name);
    memcpy(gateway.sign_public, pairing->offer.sign_public, sizeof gateway.sign_public);
    memcpy(gateway.box_public, pairing->offer.box_public, sizeof gateway.box_public);
    memcpy(gateway.broker_hash, pairing->offer.password_hash, sizeof gateway.broker_hash);
    enum err err = gateway_enrol(tx->db, &gateway);
    err = err == OK ? pairing_confirmed(tx->db, pairing->id, gateway.epoch, tx->now_ms) : err;
    if (err != OK) {
        return err;
    }
    memcpy(ask->site, pairing->site, sizeof ask->site);
    memcpy(ask->gateway, pairing->gateway, sizeof ask->gateway);
    ask->epoch = gateway.epoch;
    tx_change(tx, CHANGE_GATEWAY, gateway.id, 0);
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "gateway:");
    buf_int(&object, gateway.id);
    return tx_audit(tx, caller->account_id, "gateway_pair", buf_view(&object), STR(""));
}

enum err confirm_pairing(struct tx *tx, const struct caller *caller, void *arg)
{
    struct confirm_pairing *ask = arg;
    struct pairing pairing;
    char shown[PAIRING_CHECK_TEXT];
    enum err err = pairing_mine(tx->db, ask->pairing, caller->account_id, &pairing);
    if (err != OK) {
        return err;
    }
    bool over = pairing.expires_ms <= tx->now_ms || pairing.confirmed_ms != 0 || pairing.wrong >= PAIRING_WRONG_MAX;
    if (over || !pairing.offered) {
        ask->outcome = over ? CONFIRM_PAIRING_OVER : CONFIRM_PAIRING_WAITS;
        return OK;
    }
    pairing_check(&pairing.offer, tx->keys->sign_public, shown);
    if (!same_number(ask->number, shown)) {
        ask->outcome = CONFIRM_PAIRING_DIFFERS;
        return pairing_end(tx->db, str_of(pairing.gateway), tx->now_ms);
    }
    ask->outcome = CONFIRM_PAIRING_DONE;
    return enrol(tx, caller, ask, &pairing);
}
