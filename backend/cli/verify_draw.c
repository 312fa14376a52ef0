/* See verify_draw.h. Needs no data folder and no sign-in: the record is for anyone. */
#include "cli/verify_draw.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/secret.h"
#include "cli/files.h"
#include "core/draw.h"
#include "core/spot_place.h"

#include "base/banned.h"

enum {
    ENTRIES_MAX = 4096,
    FILE_BYTES = 1024 * 1024,
    ANSWER_BYTES = 1024 * 1024,
    ROOM_BYTES = 33,
    DIFFERENCES_SHOWN = 64,
};

/* As published; published[i] is what the record says of entries[i].subject. */
struct draw_record {
    char room[ROOM_BYTES]; /* or the nursery */
    int32_t day;
    bool spots; /* a nursery's month: each class is a day and age, of which the first so many have the place */
    int64_t committed_ms;
    int64_t opens_ms;
    unsigned char commitment[SECRET_HASH_BYTES];
    unsigned char seed[DRAW_SEED_BYTES];
    bool drawn;
    struct draw_entry entries[ENTRIES_MAX];
    int32_t published[ENTRIES_MAX];
    bool granted[ENTRIES_MAX];
    int32_t places[ENTRIES_MAX];
    size_t n;
};

/* A stack is too small for these; one command runs in a process. */
static struct draw_record record;
static int32_t places[SPOT_AGES];
static const char *const age_words[] = {"age0", "age1", "age2", "age3", NULL};
static char text[FILE_BYTES];
static char answer[ANSWER_BYTES];

/* --- reading ------------------------------------------------------------------------------------------------------------- */

static void read_hex(struct json_in *in, const char *name, enum json_need need, void *ret, size_t n)
{
    struct str hex = json_text(in, name, need, 2 * n);
    if (hex.n > 0 && str_unhex(hex, ret, n) != OK) {
        json_blame(in, name, "BAD_FORMAT");
    }
}

static void read_entry(struct json_in *row, size_t i)
{
    struct draw_entry *entry = &record.entries[i];
    unsigned char ticket[(DRAW_TICKET_TEXT - 1) / 2];
    *entry = (struct draw_entry){.subject = (int64_t)i};
    read_hex(row, "ticket", JSON_REQUIRED, ticket, sizeof ticket);
    str_hex(ticket, sizeof ticket, entry->ticket);
    entry->class = (int32_t)json_int(row, "class", JSON_REQUIRED, 0, INT32_MAX, 0);
    entry->children = (int32_t)json_int(row, "children", JSON_REQUIRED, 0, INT32_MAX, 0);
    record.published[i] = (int32_t)json_int(row, "position", JSON_REQUIRED, 1, INT32_MAX, 0);
    if (record.spots) {
        int32_t day = json_day(row, "for", JSON_REQUIRED, record.day);
        int age = json_word(row, "age", JSON_REQUIRED, age_words);
        record.granted[i] = json_bool(row, "granted", JSON_REQUIRED, false);
        record.places[i] = age < 0 ? 0 : places[age];
        if (entry->class != (day - record.day) * SPOT_AGES + age) {
            json_blame(row, "class", "OUT_OF_RANGE");
        }
    }
}

static void read_places(struct json_in *in)
{
    struct json_in from;
    if (!json_nested(in, "places", JSON_REQUIRED, &from)) {
        return;
    }
    for (int i = 0; i < SPOT_AGES; i++) {
        places[i] = (int32_t)json_int(&from, spot_age_words[i], JSON_REQUIRED, 0, INT32_MAX, 0);
    }
    json_nested_end(&from);
}

/* A sick-care room's day, or a nursery's month. */
static void read_site(struct json_in *in)
{
    struct str nursery = json_text(in, "nursery_id", JSON_OPTIONAL, sizeof record.room - 1);
    record.spots = nursery.n > 0;
    struct str site = record.spots ? nursery : json_text(in, "sick_room_id", JSON_REQUIRED, sizeof record.room - 1);
    memcpy(record.room, site.p == NULL ? "" : site.p, site.n);
    record.room[site.n] = '\0';
}

