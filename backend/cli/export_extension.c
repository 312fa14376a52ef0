/* tsubame export extension: see export_nursery.h. */
#include <stdio.h>
#include <string.h>

#include "actions/price_extension.h"
#include "base/arena.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/json.h"
#include "cli/agreements.h"
#include "cli/earlier_prices.h"
#include "cli/export_nursery.h"
#include "cli/nursery_rules.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { ANSWER_BYTES = 8 * 1024 * 1024 };

/* A stack is too small for these; one command runs in a process. */
static char text[ANSWER_BYTES];
static struct extension_rules rules;
static struct agreements agreements;

struct exporting {
    const struct cli *cli;
    struct buf buf;
    struct json_out out;
    struct csv csv;
    int64_t yen;
    int64_t unresolved;
};

static enum err agreed(void *arg, const char *child, int32_t day, struct extension_facts *facts)
{
    (void)arg;
    agreements_on(&agreements, child, day, facts);
    return OK;
}

/* --- JSON ---------------------------------------------------------------------------------------------------------------- */

static void put_child(struct exporting *exporting, const struct price_child *child)
{
    struct json_out *out = &exporting->out;
    json_out_open(out, '{');
    json_put_word(out, "child_id", child->child->public_id);
    json_put_word(out, "name", child->child->name);
    json_put_word(out, "class", child->child->class_name);
    price_extension_put(out, &rules, child);
    json_out_close(out, '}');
}

/* --- lines for a spreadsheet --------------------------------------------------------------------------------------------- */

static void csv_row(struct exporting *exporting, const struct price_child *child, const struct price_day *day)
{
    struct csv *csv = &exporting->csv;
    char times[2][8] = {"", ""};
    csv_text(csv, str_of(child->child->public_id));
    csv_text(csv, str_of(child->child->name));
    csv_text(csv, str_of(child->child->class_name));
    if (day != NULL) {
        csv_day(csv, day->day);
    } else {
        csv_text(csv, STR(""));
    }
    for (int i = 0; day != NULL && day->state == PRICE_STAY && i < 2; i++) {
        struct buf buf;
        buf_init(&buf, times[i], sizeof times[i]);
        civil_put_minute(&buf, i == 0 ? day->facts.stays[0].from_min : day->facts.stays[0].to_min);
    }
    csv_text(csv, str_of(times[0]));
    csv_text(csv, str_of(times[1]));
    csv_text(csv, str_of(day == NULL ? "" : day->facts.hours_class == HOURS_SHORT ? "short" : "standard"));
}

static void csv_line(struct exporting *exporting, const struct price_child *child, const struct price_day *day,
                     const struct extension_line *line)
{
    struct csv *csv = &exporting->csv;
    csv_row(exporting, child, day);
    csv_text(csv, str_of(extension_line_word(line->kind)));
    csv_text(csv, str_of(extension_line_name(&rules, line)));
    csv_int(csv, line->minutes);
    csv_int(csv, line->units);
    csv_int(csv, line->yen);
    csv_end(csv);
}

/* A row that has no line of a computation: what is unresolved, and the child's total. */
static void csv_plain(struct exporting *exporting, const struct price_child *child, const struct price_day *day,
                      const char *kind)
{
    struct csv *csv = &exporting->csv;
    csv_row(exporting, child, day);
    csv_text(csv, str_of(kind));
    csv_text(csv, STR(""));
    csv_text(csv, STR(""));
    csv_text(csv, STR(""));
    if (day == NULL) {
        csv_int(csv, child->month.yen);
    } else {
        csv_text(csv, STR(""));
    }
    csv_end(csv);
}

static void csv_child(struct exporting *exporting, const struct price_child *child)
{
    for (size_t i = 0; i < child->days_n; i++) {
        const struct price_day *day = &child->days[i];
        if (day->state == PRICE_UNRESOLVED) {
            csv_plain(exporting, child, day, "unresolved");
        }
        for (size_t line = 0; line < day->result.lines_n; line++) {
            csv_line(exporting, child, day, &day->result.lines[line]);
        }
    }
    for (size_t line = 0; line < child->month.lines_n; line++) {
        csv_line(exporting, child, NULL, &child->month.lines[line]);
    }
    csv_plain(exporting, child, NULL, "total");
}

/* --- the month ----------------------------------------------------------------------------------------------------------- */

