/* See policy_report.h. */
#include "cli/policy_report.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum { ROOMS_MAX = 4096 };

/* --- writing ----------------------------------------------------------------------------------------------------------- */

void policy_report_faults(struct json_out *out, const struct json_faults *faults)
{
    json_out_key(out, "faults");
    json_out_open(out, '[');
    for (size_t i = 0; i < faults->n; i++) {
        const struct json_fault *fault = &faults->list[i];
        const char *rule = policy_fault_rule(fault->pointer);
        json_out_open(out, '{');
        json_put_text(out, "pointer", str_of(fault->pointer));
        json_put_word(out, "code", fault->code);
        json_put_word(out, "rule", rule[0] == '\0' ? NULL : rule);
        json_put_text(out, "sentence", str_of(policy_fault_sentence(fault->code)));
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_room(void *arg, const struct policy_effect *effect)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "site", str_of(effect->room->public_id));
    json_put_text(out, "name", str_of(effect->room->name));
    json_put_bool(out, "first", effect->first);
    json_out_key(out, "changes");
    json_out_open(out, '[');
    for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
        if ((effect->sections >> i & 1) != 0) {
            json_out_text(out, str_of(policy_section_word((enum policy_section)i)));
        }
    }
    json_out_close(out, ']');
    policy_report_faults(out, &effect->faults);
    json_out_close(out, '}');
}

static void put_head(struct json_out *out, const struct compare_policy *compare)
{
    json_put_word(out, "policy", compare->head.kind == POLICY_SICK_ROOM ? "sick_room" : "municipality");
    json_put_word(out, "site", compare->head.kind == POLICY_SICK_ROOM ? compare->head.site : NULL);
    json_put_day(out, "valid_from", compare->head.valid_from_day);
    json_out_key(out, "holds_until");
    if (compare->until_day == INT32_MAX) {
        json_out_null(out);
    } else {
        json_out_day(out, compare->until_day);
    }
}

enum err policy_report_write(struct db *db, struct str document, struct compare_policy_scratch *scratch,
                             struct json_out *out, bool *ret_right)
{
    struct compare_policy compare = {.document = document, .scratch = scratch, .room = put_room, .arg = out};
    json_out_key(out, "rooms");
    json_out_open(out, '[');
    enum err err = compare_policy(db, &compare);
    json_out_close(out, ']');
    if (err == ERR_INVALID && (compare.faults.n > 0 || compare.faults.malformed != NULL)) {
        if (compare.faults.malformed != NULL) {
            json_fault_add(&compare.faults, "", compare.faults.malformed);
        }
        err = OK;
    } else if (err == OK) {
        put_head(out, &compare);
    }
    policy_report_faults(out, &compare.faults);
    *ret_right = err == OK && compare.faults.n == 0 && !compare.rooms_wrong;
    return err;
}

/* --- telling ------------------------------------------------------------------------------------------------------------- */

struct telling {
    const struct cli *cli;
    const char *file;
    bool right;
};

static void tell_faults(struct telling *telling, struct json_in *in, const char *site)
{
    size_t n = json_list(in, "faults", JSON_OPTIONAL, JSON_FAULTS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (!json_list_object(in, "faults", i, &row)) {
            continue;
        }
        struct str pointer = json_text(&row, "pointer", JSON_REQUIRED, 64);
        struct str rule = json_text(&row, "rule", JSON_OPTIONAL, 16);
        struct str sentence = json_text(&row, "sentence", JSON_REQUIRED, 200);
        telling->right = false;
        if (!telling->cli->json) {
            printf("%s: %s%s%.*s: %.*s", telling->file, site, site[0] == '\0' ? "" : " with it: ", (int)pointer.n,
                   pointer.p, (int)sentence.n, sentence.p);
            printf(rule.n > 0 ? " (%.*s)\n" : "%.*s\n", (int)rule.n, rule.p);
        }
    }
    if (n == JSON_FAULTS_MAX) {
        cli_say(telling->cli, "There may be more.\n");
    }
}

static void tell_changes(const struct telling *telling, struct json_in *room, struct str site, struct str name)
{
    size_t n = json_list(room, "changes", JSON_OPTIONAL, POLICY_SECTION_COUNT);
    cli_say(telling->cli, "%.*s %.*s: ", (int)site.n, site.p, (int)name.n, name.p);
    if (json_bool(room, "first", JSON_OPTIONAL, false)) {
        cli_say(telling->cli, "its first rules");
    } else if (n == 0) {
        cli_say(telling->cli, "nothing changes");
    }
    for (size_t i = 0; i < n; i++) {
        struct str word = json_list_text(room, "changes", i, 32);
        cli_say(telling->cli, "%s%.*s", i == 0 ? "changes in " : ", ", (int)word.n, word.p);
    }
    cli_say(telling->cli, "\n");
}

static void tell_rooms(struct telling *telling, struct json_in *in)
{
    size_t n = json_list(in, "rooms", JSON_OPTIONAL, ROOMS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in room;
        char id[33];
        if (!json_list_object(in, "rooms", i, &room)) {
            continue;
        }
        struct str site = json_text(&room, "site", JSON_REQUIRED, sizeof id - 1);
        tell_changes(telling, &room, site, json_text(&room, "name", JSON_OPTIONAL, 128));
        enum err err = str_copy(site, id, sizeof id);
        tell_faults(telling, &room, err == OK ? id : "");
    }
}

static void tell_days(const struct telling *telling, struct json_in *in)
{
    struct str from = json_text(in, "valid_from", JSON_OPTIONAL, CIVIL_DAY_TEXT);
    struct str until = json_text(in, "holds_until", JSON_OPTIONAL, CIVIL_DAY_TEXT);
    if (from.n > 0) {
        cli_say(telling->cli,
                until.n > 0 ? "It holds from %.*s to %.*s; the next document follows.\n"
                            : "It holds from %.*s on%.*s.\n",
                (int)from.n, from.p, (int)until.n, until.p);
    }
}

bool policy_report_tell(const struct cli *cli, const char *file, struct str report)
{
    struct json_in in;
    struct json_faults faults;
    struct telling telling = {cli, file, true};
    if (json_open(report, &in, &faults) != OK) {
        return false;
    }
    tell_faults(&telling, &in, "");
    tell_rooms(&telling, &in);
    if (telling.right) {
        tell_days(&telling, &in);
    }
    json_drop(&in);
    return telling.right;
}
