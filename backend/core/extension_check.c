/* Do the members of a document of extended-care prices fit together, and what do its lines say? See extension.h. */
#include <assert.h>
#include <string.h>

#include "core/extension.h"
#include "core/extension_parts.h"

#include "base/banned.h"

static void blame(struct json_faults *faults, const char *list, size_t i, const char *member, const char *code)
{
    char pointer[64];
    struct buf buf;
    buf_init(&buf, pointer, sizeof pointer);
    buf_char(&buf, '/');
    buf_puts(&buf, list);
    buf_char(&buf, '/');
    buf_int(&buf, (int64_t)i);
    buf_puts(&buf, member);
    json_fault_add(faults, pointer, code);
}

static void check_spans(const struct extension_span *spans, size_t n, const char *list, size_t i,
                        struct json_faults *faults)
{
    if (n == 0) {
        blame(faults, list, i, "/spans", "MISSING");
    }
    for (size_t at = 0; at < n; at++) {
        if (spans[at].from_min >= spans[at].to_min) {
            blame(faults, list, i, "/spans", "ENDS_BEFORE_BEGIN");
        } else if (at > 0 && spans[at - 1].to_min > spans[at].from_min) {
            blame(faults, list, i, "/spans", "NOT_ASCENDING");
        }
    }
}

static void check_charge(const struct extension_rules *rules, size_t i, struct json_faults *faults)
{
    const struct extension_charge *charge = &rules->charges[i];
    check_spans(charge->spans, charge->spans_n, "charges", i, faults);
    for (size_t at = 1; at < charge->rates_n; at++) {
        if (charge->rates[at - 1].after_min >= charge->rates[at].after_min) {
            blame(faults, "charges", i, "/later", "NOT_ASCENDING");
        }
    }
    for (size_t other = 0; other < i; other++) {
        if (strcmp(rules->charges[other].id, charge->id) == 0) {
            blame(faults, "charges", i, "/id", "TWICE");
        }
    }
}

static void check_monthly(const struct extension_rules *rules, size_t i, struct json_faults *faults)
{
    check_spans(rules->monthly[i].spans, rules->monthly[i].spans_n, "monthly", i, faults);
    for (size_t other = 0; other < i; other++) {
        if (strcmp(rules->monthly[other].id, rules->monthly[i].id) == 0) {
            blame(faults, "monthly", i, "/id", "TWICE");
        }
    }
}

void extension_check(const struct extension_rules *rules, struct json_faults *faults)
{
    for (size_t i = 0; i < HOURS_CLASS_COUNT; i++) {
        if (rules->hours_known[i] && rules->hours[i].from_min >= rules->hours[i].to_min) {
            json_fault_add(faults, "/hours", "ENDS_BEFORE_BEGIN");
        }
    }
    for (size_t i = 0; i < rules->charges_n; i++) {
        check_charge(rules, i, faults);
    }
    for (size_t i = 0; i < rules->monthly_n; i++) {
        check_monthly(rules, i, faults);
    }
    for (size_t i = 0; i < rules->limits_n; i++) {
        for (size_t at = 1; at < rules->limits[i].steps_n; at++) {
            if (rules->limits[i].steps[at - 1].from_days >= rules->limits[i].steps[at].from_days) {
                blame(faults, "limits", i, "/steps", "NOT_ASCENDING");
            }
        }
    }
}

const char *extension_fault_rule(const char *pointer)
{
    static const struct {
        const char *prefix;
        const char *rule;
    } rows[] = {
        {"/charges", "R-EXT-01"},    {"/monthly", "R-EXT-04"},    {"/limits", "R-EXT-01"},
        {"/reductions", "R-EXT-01"}, {"/hours", "R-EXT-02"},      {"/age_from_months", "R-EXT-08"},
        {"/step_out", "R-ATT-14"},   {"/valid_from", "R-EXT-05"},
    };
    const char *last = strrchr(pointer, '/');
    if (last != NULL && (strcmp(last, "/grace_min") == 0 || strcmp(last, "/after_grace") == 0)) {
        return "R-EXT-03";
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strncmp(pointer, rows[i].prefix, strlen(rows[i].prefix)) == 0) {
            return rows[i].rule;
        }
    }
    return "";
}

