/* actions/keep_paper.c on a real lane: who hands in a paper, who sees it, when it is there, and what is left. c1 and c3 are in class "a" of nursery 1,
 * c2 in "b". */
#include "actions/keep_paper.h"

#include <string.h>

#include "actions/keep_return.h"
#include "actions/read_photo.h"
#include "actions/remove_photo.h"
#include "actions/report_absence.h"
#include "base/clock.h"
#include "core/hidden.h"
#include "store/attendance_store.h"
#include "support/book.h"
#include "support/test.h"
#include "support/verb.h"

#include "base/banned.h"

static struct nursery_world world;
static char absence[SECRET_PUBLIC_ID_TEXT];
static char photo[SECRET_PUBLIC_ID_TEXT];

static enum err act(struct caller caller, verb_fn *verb, void *arg)
{
    return verb_do(world.lane, caller, verb, arg);
}

/* c1 has it since NURSERY_DAY. */
static void open_world(const char *disease)
{
    nursery_open(&world, 1, 3);
    struct report_absence ask = {.child = STR("c1"),
                                 .from_day = NURSERY_DAY,
                                 .to_day = NURSERY_DAY + 1,
                                 .kind = ABSENCE_SICK,
                                 .reason = STR("fever"),
                                 .diagnosis = str_of(disease)};
    EXPECT_OK(act(nursery_guardian(&world, 1), report_absence, &ask));
    EXPECT_INT(ask.outcome, REPORT_DONE);
    memcpy(absence, ask.id, sizeof absence);
}

/* −1: not found; else the refusal. */
static int hand_in(struct caller caller)
{
    static unsigned char large[100];
    static unsigned char small[100];
    struct keep_photo ask = {
        .place = {.kind = PHOTO_PAPER, .child = STR("c1"), .about = str_of(absence)}, .width = 40, .height = 30};
    secret_public_id(nursery_at("10:00"), ask.public_id);
    ask.large = keep_photo_seal(world.keys, ask.public_id, PHOTO_LARGE, STR("the sheet"), large);
    ask.small = keep_photo_seal(world.keys, ask.public_id, PHOTO_SMALL, STR("small"), small);
    enum err err = act(caller, keep_paper, &ask);
    EXPECT(err == OK || err == ERR_NOT_FOUND);
    if (err == OK && ask.refusal == PHOTO_ADDED) {
        memcpy(photo, ask.public_id, sizeof photo);
    }
    return err == OK ? (int)ask.refusal : -1;
}

static void count_paper(void *arg, const struct photo_row *row)
{
    EXPECT_STR(row->about, absence);
    ++*(int *)arg;
}

static int papers(struct caller caller)
{
    int n = 0;
    struct read_papers ask = {
        .caller = &caller, .child = STR("c1"), .absence = str_of(absence), .take = count_paper, .arg = &n};
    return read_papers(world.lane, &ask) == OK ? n : -1;
}

static enum err bytes(struct caller caller)
{
    unsigned char out[64];
    struct read_photo ask = {.caller = &caller, .photo = str_of(photo), .size = PHOTO_LARGE, .out = out, .max = 63};
    return read_photo(world.lane, &ask);
}

static struct return_known known(void)
{
    struct caller head = nursery_head(&world, 1);
    struct read_return ask = {.caller = &head, .child = STR("c1"), .absence = str_of(absence)};
    EXPECT_OK(read_return(world.lane, &ask));
    return ask.known;
}

static void take_flags(void *arg, const struct attendance_line *line)
{
    if (line->child_id == 1) {
        *(uint32_t *)arg = line->return_flags;
    }
}

/* Does the board want the paper of c1? */
static bool missing(void)
{
    struct db *db;
    uint32_t flags = 0;
    const struct attendance_board board = {.site_id = 1,
                                           .day = NURSERY_DAY + 2,
                                           .account_id = nursery_head(&world, 1).account_id,
                                           .take = take_flags,
                                           .arg = &flags};
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(attendance_store_board(db, &board));
    db_close(db);
    return (flags & ATTENDANCE_PAPER_MISSING) != 0;
}

/* As staff: accepted, or another one with a reason. */
static void decide(const char *another)
{
    struct return_known now = known();
    struct keep_return ask = {.child = STR("c1"),
                              .absence = str_of(absence),
                              .version = now.version,
                              .dates = now.dates,
                              .form = {.visited_day = RETURN_UNKNOWN},
                              .seen = another == NULL,
                              .another = str_of(another == NULL ? "" : another)};
    EXPECT_OK(act(nursery_teacher(&world, 1), keep_return, &ask));
    EXPECT_NOT(ask.changed || ask.not_yours || ask.no_disease);
}

