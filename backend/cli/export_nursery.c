/* See export_nursery.h; what costs what is in export_extension.c. */
#include "cli/export_nursery.h"

#include <stdio.h>
#include <string.h>

#include "actions/write_register.h"
#include "base/arena.h"
#include "base/civil.h"
#include "base/clock.h"
#include "cli/data_dir.h"
#include "cli/nursery_rules.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { REGISTERS_BYTES = 1024 * 1024, MONTH_BYTES = 7 };

/* A stack is too small for these; one command runs in a process. */
static char text[REGISTERS_BYTES];

static bool month_of(const struct cli *cli, struct export_nursery *to)
{
    char day[CIVIL_DAY_TEXT];
    struct buf buf;
    struct str month = str_of(cli_text(cli, "month"));
    buf_init(&buf, day, sizeof day);
    buf_str(&buf, month);
    buf_puts(&buf, "-01");
    if (month.n != MONTH_BYTES || civil_parse_day(buf_view(&buf), &to->from_day) != OK) {
        cli_refuse(cli, "--month takes a month as 2026-04, not '%s'.", month.p);
        return false;
    }
    struct civil_date date = civil_date_of_day(to->from_day);
    to->year = date.year;
    to->month = date.month;
    return true;
}

bool export_nursery_open(const struct cli *cli, struct export_nursery *to, int *ret_code)
{
    char failure[CLI_FAILURE_BYTES];
    struct data_dir dir;
    if (!month_of(cli, to)) {
        *ret_code = CLI_USAGE;
        return false;
    }
    if (!data_dir_paths(&dir, cli_text(cli, "data"), failure)) {
        *ret_code = cli_refuse(cli, "%s", failure);
        return false;
    }
    if (!data_dir_exists(&dir) || db_open(dir.database, DB_READ, &to->db) != OK) {
        *ret_code = cli_refuse(cli, "%s cannot be read; give the --data folder of a municipality.", dir.database);
        return false;
    }
    return true;
}

/* --- registers ----------------------------------------------------------------------------------------------------------- */

struct registers {
    const struct cli *cli;
    const struct export_nursery *from;
    struct register_symbols symbols;
    struct arena arena;
    struct buf buf;
    size_t n;
};

/* false: refused. */
static bool symbols_of(const struct cli *cli, struct register_symbols *ret)
{
    char failure[CLI_FAILURE_BYTES];
    struct str document;
    struct register_head head;
    struct json_faults faults;
    const char *path = cli_text(cli, "symbols");
    register_symbols_init(ret);
    if (path == NULL) {
        return true;
    }
    if (!nursery_rules_read(path, &document, failure) ||
        (register_decode(document, ret, &head, &faults) != OK &&
         !nursery_rules_fail(path, &faults, register_fault_rule, failure))) {
        cli_refuse(cli, "%s", failure);
        return false;
    }
    return true;
}

static enum err put_register(struct registers *registers, const struct site *site)
{
    const char *class_name = cli_text(registers->cli, "class");
    bool json = registers->cli->json;
    struct write_register ask = {.site_id = site->id,
                                 .site = str_of(site->public_id),
                                 .class_name = str_of(class_name),
                                 .year = registers->from->year,
                                 .month = registers->from->month,
                                 .now_ms = clock_now_ms(),
                                 .csv = !json};
    ask.symbols = registers->symbols;
    arena_reset(&registers->arena);
    buf_clear(&registers->buf);
    enum err err = write_register(registers->from->db, &registers->arena, &ask, &registers->buf);
    if (err != OK) {
        return err;
    }
    if (json) {
        fputs(registers->n > 0 ? "," : "", stdout);
    } else {
        printf("%s%s,%s\r\n", registers->n > 0 ? "\r\n" : "", site->public_id, site->name);
    }
    fwrite(registers->buf.p, 1, registers->buf.n, stdout);
    registers->n++;
    return OK;
}

static enum err put_if_asked(void *arg, const struct site *site)
{
    struct registers *registers = arg;
    const char *only = cli_text(registers->cli, "site");
    return only == NULL || strcmp(only, site->public_id) == 0 ? put_register(registers, site) : OK;
}

/* Every nursery in order of its row, or the one of --site. */
static enum err put_registers(struct registers *registers)
{
    return site_each(registers->from->db, SITE_NURSERY, put_if_asked, registers);
}

static int run_attendance(const struct cli *cli)
{
    struct export_nursery from;
    struct registers registers = {.cli = cli, .from = &from};
    int code;
    if (!symbols_of(cli, &registers.symbols)) {
        return CLI_REFUSED;
    }
    if (!export_nursery_open(cli, &from, &code)) {
        return code;
    }
    arena_open(&registers.arena, ARENA_BYTES);
    buf_init(&registers.buf, text, sizeof text);
    fputs(cli->json ? "{\"nurseries\":[" : "\xEF\xBB\xBF", stdout);
    enum err err = put_registers(&registers);
    fputs(cli->json ? "]}\n" : "", stdout);
    arena_close(&registers.arena);
    db_close(from.db);
    if (err == OK && registers.n == 0) {
        fprintf(stderr, "tsubame: there is no such nursery.\n");
        return CLI_REFUSED;
    }
    if (err != OK) {
        fprintf(stderr, "tsubame: the data cannot be read to their end (%s); run 'tsubame verify'.\n", err_word(err));
        return CLI_REFUSED;
    }
    return fflush(stdout) == 0 ? CLI_DONE : CLI_REFUSED;
}

const struct cli_command export_attendance_command = {
    .name = "export attendance",
    .summary = "the monthly registers of the nurseries",
    .help = "A mark for each day of each child that was enrolled within the month, and the sums: CSV as spreadsheets "
            "open it, or what\n"
            "GET /api/v1/nurseries/{id}/register says.",
    .run = run_attendance,
    .options = {{"data", "DIR", "the data folder", true},
                {"month", "MONTH", "as 2026-04", true},
                {"site", "ID", "of one nursery (all)", false},
                {"class", "NAME", "of one class (all)", false},
                {"symbols", "FILE", "a document of the signs that the marks are written with", false}},
};