const char *extension_line_word(enum extension_line_kind kind)
{
    static const char *const words[] = {
        [EXTENSION_SPOT] = "spot",       [EXTENSION_GRACE] = "grace",     [EXTENSION_HELD] = "held",
        [EXTENSION_OUTSIDE] = "outside", [EXTENSION_MONTHLY] = "monthly", [EXTENSION_TOO_YOUNG] = "too_young",
        [EXTENSION_CAPPED] = "capped",   [EXTENSION_STEPPED] = "stepped", [EXTENSION_DOUBT] = "doubt",
    };
    assert((size_t)kind < sizeof words / sizeof words[0]);
    return words[kind];
}

const char *extension_line_name(const struct extension_rules *rules, const struct extension_line *line)
{
    switch (line->kind) {
    case EXTENSION_SPOT:
    case EXTENSION_GRACE:
    case EXTENSION_HELD:
    case EXTENSION_TOO_YOUNG:
        return rules->charges[line->row].id;
    case EXTENSION_MONTHLY:
        return rules->monthly[line->row].id;
    case EXTENSION_OUTSIDE:
    case EXTENSION_CAPPED:
    case EXTENSION_STEPPED:
    case EXTENSION_DOUBT:
        return "";
    }
    return "";
}

/* The id and title of the charge, or of what is held by the month. */
static void put_name(struct json_out *out, const char *key, const char *id, const char *title)
{
    json_put_word(out, key, id);
    if (title[0] != '\0') {
        json_put_word(out, "title", title);
    }
}

static void put_row(struct json_out *out, const struct extension_rules *rules, const struct extension_line *line)
{
    switch (line->kind) {
    case EXTENSION_SPOT:
    case EXTENSION_GRACE:
    case EXTENSION_HELD:
    case EXTENSION_TOO_YOUNG:
        assert(line->row < rules->charges_n);
        put_name(out, "charge", rules->charges[line->row].id, rules->charges[line->row].title);
        break;
    case EXTENSION_MONTHLY:
        assert(line->row < rules->monthly_n);
        put_name(out, "monthly", rules->monthly[line->row].id, rules->monthly[line->row].title);
        break;
    case EXTENSION_CAPPED:
    case EXTENSION_STEPPED:
        json_put_int(out, "limit", (int64_t)line->row + 1);
        json_put_int(out, "days", line->units);
        break;
    case EXTENSION_OUTSIDE:
    case EXTENSION_DOUBT:
        break;
    }
}

static void put_line(struct json_out *out, const struct extension_rules *rules, const struct extension_line *line)
{
    json_out_open(out, '{');
    json_put_word(out, "kind", extension_line_word(line->kind));
    put_row(out, rules, line);
    if (line->from_min != POLICY_NONE) {
        json_out_key(out, "from");
        json_out_minute(out, line->from_min);
        json_out_key(out, "to");
        json_out_minute(out, line->to_min);
    }
    if (line->minutes > 0) {
        json_put_int(out, "minutes", line->minutes);
    }
    if (line->kind == EXTENSION_SPOT && line->units > 0) {
        json_put_int(out, "units", line->units);
    }
    bool full = line->kind == EXTENSION_SPOT || line->kind == EXTENSION_MONTHLY || line->kind == EXTENSION_DOUBT;
    if (full && line->full_yen != line->yen) {
        json_put_int(out, "full_yen", line->full_yen);
    }
    json_put_int(out, "yen", line->yen);
    json_out_close(out, '}');
}

void extension_put_lines(struct json_out *out, const struct extension_rules *rules, const struct extension_line *lines,
                         size_t n)
{
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        put_line(out, rules, &lines[i]);
    }
    json_out_close(out, ']');
}
