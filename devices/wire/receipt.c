/* Receipts, commands and states in JSON: see receipt.h. */
#include "wire/receipt.h"

#include <assert.h>
#include <string.h>

#include "base/secret.h"
#include "wire/topics.h"

#include "base/banned.h"

#define NUMBER_MAX   INT64_C(999999999999999)
#define CLOCK_MAX_MS INT64_C(1000000000000)

static const char *const command_words[] = {[COMMAND_RESEND] = "resend",
                                            [COMMAND_REVOKE_CARD] = "revoke_card",
                                            [COMMAND_REVOKE_GATEWAY] = "revoke_gateway",
                                            NULL};
static const char *const state_words[] = {
    [GATEWAY_READY] = "ready", [GATEWAY_LOST] = "lost", [GATEWAY_DISCONNECTED] = "disconnected", NULL};

void receipt_encode(const struct receipt *receipt, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_int(&out, "epoch", receipt->epoch);
    json_put_int(&out, "through", receipt->through);
    json_out_close(&out, '}');
}

enum err receipt_decode(struct str json, struct receipt *ret, struct json_faults *faults)
{
    struct json_in in;
    struct receipt receipt;
    if (json_open(json, &in, faults) != OK) {
        return ERR_INVALID;
    }
    receipt.epoch = json_int(&in, "epoch", JSON_REQUIRED, 1, NUMBER_MAX, 0);
    receipt.through = json_int(&in, "through", JSON_REQUIRED, 0, NUMBER_MAX, 0);
    if (json_close(&in) != OK) {
        return ERR_INVALID;
    }
    *ret = receipt;
    return OK;
}

void receipt_command_encode(const struct receipt_command *command, struct buf *buf)
{
    struct json_out out;
    assert((size_t)command->kind < sizeof command_words / sizeof command_words[0] - 1);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_word(&out, "id", command->id);
    json_put_instant(&out, "expires", command->expires_ms);
    json_put_word(&out, "command", command_words[command->kind]);
    switch (command->kind) {
    case COMMAND_RESEND:
        json_put_int(&out, "epoch", command->epoch);
        json_put_int(&out, "from", command->from);
        break;
    case COMMAND_REVOKE_CARD:
        json_put_word(&out, "card", command->card);
        break;
    case COMMAND_REVOKE_GATEWAY:
        json_put_int(&out, "epoch", command->epoch);
        break;
    }
    json_out_close(&out, '}');
}

static void read_card(struct json_in *in, struct receipt_command *command)
{
    unsigned char hash[SECRET_CARD_HASH_BYTES];
    size_t n = 0;
    struct str card = json_text(in, "card", JSON_REQUIRED, sizeof command->card - 1);
    if (card.n > 0 && (str_unbase64(card, hash, sizeof hash, &n) != OK || n != sizeof hash ||
                       str_copy(card, command->card, sizeof command->card) != OK)) {
        json_fault_add(in->faults, "/card", "BAD_FORMAT");
    }
}

enum err receipt_command_decode(struct str json, struct receipt_command *ret, struct json_faults *faults)
{
    struct json_in in;
    struct receipt_command command;
    memset(&command, 0, sizeof command);
    if (json_open(json, &in, faults) != OK) {
        return ERR_INVALID;
    }
    struct str id = json_text(&in, "id", JSON_REQUIRED, sizeof command.id - 1);
    if (id.n > 0 && (!topics_is_id(id) || str_copy(id, command.id, sizeof command.id) != OK)) {
        json_fault_add(faults, "/id", "BAD_FORMAT");
    }
    command.expires_ms = json_instant(&in, "expires", JSON_REQUIRED, 0);
    int kind = json_word(&in, "command", JSON_REQUIRED, command_words);
    if (kind < 0) {
        json_drop(&in);
        return ERR_INVALID;
    }
    command.kind = (enum command_kind)kind;
    switch (command.kind) {
    case COMMAND_RESEND:
        command.epoch = json_int(&in, "epoch", JSON_REQUIRED, 1, NUMBER_MAX, 0);
        command.from = json_int(&in, "from", JSON_REQUIRED, 1, NUMBER_MAX, 0);
        break;
    case COMMAND_REVOKE_CARD:
        read_card(&in, &command);
        break;
    case COMMAND_REVOKE_GATEWAY:
        command.epoch = json_int(&in, "epoch", JSON_REQUIRED, 1, NUMBER_MAX, 0);
        break;
    }
    if (json_close(&in) != OK) {
        return ERR_INVALID;
    }
    *ret = command;
    return OK;
}

void receipt_state_encode(const struct receipt_state *state, struct buf *buf)
{
    struct json_out out;
    assert((size_t)state->state < sizeof state_words / sizeof state_words[0] - 1);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_word(&out, "state", state_words[state->state]);
    json_put_int(&out, "backlog", state->backlog);
    json_put_int(&out, "epoch", state->epoch);
    json_put_int(&out, "last", state->last);
    json_put_word(&out, "version", state->version);
    json_put_bool(&out, "reader", state->reader);
    json_out_key(&out, "clock");
    json_out_open(&out, '{');
    json_put_bool(&out, "synced", state->clock_synced);
    json_put_int(&out, "offset_ms", state->clock_offset_ms);
    json_put_int(&out, "uncertainty_ms", state->clock_uncertainty_ms);
    json_out_close(&out, '}');
    json_out_close(&out, '}');
}

enum err receipt_state_decode(struct str json, struct receipt_state *ret, struct json_faults *faults)
{
    struct json_in in;
    struct json_in clock;
    struct receipt_state state;
    memset(&state, 0, sizeof state);
    if (json_open(json, &in, faults) != OK) {
        return ERR_INVALID;
    }
    int word = json_word(&in, "state", JSON_REQUIRED, state_words);
    state.state = word < 0 ? GATEWAY_LOST : (enum gateway_state)word;
    state.backlog = json_int(&in, "backlog", JSON_REQUIRED, 0, NUMBER_MAX, 0);
    state.epoch = json_int(&in, "epoch", JSON_REQUIRED, 1, NUMBER_MAX, 0);
    state.last = json_int(&in, "last", JSON_REQUIRED, 0, NUMBER_MAX, 0);
    struct str version = json_text(&in, "version", JSON_REQUIRED, sizeof state.version - 1);
    if (str_copy(version, state.version, sizeof state.version) != OK) {
        json_fault_add(faults, "/version", "TOO_LONG");
    }
    state.reader = json_bool(&in, "reader", JSON_OPTIONAL, true);
    if (json_nested(&in, "clock", JSON_REQUIRED, &clock)) {
        state.clock_synced = json_bool(&clock, "synced", JSON_REQUIRED, false);
        state.clock_offset_ms = json_int(&clock, "offset_ms", JSON_REQUIRED, -CLOCK_MAX_MS, CLOCK_MAX_MS, 0);
        state.clock_uncertainty_ms = json_int(&clock, "uncertainty_ms", JSON_REQUIRED, 0, CLOCK_MAX_MS, 0);
        json_nested_end(&clock);
    }
    if (json_close(&in) != OK) {
        return ERR_INVALID;
    }
    *ret = state;
    return OK;
}