static enum err take(void *arg, const struct price_child *child)
{
    struct exporting *exporting = arg;
    bool any = child->month.lines_n > 0;
    for (size_t i = 0; i < child->days_n; i++) {
        any = any || price_extension_worth(&child->days[i]);
    }
    earlier_prices_compare(child->child->public_id, child);
    if (!any) {
        return OK;
    }
    exporting->yen += child->month.yen;
    exporting->unresolved += child->month.unresolved;
    if (exporting->cli->json) {
        put_child(exporting, child);
    } else {
        csv_child(exporting, child);
    }
    return exporting->buf.overflow ? ERR_LIMIT : OK;
}

static void begin(struct exporting *exporting)
{
    buf_init(&exporting->buf, text, sizeof text);
    exporting->csv = (struct csv){.buf = &exporting->buf};
    if (!exporting->cli->json) {
        buf_puts(&exporting->buf, "\xEF\xBB\xBF");
        csv_head(&exporting->csv, "child_id,name,class,day,arrive,leave,hours_class,kind,charge,minutes,units,yen");
        return;
    }
    json_out_init(&exporting->out, &exporting->buf);
    json_out_open(&exporting->out, '{');
    json_put_word(&exporting->out, "month", cli_text(exporting->cli, "month"));
    json_put_word(&exporting->out, "site", cli_text(exporting->cli, "site"));
    json_out_key(&exporting->out, "children");
    json_out_open(&exporting->out, '[');
}

static void end(struct exporting *exporting)
{
    struct json_out *out = &exporting->out;
    if (!exporting->cli->json) {
        earlier_prices_csv(&exporting->csv);
        return;
    }
    json_out_close(out, ']');
    earlier_prices_json(out);
    json_put_int(out, "unresolved", exporting->unresolved);
    json_put_int(out, "yen", exporting->yen);
    json_out_close(out, '}');
}

static enum err price(struct exporting *exporting, const struct export_nursery *from, int64_t site_id)
{
    struct arena arena;
    const struct price_extension ask = {.site_id = site_id,
                                        .from_day = from->from_day,
                                        .now_ms = clock_now_ms(),
                                        .rules = &rules,
                                        .agreed = agreed,
                                        .take = take,
                                        .arg = exporting};
    arena_open(&arena, ARENA_BYTES);
    begin(exporting);
    enum err err = price_extension(from->db, &arena, &ask);
    end(exporting);
    arena_close(&arena);
    return err == OK && exporting->buf.overflow ? ERR_LIMIT : err;
}

static int answer(const struct exporting *exporting, enum err err)
{
    const struct cli *cli = exporting->cli;
    if (err == ERR_INVALID) {
        return cli_refuse(cli, "the document does not count a child that is out for a while (step_out excluded); this "
                               "export cannot do that yet.");
    }
    if (err != OK) {
        return cli_refuse(cli, "the month cannot be priced (%s); run 'tsubame verify'.", err_word(err));
    }
    fwrite(exporting->buf.p, 1, exporting->buf.n, stdout);
    fputs(cli->json ? "\n" : "", stdout);
    if (exporting->unresolved > 0) {
        fprintf(stderr, "tsubame: %lld days are unresolved and are not billed; correct them and export again.\n",
                (long long)exporting->unresolved);
    }
    return fflush(stdout) == 0 ? CLI_DONE : CLI_REFUSED;
}

static int run_extension(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct export_nursery from;
    struct extension_head head;
    struct site site;
    struct exporting exporting = {.cli = cli};
    int code;
    if (!nursery_rules_extension(cli_text(cli, "policy"), &rules, &head, failure) ||
        !agreements_read(&agreements, cli_text(cli, "agreements"), &rules, failure) ||
        !earlier_prices_read(cli_text(cli, "before"), failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    if (!export_nursery_open(cli, &from, &code)) {
        return code;
    }
    enum err err = site_by_public_id(from.db, str_of(cli_text(cli, "site")), &site);
    if (err == OK && site.kind == SITE_NURSERY) {
        err = price(&exporting, &from, site.id);
        code = answer(&exporting, err);
    } else {
        code = cli_refuse(cli, "there is no nursery '%s'.", cli_text(cli, "site"));
    }
    db_close(from.db);
    return code;
}

const struct cli_command export_extension_command = {
    .name = "export extension",
    .summary = "a nursery's month of extended care, priced",
    .help = "Prices the derived days of a month by a document of prices, line by line; what lacks a time is listed and "
            "not billed. With\n"
            "--before, an earlier answer of this command (--json), the differences stand behind: old, new, difference.",
    .run = run_extension,
    .options = {{"data", "DIR", "the data folder", true},
                {"site", "ID", "the nursery", true},
                {"month", "MONTH", "as 2026-04", true},
                {"policy", "FILE", "the document of prices", true},
                {"agreements", "FILE", "hours classes and what is held by the month", false},
                {"before", "FILE", "an earlier answer to compare with", false}},
};
