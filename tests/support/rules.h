/* Policies for the pure tests: the defaults, or the defaults with the members of a document over them. */
#ifndef SUPPORT_RULES_H
#define SUPPORT_RULES_H

#include "core/policy.h"

int64_t rules_instant(const char *text);
int32_t rules_day(const char *text);
/* `members`: of a sick room's document, without braces and head, in simple quotes for double ones. Fails the test when they are wrong. */
void rules_read(const char *members, struct policy *ret);

/* Monday to Friday; of the national holidays, those of 2026 in fixture F2 and F4. */
extern const struct calendar rules_weekdays;

#endif
