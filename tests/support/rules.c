/* See rules.h. */
#include "support/rules.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "support/test.h"

static const int32_t holidays[] = {
    20532, /* 2026-03-20 Vernal Equinox Day */
    20572, /* 2026-04-29 */
    20576, /* 2026-05-03 */
    20577, /* 2026-05-04 */
    20578, /* 2026-05-05 */
    20579, /* 2026-05-06, substitute */
    20717, /* 2026-09-21 */
    20718, /* 2026-09-22, between two holidays */
    20719, /* 2026-09-23 */
};
const struct calendar rules_weekdays = {
    .weekday_mask = 0x1F, .holidays = holidays, .holidays_n = sizeof holidays / sizeof holidays[0]};

int64_t rules_instant(const char *text)
{
    int64_t value;
    EXPECT_OK(civil_parse_instant(str_of(text), &value));
    return value;
}

int32_t rules_day(const char *text)
{
    int32_t value;
    EXPECT_OK(civil_parse_day(str_of(text), &value));
    return value;
}

void rules_read(const char *members, struct policy *ret)
{
    char document[POLICY_DOCUMENT_BYTES_MAX];
    struct policy_head head;
    struct json_faults faults;
    int n = snprintf(document, sizeof document, "{'policy':'sick_room','site':'r1','valid_from':'2020-04-01'%s%s}",
                     members[0] == '\0' ? "" : ",", members);
    EXPECT(n > 0 && n < (int)sizeof document);
    for (char *at = strchr(document, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    policy_init(ret);
    enum err err = policy_decode(str_of(document), ret, &head, &faults);
    if (err == OK) {
        policy_check(ret, &faults);
    }
    for (size_t i = 0; i < faults.n; i++) {
        printf("%s: %s\n", faults.list[i].pointer, faults.list[i].code);
    }
    EXPECT_NULL(faults.malformed);
    EXPECT_INT(faults.n, 0);
}
