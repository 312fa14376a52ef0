/* See agreements.h. */
#include "cli/agreements.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "cli/files.h"
#include "cli/nursery_rules.h"

#include "base/banned.h"

enum { TEXT_BYTES = 1024 * 1024, YEN_MAX = 1000000 };

static char text[TEXT_BYTES]; /* a stack is too small; one command runs in a process */

static void read_row(struct json_in *in, const struct extension_rules *rules, struct agreement *to)
{
    static const char *const class_words[] = {"standard", "short", NULL};
    memset(to, 0, sizeof *to);
    enum err err = str_copy(json_text(in, "child_id", JSON_REQUIRED, sizeof to->child - 1), to->child,
                            sizeof to->child);
    assert(err == OK);
    err = str_copy(json_text(in, "tier", JSON_OPTIONAL, sizeof to->tier - 1), to->tier, sizeof to->tier);
    assert(err == OK);
    to->from_day = json_day(in, "from", JSON_OPTIONAL, 0);
    to->hours_class = json_word(in, "class", JSON_OPTIONAL, class_words) == 1 ? HOURS_SHORT : HOURS_STANDARD;
    to->sibling = (int32_t)json_int(in, "sibling", JSON_OPTIONAL, 1, 9, 1);
    to->monthly_fee_yen = (int32_t)json_int(in, "monthly_fee_yen", JSON_OPTIONAL, 0, YEN_MAX, 0);
    size_t n = json_list(in, "monthly", JSON_OPTIONAL, EXTENSION_MONTHLY_MAX);
    for (size_t i = 0; i < n; i++) {
        int row = extension_monthly_find(rules, json_list_text(in, "monthly", i, POLICY_ID_BYTES - 1));
        if (row < 0) {
            json_blame(in, "monthly", "NO_SUCH_MONTHLY");
        } else {
            to->held |= UINT32_C(1) << row;
        }
    }
}

bool agreements_read(struct agreements *to, const char *path, const struct extension_rules *rules,
                     char failure[CLI_FAILURE_BYTES])
{
    struct buf buf;
    struct json_in in;
    struct json_faults faults;
    to->n = 0;
    if (path == NULL) {
        return true;
    }
    buf_init(&buf, text, sizeof text);
    if (!files_read(path, false, &buf, failure)) {
        return false;
    }
    enum err err = json_open(buf_view(&buf), &in, &faults);
    if (err == OK) {
        to->n = json_list(&in, "children", JSON_REQUIRED, AGREEMENTS_MAX);
        for (size_t i = 0; i < to->n; i++) {
            struct json_in row;
            if (json_list_object(&in, "children", i, &row)) {
                read_row(&row, rules, &to->rows[i]);
                json_nested_end(&row);
            }
        }
        err = json_close(&in);
    }
    return err == OK || nursery_rules_fail(path, &faults, NULL, failure);
}

void agreements_on(const struct agreements *agreements, const char *child, int32_t day, struct extension_facts *facts)
{
    const struct agreement *found = NULL;
    for (size_t i = 0; i < agreements->n; i++) {
        const struct agreement *row = &agreements->rows[i];
        if (row->from_day <= day && strcmp(row->child, child) == 0 &&
            (found == NULL || row->from_day >= found->from_day)) {
            found = row;
        }
    }
    if (found != NULL) {
        facts->hours_class = found->hours_class;
        facts->held = found->held;
        facts->family = (struct extension_family){found->tier, found->sibling, found->monthly_fee_yen};
    }
}
