/* See export.h. R-OPS-03: UTF-8 with a byte order mark, or CP932, as spreadsheets of ward offices open them. Looks on: a running server is
 * not disturbed, and nothing is written. */
#include "cli/export.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actions/write_open_data.h"
#include "actions/write_sheet.h"
#include "base/clock.h"
#include "cli/data_dir.h"
#include "core/sick_figures.h"

#include "base/banned.h"

enum { EXPORT_BYTES = 8 * 1024 * 1024, CHUNK_BYTES = 4096 };

static char text[EXPORT_BYTES]; /* a stack is too small; one command runs in a process */

/* --- encodings ----------------------------------------------------------------------------------------------------------- */

/* What CP932 does not have becomes 〓 (geta), as print shops do. */
static const char geta[] = "〓";

static bool put_piece(iconv_t to, char **in, size_t *in_n)
{
    char out_text[CHUNK_BYTES];
    char *out = out_text;
    size_t out_n = sizeof out_text;
    size_t rc = iconv(to, in, in_n, &out, &out_n);
    int why = errno;
    fwrite(out_text, 1, sizeof out_text - out_n, stdout);
    return rc != (size_t)-1 || why == E2BIG;
}

static size_t character_bytes(const char *p, size_t n)
{
    size_t length = 1;
    while (length < n && ((unsigned char)p[length] & 0xC0) == 0x80) {
        length++;
    }
    return length;
}

static bool put_cp932(char *bytes, size_t n)
{
    iconv_t to = iconv_open("CP932", "UTF-8");
    if (to == (iconv_t)-1) {
        return false;
    }
    while (n > 0) {
        if (!put_piece(to, &bytes, &n) && n > 0) {
            char instead[sizeof geta];
            char *at = instead;
            size_t left = sizeof geta - 1;
            memcpy(instead, geta, sizeof geta);
            size_t skipped = character_bytes(bytes, n);
            bytes += skipped;
            n -= skipped;
            (void)put_piece(to, &at, &left);
        }
    }
    iconv_close(to);
    return true;
}

/* --- the sheet ----------------------------------------------------------------------------------------------------------- */

static bool one_of(const struct cli *cli, const char *option, const char *first, const char *second, bool *ret_second)
{
    const char *said = cli_text(cli, option);
    *ret_second = said != NULL && strcmp(said, second) == 0;
    if (said == NULL || *ret_second || strcmp(said, first) == 0) {
        return true;
    }
    cli_refuse(cli, "--%s is %s or %s, not '%s'.", option, first, second, said);
    return false;
}

static enum sheet_kind kind_of(const struct cli *cli)
{
    return cli->command == &export_settlement_command   ? SHEET_SETTLEMENT
           : cli->command == &export_same_day_command   ? SHEET_SAME_DAY
           : cli->command == &export_promotions_command ? SHEET_PROMOTIONS
                                                        : SHEET_FIGURES;
}

static bool write_one(const struct cli *cli, struct db *db, struct write_sheet *ask, struct buf *buf,
                      char failure[CLI_FAILURE_BYTES])
{
    static struct site room; /* the question points to it */
    const char *id = cli->command == &export_open_data_command ? NULL : cli_text(cli, "room");
    enum err err = OK;
    if (id != NULL) {
        err = site_by_public_id(db, str_of(id), &room);
        if (err != OK || room.kind != SITE_SICKROOM) {
            return cli_fail(failure, "there is no sick-care room '%s'.", id);
        }
        ask->room = &room;
    }
    if (cli->command == &export_open_data_command) {
        int64_t now_ms = clock_now_ms();
        if (now_ms < sick_figures_until(ask->from_day)) {
            return cli_fail(failure, "the month is not closed yet; open data are published a week after its end.");
        }
        err = write_open_data(db, ask->from_day, 1, now_ms, buf);
    } else {
        err = write_sheet(db, ask, buf);
    }
    return err == OK ? true : cli_fail(failure, "the data cannot be read; run 'tsubame verify'.");
}