static void read_record(struct json_in *in)
{
    static const char *const versions[] = {"tsubame-draw-1", NULL};
    (void)json_word(in, "draw", JSON_REQUIRED, versions);
    read_site(in);
    record.day = json_day(in, "day", JSON_REQUIRED, 0);
    record.committed_ms = json_instant(in, "committed_at", JSON_REQUIRED, 0);
    record.opens_ms = json_instant(in, "opens_at", JSON_REQUIRED, 0);
    (void)json_instant(in, "closes_at", JSON_REQUIRED, 0);
    read_hex(in, "commitment", JSON_REQUIRED, record.commitment, sizeof record.commitment);
    record.drawn = json_text(in, "seed", JSON_OPTIONAL, 2 * DRAW_SEED_BYTES).n > 0;
    if (!record.drawn) {
        return;
    }
    read_hex(in, "seed", JSON_REQUIRED, record.seed, sizeof record.seed);
    if (record.spots) {
        read_places(in);
    }
    record.n = json_list(in, "entries", JSON_REQUIRED, ENTRIES_MAX);
    for (size_t i = 0; i < record.n; i++) {
        struct json_in row;
        if (json_list_object(in, "entries", i, &row)) {
            read_entry(&row, i);
            json_nested_end(&row);
        }
    }
}

static bool read_file(const char *path, char failure[CLI_FAILURE_BYTES])
{
    struct buf buf;
    struct json_in in;
    struct json_faults faults;
    buf_init(&buf, text, sizeof text);
    if (!files_read(path, false, &buf, failure)) {
        return false;
    }
    if (json_open(buf_view(&buf), &in, &faults) != OK) {
        return cli_fail(failure, "%s is no JSON object that can be read.", path);
    }
    read_record(&in);
    if (json_close(&in) != OK) {
        return cli_fail(failure, "%s is no record of a draw: %s %s.", path, faults.list[0].pointer,
                        faults.list[0].code);
    }
    return record.drawn ? true
                        : cli_fail(failure, "%s holds the commitment only; the seed is published with the draw.", path);
}

/* --- judging ------------------------------------------------------------------------------------------------------------- */

struct judging {
    const struct cli *cli;
    struct json_out out;
    int32_t differences;
};

/* Numbers below zero are not said. */
static void differ(struct judging *judging, const char *what, const char *ticket, int32_t published, int32_t is)
{
    judging->differences++;
    if (judging->differences > DIFFERENCES_SHOWN) {
        return; /* one is enough; a few show where to look */
    }
    json_out_open(&judging->out, '{');
    json_put_word(&judging->out, "what", what);
    if (ticket != NULL) {
        json_put_word(&judging->out, "ticket", ticket);
        json_put_int(&judging->out, "published", published);
        json_put_int(&judging->out, "recomputed", is);
        cli_say(judging->cli, "%s: %s is published at %d and comes out at %d\n", what, ticket, published, is);
    } else {
        cli_say(judging->cli, "%s\n", what);
    }
    json_out_close(&judging->out, '}');
}

/* The first of each class have the places: the entries stand in the drawn order. */
static void judge_places(struct judging *judging)
{
    int32_t had = 0;
    for (size_t i = 0; record.spots && i < record.n; i++) {
        const struct draw_entry *entry = &record.entries[i];
        had = i > 0 && entry->class == entry[-1].class ? had : 0;
        bool should = had < record.places[entry->subject];
        had++;
        if (record.granted[entry->subject] != should) {
            differ(judging, "the place", entry->ticket, record.granted[entry->subject], should);
        }
    }
}

