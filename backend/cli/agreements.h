/* What families have agreed with the municipality about hours and extended care, from a file: the municipality's own system is the master.
 *
 *   {"children":[{"child_id":"…","from":"2026-04-16","class":"short","monthly":["evening"],"tier":"C1","sibling":2,"monthly_fee_yen":20000}]}
 *
 * Of a child's rows the one with the greatest `from` at or before a day holds (R-EXT-05); a child without one has standard hours and
 * nothing by the month. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cli.h"
#include "core/extension.h"

enum { AGREEMENTS_MAX = 4096 };

struct agreement {
    char child[40];
    int32_t from_day;
    enum hours_class hours_class;
    uint32_t held;
    char tier[POLICY_ID_BYTES];
    int32_t sibling;
    int32_t monthly_fee_yen;
};

struct agreements {
    struct agreement rows[AGREEMENTS_MAX];
    size_t n;
};

/* false: failure says which member is wrong. path NULL: nobody has agreed anything. */
bool agreements_read(struct agreements *to, const char *path, const struct extension_rules *rules,
                     char failure[CLI_FAILURE_BYTES]);
/* Fills hours_class, held and family. */
void agreements_on(const struct agreements *agreements, const char *child, int32_t day, struct extension_facts *facts);
