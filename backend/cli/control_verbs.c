/* The verbs an operator's command may run on the lane: see control.h. */
#include <string.h>

#include "actions/revoke_gateway.h"
#include "actions/roll_over.h"
#include "base/civil.h"
#include "base/secret.h"
#include "cli/control.h"
#include "cli/gateway_pair.h"
#include "cli/policy_verbs.h"
#include "cli/what_if_replay.h"
#include "store/gateway_store.h"
#include "store/site_store.h"

#include "wire/topics.h"

#include "base/banned.h"

static struct str gateway_object(char storage[40], int64_t id)
{
    struct buf buf;
    buf_init(&buf, storage, 40);
    buf_puts(&buf, "gateway:");
    buf_int(&buf, id);
    return buf_view(&buf);
}

static bool read_key(struct json_in *in, const char *member, unsigned char key[32])
{
    size_t n = 0;
    struct str text = json_text(in, member, JSON_REQUIRED, 64);
    return str_unbase64(text, key, 32, &n) == OK && n == 32;
}

static enum err run_gateway_enrol(struct tx *tx, struct control_call *call)
{
    struct gateway gateway = {.enrolled_ms = tx->now_ms};
    struct site site;
    char object[40];
    struct str site_id = json_text(&call->in, "site", JSON_REQUIRED, sizeof site.public_id - 1);
    struct str name = json_text(&call->in, "name", JSON_REQUIRED, sizeof gateway.name - 1);
    bool keys = read_key(&call->in, "sign_public", gateway.sign_public) &&
                read_key(&call->in, "box_public", gateway.box_public);
    if (!keys || !topics_is_id(name) || str_copy(name, gateway.name, sizeof gateway.name) != OK) {
        cli_fail(call->refusal, "--name takes 1 to 32 of a-z, 0-9 and '-', for example g-n01.");
        return ERR_INVALID;
    }
    enum err err = site_by_public_id(tx->db, site_id, &site);
    if (err == ERR_NOT_FOUND) {
        cli_fail(call->refusal, "there is no site '%.*s'; use the id of a nursery or sick-care room.", (int)site_id.n,
                 site_id.p);
        return err;
    }
    gateway.site_id = site.id;
    err = err == OK ? gateway_enrol(tx->db, &gateway) : err;
    err = err == OK ? tx_audit(tx, 0, "gateway_enrol", gateway_object(object, gateway.id), STR("")) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_GATEWAY, gateway.id, 0);
        json_put_text(&call->out, "site", str_of(site.public_id));
        json_put_text(&call->out, "gateway", str_of(gateway.name));
        json_put_int(&call->out, "epoch", gateway.epoch);
        json_put_bool(&call->out, "test", site_meta_is(tx->db, "test", "1"));
    }
    return err;
}

static enum err run_gateway_revoke(struct tx *tx, struct control_call *call)
{
    static const struct caller operator_himself = {.account_id = 0};
    struct revoke_gateway ask = {.name = json_text(&call->in, "name", JSON_REQUIRED, TOPICS_ID_BYTES - 1)};
    enum err err = revoke_gateway(tx, &operator_himself, &ask);
    if (err == ERR_NOT_FOUND) {
        cli_fail(call->refusal, "there is no gateway '%.*s'; 'tsubame gateway list' tells their names.",
                 (int)ask.name.n, ask.name.p);
        return err;
    }
    if (err == OK && ask.already) {
        cli_fail(call->refusal, "gateway '%.*s' is revoked already; 'tsubame gateway enrol' puts it back into use.",
                 (int)ask.name.n, ask.name.p);
        return ERR_CONFLICT;
    }
    json_put_text(&call->out, "gateway", ask.name);
    return err;
}

static enum err refuse_roll_over(struct control_call *call, const struct roll_over *turn)
{
    char first_day[CIVIL_DAY_TEXT];
    struct buf buf;
    buf_init(&buf, first_day, sizeof first_day);
    civil_put_day(&buf, class_plan_day(turn->fiscal_year));
    switch (turn->outcome) {
    case ROLL_OVER_TOO_EARLY:
        cli_fail(call->refusal, "fiscal year %d begins on %s: nothing turns before; --dry-run shows what will.",
                 turn->fiscal_year, first_day);
        return ERR_CONFLICT;
    case ROLL_OVER_TOO_LATE:
        cli_fail(call->refusal, "fiscal year %d is over: the classes of today are not those it began with.",
                 turn->fiscal_year);
        return ERR_CONFLICT;
    case ROLL_OVER_NO_NURSERY:
        cli_fail(call->refusal, "there is no nursery '%s'.", turn->plan->nursery);
        return ERR_NOT_FOUND;
    case ROLL_OVER_NO_CLASS:
        cli_fail(call->refusal, "%s: the file does not say what becomes of the class '%s'.", turn->plan->nursery,
                 turn->no_class);
        return ERR_CONFLICT;
    case ROLL_OVER_DONE:
    case ROLL_OVER_BEFORE:
        break;
    }
    return OK;
}

static enum err run_roll_over(struct tx *tx, struct control_call *call)
{
    struct class_plan plan;
    struct roll_over turn = {.plan = &plan};
    turn.fiscal_year = (int32_t)json_int(&call->in, "fiscal_year", JSON_REQUIRED, 1927, 2199, 0);
    class_plan_read(&call->in, &plan);
    if (call->in.faults->n > 0) {
        return ERR_INVALID;
    }
    enum err err = roll_over(tx, &turn);
    err = err == OK ? refuse_roll_over(call, &turn) : err;
    json_put_text(&call->out, "nursery", str_of(plan.nursery));
    json_put_bool(&call->out, "done_before", turn.outcome == ROLL_OVER_BEFORE);
    json_put_int(&call->out, "moved", turn.moved);
    json_put_int(&call->out, "stayed", turn.stayed);
    json_put_int(&call->out, "left", turn.left);
    return err;
}

const struct control_verb control_verbs[] = {
    {"gateway_enrol", run_gateway_enrol}, {"gateway_revoke", run_gateway_revoke},
    {"gateway_pair", gateway_verb_pair},  {"gateway_confirm", gateway_verb_confirm},
    {"policy_load", policy_verb_load},    {"what_if_replay", what_if_verb_replay},
    {"roll_over", run_roll_over},         {NULL, NULL},
};