static int put(const struct cli *cli, struct buf *buf, bool json, bool cp932)
{
    if (cp932 && !put_cp932(buf->p, buf->n)) {
        return cli_refuse(cli, "this system cannot write CP932; use --encoding utf-8.");
    }
    if (!cp932) {
        fputs(json ? "" : "\xEF\xBB\xBF", stdout);
        fwrite(buf->p, 1, buf->n, stdout);
        fputs(json ? "\n" : "", stdout);
    }
    return fflush(stdout) == 0 ? CLI_DONE : cli_refuse(cli, "the sheet cannot be written.");
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct data_dir dir;
    struct buf buf;
    struct write_sheet ask = {.kind = kind_of(cli)};
    bool json = false;
    bool cp932 = false;
    bool sheet = cli->command != &export_open_data_command;
    if (!sheet_month(str_of(cli_text(cli, "month")), &ask.from_day)) {
        cli_refuse(cli, "--month takes a month as 2026-04, not '%s'.", cli_text(cli, "month"));
        return CLI_USAGE;
    }
    if ((sheet && !one_of(cli, "format", "csv", "json", &json)) || !one_of(cli, "encoding", "utf-8", "cp932", &cp932)) {
        return CLI_USAGE;
    }
    json = json || (sheet && cli->json);
    ask.json = json;
    ask.to_day = sick_figures_last_day(ask.from_day);
    buf_init(&buf, text, sizeof text);
    struct db *db = data_dir_read(&dir, cli_text(cli, "data"), failure);
    bool done = db != NULL && write_one(cli, db, &ask, &buf, failure);
    db_close(db);
    return done ? put(cli, &buf, json, cp932 && !json) : cli_refuse(cli, "%s", failure);
}

#define SHEET_OPTIONS                                                                       \
    {                                                                                       \
        {"data", "DIR", "the data folder", true}, {"month", "MONTH", "as 2026-04", true},   \
            {"room", "ID", "of one room (all, and their sum)", false},                      \
            {"format", "FORMAT", "csv (with --json or when told: json)", false},            \
        {                                                                                   \
            "encoding", "ENCODING", "of csv: utf-8 with a byte order mark, or cp932", false \
        }                                                                                   \
    }

const struct cli_command export_sick_care_command = {
    .name = "export sick-care",
    .summary = "a month of the rooms in figures",
    .help = "month, sick_room, figure, detail, value: what GET /api/v1/figures says. A closed month gives the same "
            "bytes for ever.",
    .run = run,
    .options = SHEET_OPTIONS,
};
const struct cli_command export_settlement_command = {
    .name = "export settlement",
    .summary = "days of use by the child's municipality",
    .help = "month, sick_room, municipality (empty: our own), days, yen.",
    .run = run,
    .options = SHEET_OPTIONS,
};
const struct cli_command export_same_day_command = {
    .name = "export same-day",
    .summary = "same-day cancellations of a fiscal year",
    .help = "Of the fiscal year of the month: a row for each place given back by the family on the day of use, and for "
            "each no-show (counted beside);\n"
            "no child. bracket_from, bracket_to and bracket_yen: what the number reaches by the rules' "
            "same_day_brackets.",
    .run = run,
    .options = SHEET_OPTIONS,
};
const struct cli_command export_promotions_command = {
    .name = "export promotions",
    .summary = "every step on the waiting lists of a month",
    .help = "Who stood in which rank, was passed over and why, what was offered, when it was answered, how it ended. "
            "No child.",
    .run = run,
    .options = SHEET_OPTIONS,
};
const struct cli_command export_open_data_command = {
    .name = "export open-data",
    .summary = "a closed month's use for anybody",
    .help = "month, sick_room (empty: all), open_days, capacity_days, used, waitlisted_never_placed, "
            "cancelled_same_day. Counts of 1 to 4 are *, and a\n"
            "total that would give one away is * too.",
    .run = run,
    .options = {{"data", "DIR", "the data folder", true},
                {"month", "MONTH", "as 2026-04", true},
                {"encoding", "ENCODING", "utf-8 with a byte order mark, or cp932", false}},
};
