/* tsubame what-if fee: what a day in the room would cost by a document, line by line (R-FEE-01 … 04). See what_if.h. */
#include "cli/what_if.h"

#include <assert.h>

#include "base/civil.h"
#include "base/clock.h"
#include "cli/policy_files.h"
#include "cli/what_if_children.h"
#include "core/fee.h"

#include "base/banned.h"

enum { TEXT_BYTES = 16 * 1024, HOURS_MAX = 24 };

/* A stack is too small for these; one command runs in a process. */
static struct policy_file file;
static char text[TEXT_BYTES];
static char answer[TEXT_BYTES];

static void copy_id(struct json_in *in, const char *name, enum json_need need, char to[POLICY_ID_BYTES])
{
    enum err err = str_copy(json_text(in, name, need, POLICY_ID_BYTES - 1), to, POLICY_ID_BYTES);
    assert(err == OK); /* a longer one is a fault and reads as empty */
}

static void read_proofs(struct json_in *in, struct fee_use *use)
{
    size_t n = json_list(in, "proofs", JSON_OPTIONAL, FEE_PROOFS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(in, "proofs", i, &row)) {
            struct fee_proof *proof = &use->proofs[use->proofs_n++];
            copy_id(&row, "kind", JSON_REQUIRED, proof->kind);
            proof->from_day = json_day(&row, "from", JSON_REQUIRED, 0);
            proof->to_day = json_day(&row, "to", JSON_REQUIRED, 0);
            json_nested_end(&row);
        }
    }
}

static void read_options(struct json_in *in, struct fee_use *use)
{
    size_t n = json_list(in, "options", JSON_OPTIONAL, POLICY_FEE_OPTIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(in, "options", i, &row)) {
            int at = fee_option_find(&file.policy.fees, json_text(&row, "id", JSON_REQUIRED, POLICY_ID_BYTES - 1));
            int64_t count = json_int(&row, "count", JSON_OPTIONAL, 0, FEE_OPTION_COUNT_MAX, 1);
            if (at < 0) {
                json_blame(&row, "id", "NO_SUCH_OPTION");
            } else {
                use->options[at] = (int32_t)count;
            }
            json_nested_end(&row);
        }
    }
}

static bool read_use(const char *said, struct fee_use *use, char failure[CLI_FAILURE_BYTES])
{
    struct json_in in;
    struct json_faults faults;
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    if (!what_if_children_open(said, &buf, &in, &faults, failure)) {
        return false;
    }
    *use = (struct fee_use){.day = json_day(&in, "day", JSON_OPTIONAL, civil_day_of_ms(clock_now_ms()))};
    use->resident = json_bool(&in, "resident", JSON_OPTIONAL, true);
    copy_id(&in, "tier", JSON_OPTIONAL, use->tier);
    use->sibling = (int32_t)json_int(&in, "sibling", JSON_OPTIONAL, 1, POLICY_ID_BYTES, 1);
    copy_id(&in, "slot", JSON_OPTIONAL, use->slot);
    if (use->slot[0] == '\0') {
        enum err err = str_copy(str_of(file.policy.slots[0].id), use->slot, sizeof use->slot);
        assert(err == OK);
    } else if (policy_slot_find(&file.policy, str_of(use->slot)) < 0) {
        json_blame(&in, "slot", "NO_SUCH_SLOT");
    }
    use->minutes = (int32_t)json_int(&in, "minutes", JSON_OPTIONAL, 0, HOURS_MAX * 60, 8 * 60);
    read_proofs(&in, use);
    read_options(&in, use);
    return what_if_children_close(&in, failure);
}

static void tell(const struct cli *cli, const struct fee *fee)
{
    static const char *const kinds[] = {[FEE_LINE_PRICE] = "price",
                                        [FEE_LINE_EXEMPTION] = "exemption",
                                        [FEE_LINE_OPTION] = "option",
                                        [FEE_LINE_LATE_CANCELLATION] = "late cancellation"};
    struct buf buf;
    struct json_out out;
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_int(&out, "yen", fee->yen);
    json_out_key(&out, "lines");
    fee_put_lines(&out, fee);
    json_out_close(&out, '}');
    for (size_t i = 0; i < fee->lines_n; i++) {
        const struct fee_line *line = &fee->lines[i];
        cli_say(cli, "%-12s %-16s %2d x %6d = %7d yen\n", kinds[line->kind], line->id, (int)line->count,
                (int)line->unit_yen, (int)line->yen);
    }
    cli_say(cli, "together %d yen\n", (int)fee->yen);
    cli_answer(cli, buf_view(&buf));
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct fee_use use;
    struct fee fee;
    if (!policy_file_need(&file, cli_text(cli, "policy"), cli_text(cli, "municipality"), failure) ||
        !read_use(cli_text(cli, "use"), &use, failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    fee_of_use(&file.policy, &use, &fee);
    tell(cli, &fee);
    return CLI_DONE;
}

const struct cli_command what_if_fee_command = {
    .name = "what-if fee",
    .summary = "what would a day in the room cost?",
    .help =
        "By a room's document, line by line, for the use in a file:\n"
        "{\"day\":\"2026-04-01\",\"resident\":true,\"tier\":\"C1\",\"sibling\":1,\"slot\":\"day\",\"minutes\":480,\n"
        "\"proofs\":[{\"kind\":\"welfare\",\"from\":\"2026-04-01\",\"to\":\"2027-03-31\"}],"
        "\"options\":[{\"id\":\"lunch\",\"count\":1}]}\n"
        "Each may be absent: today, a resident, no tier, the first child, the first slot, eight hours, nothing "
        "proved, nothing beside.",
    .run = run,
    .options = {{"policy", "FILE", "the room's document", true},
                {"municipality", "FILE", "the municipality's document under it", false},
                {"use", "FILE", "the use; or the JSON itself", true}},
};
