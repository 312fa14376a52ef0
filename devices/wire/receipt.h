/* What the server says back to a gateway: receipts and commands of contract 4, and what a gateway says of itself (state). Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

struct receipt {
    int64_t epoch;
    int64_t through; /* the highest number without a gap before it that is committed */
};

void receipt_encode(const struct receipt *receipt, struct buf *buf);
enum err receipt_decode(struct str json, struct receipt *ret, struct json_faults *faults) NODISCARD;

/* COMMAND_REVOKE_GATEWAY: this box is no entrance any more; it forgets the children and ends. */
enum command_kind { COMMAND_RESEND, COMMAND_REVOKE_CARD, COMMAND_REVOKE_GATEWAY };

struct receipt_command {
    char id[33];
    int64_t expires_ms;
    enum command_kind kind;
    int64_t epoch; /* resend; revoke_gateway: of the enrolment that ends */
    int64_t from;  /* resend: first number wanted */
    char card[32]; /* revoke_card: base64url of the hash */
};

void receipt_command_encode(const struct receipt_command *command, struct buf *buf);
enum err receipt_command_decode(struct str json, struct receipt_command *ret, struct json_faults *faults) NODISCARD;

enum gateway_state { GATEWAY_READY, GATEWAY_LOST, GATEWAY_DISCONNECTED };

/* `epoch` and `last` (the highest number ever given out) let a restored server ask for what it lacks. */
struct receipt_state {
    enum gateway_state state;
    int64_t backlog;
    int64_t epoch;
    int64_t last;
    char version[24];
    bool reader; /* a reader is plugged in; true where an older box does not say */
    bool clock_synced;
    int64_t clock_offset_ms;
    int64_t clock_uncertainty_ms;
};

void receipt_state_encode(const struct receipt_state *state, struct buf *buf);
enum err receipt_state_decode(struct str json, struct receipt_state *ret, struct json_faults *faults) NODISCARD;
