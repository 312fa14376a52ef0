/* See book.h. */
#include "support/book.h"

#include <string.h>

#include "actions/do_agenda.h"
#include "support/database.h"
#include "support/test.h"

#include "base/banned.h"

static char present_text[BOOK_PAGE_BYTES_MAX + 1];
static char page_text[BOOK_PAGE_BYTES_MAX + 1];
static struct write_page last;

struct call {
    struct caller caller;
    struct write_page *ask;
};

static enum err run(struct tx *tx, void *arg)
{
    struct call *call = arg;
    return write_page(tx, &call->caller, call->ask);
}

static int write(struct nursery_world *world, struct caller caller, const char *json)
{
    struct json_faults faults;
    struct json_in in;
    struct json_out out;
    struct buf text;
    struct call call = {caller, &last};
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run, .arg = &call};
    buf_init(&text, page_text, sizeof page_text);
    buf_init(&last.present, present_text, sizeof present_text);
    EXPECT_OK(json_open(str_of(json), &in, &faults));
    json_out_init(&out, &text);
    book_decode(&in, last.part, &out, &last.facts);
    EXPECT_OK(json_close(&in));
    last.text = buf_view(&text);
    enum err err = lane_do(world->lane, &job);
    EXPECT(err == OK || err == ERR_NOT_FOUND);
    return err == OK ? (int)last.outcome : -1;
}

int book_write(struct nursery_world *world, struct caller caller, const char *child, enum book_part part,
               int64_t version, const char *json)
{
    last = (struct write_page){.part = part, .child = str_of(child), .day = NURSERY_DAY, .version = version};
    return write(world, caller, json);
}

int book_write_on(struct nursery_world *world, struct caller caller, int32_t day, const char *json)
{
    last = (struct write_page){.part = BOOK_HOME, .child = STR("c1"), .day = day};
    return write(world, caller, json);
}

int book_write_note(struct nursery_world *world, struct caller caller, int64_t version, const char *json)
{
    last = (struct write_page){
        .part = BOOK_NOTE, .site = STR("n1"), .class_name = STR("a"), .day = NURSERY_DAY, .version = version};
    return write(world, caller, json);
}

const char *book_present(void)
{
    return present_text;
}

int64_t book_present_version(void)
{
    return last.present_version;
}

static void take_head(void *arg, const struct book_sight *sight)
{
    struct book_shown *shown = arg;
    shown->version = sight->page.version;
    shown->state = sight->page.state;
    shown->home = sight->home;
}

static void take_revision(void *arg, const struct page_words *words)
{
    struct book_shown *shown = arg;
    shown->revisions++;
    shown->additions += words->revision->addition;
    EXPECT_OK(str_copy(words->page, words->revision->addition ? shown->added : shown->page, sizeof shown->page));
}

static void take_reader(void *arg, const struct book_reader *reader)
{
    struct book_shown *shown = arg;
    shown->readers++;
    shown->read_by += reader->first_ms != 0;
}

static void take_note(void *arg, const struct page_words *words)
{
    struct book_shown *shown = arg;
    shown->note = words->page.n > 0;
}

enum err book_show(struct nursery_world *world, struct caller caller, const char *child, enum book_part part,
                   struct book_shown *ret)
{
    memset(ret, 0, sizeof *ret);
    struct read_page ask = {.caller = &caller,
                            .part = part,
                            .child = str_of(child),
                            .day = NURSERY_DAY,
                            .head = take_head,
                            .note = take_note,
                            .revision = take_revision,
                            .reader = take_reader,
                            .arg = ret};
    return read_page(world->lane, &ask);
}

struct letting_go {
    struct caller caller;
    struct release_pages *ask;
};

static enum err run_release(struct tx *tx, void *arg)
{
    struct letting_go *call = arg;
    return release_pages(tx, &call->caller, call->ask);
}

int book_let_go(struct nursery_world *world, struct caller caller, bool note, int64_t at_ms)
{
    const struct str children[] = {STR("c1")};
    struct release_pages ask = {.site = STR("n1"),
                                .day = NURSERY_DAY,
                                .at_ms = at_ms,
                                .children = children,
                                .children_n = 1,
                                .note = note,
                                .class_name = STR("a")};
    struct letting_go call = {caller, &ask};
    struct lane_job job = {.priority = LANE_BOOKING, .run = run_release, .arg = &call};
    enum err err = lane_do(world->lane, &job);
    EXPECT(err == OK || err == ERR_NOT_FOUND);
    return err == OK ? (int)(ask.released + 10 * ask.scheduled + 100 * ask.submitted) : -1;
}

void book_agenda(struct nursery_world *world)
{
    bool did = true;
    while (did) {
        struct lane_job job = {.priority = LANE_BOOKING, .run = do_agenda, .arg = &did};
        EXPECT_OK(lane_do(world->lane, &job));
    }
}

void book_change(const struct nursery_world *world, const char *sql)
{
    database_change(world->path, sql);
}

int64_t book_count(const struct nursery_world *world, const char *sql)
{
    return database_count(world->path, sql);
}
