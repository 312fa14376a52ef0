/* actions/compare_policy.c: what a document would change, and for which room, before anybody loads it. */
#include "actions/compare_policy.h"

#include <stdio.h>
#include <string.h>

#include "support/room.h"
#include "support/test.h"

#include "base/banned.h"

static struct compare_policy_scratch scratch;
static char told[1024];

static void tell(void *arg, const struct policy_effect *effect)
{
    struct buf *buf = arg;
    buf_puts(buf, effect->room->public_id);
    buf_puts(buf, effect->first ? " first" : "");
    for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
        if ((effect->sections >> i & 1) != 0) {
            buf_char(buf, ' ');
            buf_puts(buf, policy_section_word((enum policy_section)i));
        }
    }
    for (size_t i = 0; i < effect->faults.n; i++) {
        buf_char(buf, '!');
        buf_puts(buf, effect->faults.list[i].code);
    }
    buf_puts(buf, "; ");
}

/* In simple quotes for double ones. */
static enum err compare(struct room_world *world, const char *text, struct compare_policy *ret)
{
    static char document[4096];
    struct db *db = NULL;
    struct buf buf;
    snprintf(document, sizeof document, "%s", text);
    for (char *at = strchr(document, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    buf_init(&buf, told, sizeof told);
    buf_puts(&buf, "");
    *ret = (struct compare_policy){.document = str_of(document), .scratch = &scratch, .room = tell, .arg = &buf};
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    enum err err = compare_policy(db, ret);
    db_close(db);
    return err;
}

TEST("A15: a document is compared room by room: what says something else, what was not there before, what no longer "
     "fits")
{
    static const struct {
        const char *document;
        enum err err;
        const char *told;
    } rows[] = {
        {"{'policy':'sick_room','site':'r1','valid_from':'2026-03-09','note':{'valid_days':3}}", OK,
         "r1 registration staffing rooms acceptance booking waiting note; "},
        {"{'policy':'sick_room','site':'r3','valid_from':'2026-03-09'}", ERR_NOT_FOUND, ""},
        {"{'policy':'municipality','valid_from':'2026-03-09','episode':{'max_days':9}}", OK,
         "r1 episode; r2 episode; "},
        {"{'policy':'municipality','valid_from':'2026-03-09','places':{'licensed':20}}", OK, "r1; r2; "},
        {"{'policy':'municipality','valid_from':'2026-03-09','no_show':{'count':3}}", OK,
         "r1 no_show!INCOMPLETE; r2 no_show!INCOMPLETE; "},
        {"{'policy':'municipality','valid_from':'2026-03-09','colour':1}", ERR_INVALID, ""},
    };
    struct room_world world;
    room_open(&world, 2, 4, 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct compare_policy in;
        EXPECT_INT(compare(&world, rows[i].document, &in), rows[i].err);
        EXPECT_STR(told, rows[i].told);
        EXPECT_INT(in.rooms_wrong, strchr(rows[i].told, '!') != NULL);
        EXPECT_INT(in.faults.n, rows[i].err == ERR_INVALID ? 1 : 0);
    }
    room_close(&world);
}

TEST("a document before one that was loaded already says until when it would hold")
{
    struct room_world world;
    struct compare_policy in;
    room_open(&world, 1, 4, 1);
    EXPECT_OK(compare(&world, "{'policy':'sick_room','site':'r1','valid_from':'1960-01-01'}", &in));
    EXPECT(in.until_day < INT32_MAX);
    EXPECT_OK(compare(&world, "{'policy':'sick_room','site':'r1','valid_from':'2100-01-01'}", &in));
    EXPECT_INT(in.until_day, INT32_MAX);
    room_close(&world);
}
