/* What a day in a sick-care room costs (A12): prices looked up in the policy's table, and the states of a bill. Needs no database. Pure.
 *
 * R-FEE-01  fee = table[(resident?, slot or hours tier, household tier, sibling order)] + options − exemptions; integer yen; the lines of
 *           the computation are kept.
 * R-FEE-02  residence and tier are those of the day of use.
 * R-FEE-03  an exemption needs a proof whose validity covers the day of use; one accepted later changes what is not yet paid, and offers a
 *           refund of what is.
 * R-FEE-04  a flat price is independent of the hours; an hourly one counts started hours; a tier goes by the whole time, up to and including
 *           its hours (6:00 is still six hours, 6:01 is not).
 * R-FEE-05  the monthly sum stands beside the ceiling of the free-education benefit, as information only.
 * R-FEE-06  due → paid | invoiced | waived; invoiced → paid | waived; paid → refunded; nothing else: nobody pays twice. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "core/policy.h"

enum { FEE_PROOFS_MAX = 8, FEE_LINES_MAX = POLICY_FEE_OPTIONS_MAX + 2, FEE_OPTION_COUNT_MAX = 9 };

struct fee_proof {
    char kind[POLICY_ID_BYTES];
    int32_t from_day;
    int32_t to_day; /* the last day it covers */
};

/* One day of use. */
struct fee_use {
    int32_t day;
    bool resident;
    char tier[POLICY_ID_BYTES]; /* "": unknown */
    struct fee_proof proofs[FEE_PROOFS_MAX];
    size_t proofs_n;
    int32_t sibling;                         /* 1 the eldest of its household */
    char slot[POLICY_ID_BYTES];              /* of the reservation */
    int32_t minutes;                         /* in the room: fee_minutes */
    int32_t options[POLICY_FEE_OPTIONS_MAX]; /* how many of each, in the policy's order */
};

enum fee_line_kind { FEE_LINE_PRICE, FEE_LINE_EXEMPTION, FEE_LINE_OPTION, FEE_LINE_LATE_CANCELLATION };

struct fee_line {
    enum fee_line_kind kind;
    char id[POLICY_ID_BYTES];     /* the option, the proof, the tier of the household; "" none */
    char name[POLICY_NAME_BYTES]; /* of an option, in the municipality's words */
    int32_t count;                /* started hours, or pieces */
    int32_t unit_yen;
    int32_t yen; /* an exemption's is negative */
};

struct fee {
    struct fee_line lines[FEE_LINES_MAX];
    size_t lines_n;
    int32_t yen; /* the sum, never below 0 */
};

/* Whole minutes between two instants as a clock on the wall shows them: the seconds are the family's. */
int32_t fee_minutes(int64_t came_ms, int64_t went_ms);
/* The price of a day. The policy has been through policy_check: there is a row for everybody. */
void fee_of_use(const struct policy *policy, const struct fee_use *use, struct fee *ret);
/* R-CAN-02: a place given back after the deadline. */
void fee_of_late_cancellation(int32_t yen, struct fee *ret);
/* Index of an option by id; −1: none. */
int fee_option_find(const struct policy_fees *fees, struct str id);
/* The lines as a JSON array. */
void fee_put_lines(struct json_out *out, const struct fee *fee);

enum fee_state { FEE_DUE = 1, FEE_PAID, FEE_INVOICED, FEE_WAIVED, FEE_REFUNDED };
enum { FEE_STATE_LAST = FEE_REFUNDED };
bool fee_may_become(enum fee_state from, enum fee_state to);
const char *fee_state_word(enum fee_state state); /* "due" … */
/* Unpaid ones are computed again when other facts come to be known. */
bool fee_open(enum fee_state state);

/* The monthly ceiling of the benefit for the use of unlicensed services: 37,000 yen for children of class age 3 to 5, 42,000 for those of 0 to 2
 * in households that are not taxed (Child and Child Care Support Act art. 30-11, from October 2019); 0: there is none at that age. */
int32_t fee_benefit_limit(int32_t birth_day, int32_t day);