static void judge(struct judging *judging)
{
    unsigned char commitment[SECRET_HASH_BYTES];
    draw_commit(record.seed, str_of(record.room), record.day, commitment);
    draw_order(record.seed, record.entries, record.n);
    if (memcmp(commitment, record.commitment, sizeof commitment) != 0) {
        differ(judging, "the seed is not the one the room was committed to", NULL, 0, 0);
    }
    if (record.committed_ms >= record.opens_ms) {
        differ(judging, "the commitment was not published before requests opened", NULL, 0, 0);
    }
    for (size_t i = 0; i < record.n; i++) {
        const struct draw_entry *entry = &record.entries[i];
        int32_t published = record.published[entry->subject];
        if (published != entry->position) {
            differ(judging, "position", entry->ticket, published, entry->position);
        }
        /* They were sorted by class and key: equal tickets stand side by side. */
        if (i > 0 && strcmp(entry->ticket, entry[-1].ticket) == 0) {
            differ(judging, "a ticket stands twice", entry->ticket, published, entry->position);
        }
    }
}

/* The ticket of --ticket, or of --reservation; "" when neither was given. */
static void wanted(const struct cli *cli, char ticket[DRAW_TICKET_TEXT])
{
    const char *said = cli_text(cli, "ticket");
    const char *id = cli_text(cli, "reservation");
    ticket[0] = '\0';
    if (id != NULL) {
        draw_ticket(str_of(id), ticket);
    } else if (said != NULL && str_copy(str_of(said), ticket, DRAW_TICKET_TEXT) != OK) {
        ticket[0] = '\0';
    }
}

static const struct draw_entry *entry_of(const char *ticket)
{
    for (size_t i = 0; i < record.n; i++) {
        if (strcmp(record.entries[i].ticket, ticket) == 0) {
            return &record.entries[i];
        }
    }
    return NULL;
}

static void tell_position(struct judging *judging, const struct draw_entry *entry)
{
    json_put_int(&judging->out, "position", entry->position);
    json_put_int(&judging->out, "class", entry->class);
    cli_say(judging->cli, "%s has position %d of %zu (class %d).\n", entry->ticket, entry->position, record.n,
            entry->class);
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    char ticket[DRAW_TICKET_TEXT];
    struct buf buf;
    struct judging judging = {.cli = cli};
    bool asked = cli_text(cli, "ticket") != NULL || cli_text(cli, "reservation") != NULL;
    secret_init();
    if (!read_file(cli->word, failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&judging.out, &buf);
    json_out_open(&judging.out, '{');
    json_out_key(&judging.out, "differences");
    json_out_open(&judging.out, '[');
    judge(&judging);
    judge_places(&judging);
    json_out_close(&judging.out, ']');
    json_put_bool(&judging.out, "right", judging.differences == 0);
    json_put_word(&judging.out, record.spots ? "nursery_id" : "sick_room_id", record.room);
    json_put_day(&judging.out, "day", record.day);
    json_put_int(&judging.out, "entries", (int64_t)record.n);
    if (judging.differences == 0) {
        cli_say(cli, "The draw is right: %zu entries, each where the seed puts it.\n", record.n);
    }
    wanted(cli, ticket);
    const struct draw_entry *entry = asked ? entry_of(ticket) : NULL;
    if (asked && entry == NULL) {
        return cli_refuse(cli, "this ticket did not take part in the draw of %s.", record.room);
    }
    if (entry != NULL) {
        tell_position(&judging, entry);
    }
    json_out_close(&judging.out, '}');
    cli_answer(cli, buf_view(&buf));
    return judging.differences == 0 ? CLI_DONE : CLI_REFUSED;
}

const struct cli_command verify_draw_command = {
    .name = "verify-draw",
    .summary = "was a draw right?",
    .help = "Recomputes the record of GET /api/v1/sick-rooms/ID/draws/DAY, or /api/v1/nurseries/ID/spot-draws/MONTH, "
            "from its seed: the commitment, the position of everybody who asked, and who has a place.\n"
            "Ends with 1 and says where it differs when it does.",
    .run = run,
    .word = "FILE",
    .options = {{"ticket", "TICKET", "whose position is asked for", false},
                {"reservation", "ID", "the same by the id of the reservation or place", false}},
};