TEST("R-INF-03: a paper that is handed in as a photo is there, and lies sealed with the absence; the reading is "
     "written down")
{
    open_world("MEA");
    EXPECT_INT(known().filed_ms, 0);
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_ADDED);
    EXPECT(known().filed_ms != 0);
    EXPECT_INT(papers(nursery_guardian(&world, 1)), 1);
    EXPECT_INT(papers(nursery_teacher(&world, 1)), 1);
    EXPECT_OK(bytes(nursery_teacher(&world, 1)));
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_paper' AND object = 'child:c1'"), 1);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM audit WHERE action = 'hand_in_paper'"), 1);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo_bytes WHERE instr(sealed, 'sheet') > 0"), 0);
    nursery_close(&world);
}

TEST("R-INF-03: nobody hands in or sees a paper but the child's guardians and its nursery's staff")
{
    open_world("MEA");
    EXPECT_INT(hand_in(nursery_guardian(&world, 3)), -1);
    EXPECT_INT(hand_in(nursery_teacher(&world, 1)), -1);
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_ADDED);
    EXPECT_INT(papers(nursery_guardian(&world, 3)), -1);
    EXPECT_INT(bytes(nursery_guardian(&world, 3)), ERR_NOT_FOUND);
    book_change(&world, "UPDATE guardian_child SET hides = 4 WHERE account_id = 1"); /* HIDDEN_TIMES, R-REG-11 */
    _Static_assert((int)HIDDEN_TIMES == 4, "as in the statement above");
    EXPECT_INT(papers(nursery_guardian(&world, 1)), -1);
    EXPECT_INT(bytes(nursery_guardian(&world, 1)), ERR_NOT_FOUND);
    book_change(&world, "UPDATE child SET nursery_id = NULL WHERE id = 1"); /* it has left */
    EXPECT_INT(bytes(nursery_teacher(&world, 1)), ERR_NOT_FOUND);
    nursery_close(&world);
}

TEST("R-INF-02, R-INF-03: a paper that staff ask for again is not there; its bytes are gone, the reason is told, and "
     "the next one is there")
{
    open_world("MEA");
    EXPECT(missing());
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_ADDED);
    EXPECT_NOT(missing());
    decide("the stamp cannot be read");
    EXPECT(missing());
    EXPECT_INT(known().filed_ms, 0);
    EXPECT_STR(known().another, "the stamp cannot be read");
    EXPECT_INT(papers(nursery_guardian(&world, 1)), 0);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo_bytes"), 0);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM absence_return WHERE instr(detail, 'stamp') > 0"), 0);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM audit WHERE action = 'ask_another_paper'"), 1);
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_ADDED);
    EXPECT(known().filed_ms != 0);
    EXPECT_STR(known().another, "");
    EXPECT_NOT(missing());
    nursery_close(&world);
}

TEST("R-INF-03: a family takes back what it handed in, until the nursery has accepted it; then nothing more is handed "
     "in")
{
    open_world("MEA");
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_ADDED);
    struct remove_photo ask = {.photo = str_of(photo)};
    EXPECT_INT(act(nursery_teacher(&world, 1), remove_photo, &ask), ERR_NOT_FOUND);
    EXPECT_INT(act(nursery_guardian(&world, 3), remove_photo, &ask), ERR_NOT_FOUND);
    EXPECT_OK(act(nursery_guardian(&world, 1), remove_photo, &ask));
    EXPECT_INT(ask.refusal, PHOTO_ADDED);
    EXPECT_INT(known().filed_ms, 0);
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_ADDED);
    decide(NULL);
    EXPECT(known().seen_ms != 0);
    ask.photo = str_of(photo);
    EXPECT_OK(act(nursery_guardian(&world, 1), remove_photo, &ask));
    EXPECT_INT(ask.refusal, PHOTO_NOT_ASKED);
    EXPECT_INT(papers(nursery_guardian(&world, 1)), 1);
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_NOT_ASKED);
    nursery_close(&world);
}

TEST("R-INF-03: an illness without a paper takes none")
{
    open_world("COLD");
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_NOT_ASKED);
    nursery_close(&world);
}

TEST("R-INF-03: four sheets of one paper are enough")
{
    open_world("FLU_A");
    for (int i = 0; i < PHOTO_PAPER_MAX; i++) {
        EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_ADDED);
    }
    EXPECT_INT(hand_in(nursery_guardian(&world, 1)), PHOTO_PAPERS);
    nursery_close(&world);
}
