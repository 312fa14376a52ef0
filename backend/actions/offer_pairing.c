/* See offer_pairing.h. */
#include "actions/offer_pairing.h"

#include <assert.h>
#include <string.h>

#include "actions/make_pairing.h"
#include "store/pairing_store.h"
#include "store/site_store.h"

#include "base/banned.h"

/* Whose keys the pairing holds, afterwards. */
static enum err take(struct tx *tx, struct offer_pairing *ask, const struct pairing *pairing)
{
    const struct pairing_offer *offer = &ask->asked->offer;
    if (!pairing->offered) {
        return pairing_offered(tx->db, pairing->id, offer);
    }
    ask->unknown = memcmp(offer->sign_public, pairing->offer.sign_public, sizeof offer->sign_public) != 0 ||
                   memcmp(offer->box_public, pairing->offer.box_public, sizeof offer->box_public) != 0 ||
                   strcmp(offer->password_hash, pairing->offer.password_hash) != 0;
    return OK;
}

static enum err write_letter(struct tx *tx, struct offer_pairing *ask, const struct pairing *pairing)
{
    struct pairing_letter *letter = &ask->letter;
    memset(letter, 0, sizeof *letter);
    letter->expires_ms = pairing->expires_ms;
    memcpy(letter->server_sign_public, tx->keys->sign_public, sizeof letter->server_sign_public);
    if (pairing->confirmed_ms == 0) {
        return OK;
    }
    letter->confirmed = true;
    letter->epoch = pairing->epoch;
    letter->test = site_meta_is(tx->db, "test", "1");
    enum err err = str_copy(str_of(ask->broker), letter->broker, sizeof letter->broker);
    err = err == OK ? str_copy(str_of(pairing->site), letter->site, sizeof letter->site) : err;
    err = err == OK ? str_copy(str_of(pairing->gateway), letter->gateway, sizeof letter->gateway) : err;
    struct str key = {(const char *)tx->keys->card, sizeof tx->keys->card};
    return err == OK ? secret_box_seal(ask->asked->offer.box_public, key, letter->sealed_card_key) : err;
}

enum err offer_pairing(struct tx *tx, const struct caller *caller, void *arg)
{
    struct offer_pairing *ask = arg;
    struct pairing pairing;
    (void)caller;
    enum err err = pairing_by_name(tx->db, ask->asked->name, &pairing);
    bool over = err == OK && (pairing.expires_ms <= tx->now_ms || pairing.wrong >= PAIRING_WRONG_MAX);
    ask->unknown = err == ERR_NOT_FOUND || over;
    if (err != OK || over) {
        return ask->unknown ? OK : err;
    }
    make_pairing_code(tx->keys, pairing.public_id, &ask->code);
    if (!pairing_offer_proven(ask->asked, &ask->code)) {
        ask->unknown = true;
        return pairing_wrong(tx->db, pairing.id);
    }
    err = take(tx, ask, &pairing);
    return err == OK && !ask->unknown ? write_letter(tx, ask, &pairing) : err;
}
