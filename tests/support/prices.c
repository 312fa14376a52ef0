/* See prices.h. */
#include "support/prices.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "support/rules.h"
#include "support/test.h"

struct extension_rules prices;
static char text[POLICY_DOCUMENT_BYTES_MAX];

static void read_text(const char *document)
{
    struct extension_head head;
    struct json_faults faults;
    enum err err = extension_decode(str_of(document), &prices, &head, &faults);
    for (size_t i = 0; i < faults.n; i++) {
        printf("%s: %s\n", faults.list[i].pointer, faults.list[i].code);
    }
    EXPECT_OK(err);
}

void prices_shipped(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "backend/cli/nursery_policies/extension-%s.json", name);
    FILE *file = fopen(path, "rb");
    EXPECT_NOT_NULL(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[n] = '\0';
    read_text(text);
}

const char *prices_document(const char *members)
{
    snprintf(text, sizeof text, "{'policy':'extension','valid_from':'2026-04-01',%s}", members);
    for (char *at = strchr(text, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    return text;
}

void prices_members(const char *members)
{
    read_text(prices_document(members));
}

int32_t prices_minute(const char *hhmm)
{
    int32_t value;
    EXPECT_OK(civil_parse_minute(str_of(hhmm), &value));
    return value;
}

struct extension_facts prices_stay(enum hours_class hours_class, const char *arrive, const char *leave)
{
    return (struct extension_facts){.day = rules_day("2026-04-15"),
                                    .birth_day = EXTENSION_BIRTH_UNKNOWN,
                                    .hours_class = hours_class,
                                    .family = {"", 1, 0},
                                    .stays = {{prices_minute(arrive), prices_minute(leave)}},
                                    .stays_n = 1};
}
