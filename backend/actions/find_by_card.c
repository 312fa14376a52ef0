/* See find_by_card.h. */
#include "actions/find_by_card.h"

#include <string.h>

#include "base/civil.h"
#include "store/card_store.h"
#include "store/site_store.h"
#include "wire/app_code.h"
#include "wire/card_number.h"

#include "base/banned.h"

/* Whom the code means: children by their rows, or by how they stand in a phone's code. */
struct meant {
    struct tx *tx;
    struct find_by_card *in;
    int64_t children[TAP_CHILDREN_MAX];
    size_t n;
    struct app_code code;
    bool phone;
};

static void take_child(void *arg, int64_t child_id)
{
    struct meant *meant = arg;
    if (meant->n < TAP_CHILDREN_MAX) {
        meant->children[meant->n++] = child_id;
    }
}

static bool by_phone(const struct meant *meant, struct str child)
{
    char id[SECRET_PUBLIC_ID_TEXT];
    unsigned char front[APP_CODE_CHILD_BYTES];
    if (str_copy(child, id, sizeof id) != OK) {
        return false;
    }
    app_code_child(id, front);
    for (size_t i = 0; i < meant->code.children_n; i++) {
        if (memcmp(meant->code.children[i], front, sizeof front) == 0) {
            return true;
        }
    }
    return false;
}

static bool by_card(const struct meant *meant, int64_t child_id)
{
    for (size_t i = 0; i < meant->n; i++) {
        if (meant->children[i] == child_id) {
            return true;
        }
    }
    return false;
}

static void look(void *arg, const struct card_visit *visit)
{
    struct meant *meant = arg;
    struct find_by_card *in = meant->in;
    bool is_meant = meant->phone ? by_phone(meant, visit->child) : by_card(meant, visit->child_id);
    if (!is_meant || in->list_n == FIND_BY_CARD_MAX) {
        return;
    }
    struct found_by_card *found = &in->list[in->list_n];
    found->state = visit->state;
    if (str_copy(visit->reservation, found->reservation, sizeof found->reservation) == OK &&
        str_copy(visit->name, found->name, sizeof found->name) == OK) {
        in->list_n++;
    }
}

/* OK also when it means nobody. A phone's code is good for its minute. */
static enum err read_code(struct meant *meant)
{
    struct card_number number;
    unsigned char hash[SECRET_CARD_HASH_BYTES];
    struct tx *tx = meant->tx;
    if (app_code_read(meant->in->code, tx->keys->sign_public, &meant->code) == OK) {
        int64_t age_ms = tx->now_ms - meant->code.issued_ms;
        meant->phone = age_ms >= 0 && age_ms <= APP_CODE_LIFE_MS;
        return OK;
    }
    if (!card_number_read(meant->in->code, &number)) {
        return OK;
    }
    secret_card_hash(tx->keys->card, number.bytes, number.n, hash);
    secret_wipe(&number, sizeof number);
    return card_children(tx->db, hash, take_child, meant);
}

static enum err run(struct tx *tx, void *arg)
{
    struct find_by_card *in = arg;
    struct meant meant = {.tx = tx, .in = in};
    struct site site;
    in->list_n = 0;
    enum err err = site_by_public_id(tx->db, in->room, &site);
    if (err != OK || site.kind != SITE_SICKROOM || !access_works_at(in->caller, site.id)) {
        return err == OK ? ERR_NOT_FOUND : err;
    }
    err = read_code(&meant);
    err = err == OK ? card_room_day(tx->db, site.id, civil_day_of_ms(tx->now_ms), look, &meant) : err;
    if (err == OK && in->list_n == 0) {
        return tx_audit_of(tx, in->caller->account_id, "find_by_card", "room", in->room, STR("nobody"));
    }
    for (size_t i = 0; err == OK && i < in->list_n; i++) {
        err = tx_audit_of(tx, in->caller->account_id, "find_by_card", "reservation", str_of(in->list[i].reservation),
                          in->room);
    }
    return err;
}

enum err find_by_card(struct lane *lane, struct find_by_card *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    enum err err = lane_do(lane, &job);
    return err == OK && in->list_n == 0 ? ERR_NOT_FOUND : err;
}
