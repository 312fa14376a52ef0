/* See read_day_board.h. */
#include "actions/read_day_board.h"

#include <assert.h>

#include "actions/sealed.h"
#include "base/json.h"
#include "core/cancel.h"
#include "core/particular.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"

#include "base/banned.h"

enum { ALLERGIES_MAX = 20, NAME_BYTES = 400, LAST_CLASS = 7, ID_DIGITS = 20 };

/* --- what was read, for the audit ------------------------------------------------------------------------------------ */

static enum err write_down(struct read_day_board *board)
{
    char storage[96];
    struct buf object;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "sick_day:");
    buf_puts(&object, board->site.public_id);
    buf_char(&object, ':');
    buf_int(&object, board->day);
    board->audited = true;
    return tx_audit(board->tx, board->caller->account_id, "read_day_board", buf_view(&object), buf_view(&board->audit));
}

static void begin_line(struct read_day_board *board)
{
    buf_init(&board->audit, board->audit_text, sizeof board->audit_text);
    buf_puts(&board->audit, "reservations");
}

/* By number; a day with more of them than a line holds gets another line. */
static enum err note_reading(struct read_day_board *board, struct reservation_id id)
{
    enum err err = OK;
    if (board->audit.n + ID_DIGITS + 1 > board->audit.max) {
        err = write_down(board);
        begin_line(board);
        board->audited = false;
    }
    buf_char(&board->audit, ' ');
    buf_int(&board->audit, id.v);
    return err;
}

/* --- one child --------------------------------------------------------------------------------------------------------- */

static struct str keep_text(struct read_day_board *board, const char *what, struct str id, struct str sealed,
                            struct buf *buf)
{
    return sealed_open(board->tx->keys, what, id, sealed, buf) == OK ? buf_view(buf) : STR("");
}

static void put_allergy(struct json_out *out, struct str what, struct str care)
{
    json_out_open(out, '{');
    json_put_text(out, "what", what);
    json_put_text(out, "care", care);
    json_out_close(out, '}');
}

/* Of the whole registration only what a room must know when it gives a child to eat. False: the sheet does not say it yet. */
static bool put_allergies(struct json_in *in, struct json_out *out)
{
    struct json_in row;
    bool none = json_bool(in, "no_allergies", JSON_OPTIONAL, false);
    size_t n = json_list(in, "allergies", JSON_OPTIONAL, ALLERGIES_MAX);
    json_out_open(out, '{');
    json_put_bool(out, "none", none);
    json_out_key(out, "list");
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(in, "allergies", i, &row)) {
            struct str what = json_text(&row, "what", JSON_OPTIONAL, NAME_BYTES);
            put_allergy(out, what, json_text(&row, "care", JSON_OPTIONAL, NAME_BYTES));
            json_nested_end(&row);
        }
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
    return none || n > 0;
}

static struct str read_allergies(struct read_day_board *board, const struct board_row *row)
{
    struct buf detail;
    struct buf text;
    struct json_out out;
    struct json_faults faults;
    struct json_in in;
    if (row->registration.n == 0) {
        return STR("");
    }
    buf_init(&detail, board->detail, sizeof board->detail);
    buf_init(&text, board->allergies, sizeof board->allergies);
    struct str plain = keep_text(board, "registration|detail", row->registration, row->detail, &detail);
    if (plain.n == 0 || json_open(plain, &in, &faults) != OK) {
        return STR("");
    }
    json_out_init(&out, &text);
    bool said = put_allergies(&in, &out);
    json_drop(&in);
    return !said || text.overflow ? STR("") : buf_view(&text);
}

static void look_at_note(struct read_day_board *board, struct board_child *child)
{
    size_t at = 0;
    child->note = doctor_note_standing(&board->policy->note, board->notes.spans, board->notes.n, board->day, &at);
    if (at < board->notes.n) {
        child->note_span = &board->notes.spans[at];
        child->note_row = &board->notes.rows[at];
    }
}

/* Would there be a place for this one now? */
static enum reservation_reason what_blocks(struct read_day_board *board, const struct board_row *row,
                                           const struct room_need *need)
{
    static const enum reservation_reason reasons[] = {[CARE_FITS] = REASON_NONE,
                                                      [CARE_FULL] = REASON_FULL,
                                                      [CARE_STAFF_SHORT] = REASON_STAFF_SHORT,
                                                      [CARE_NO_ASSIGNMENT] = REASON_ISOLATION_FULL};
    struct room_need tried = *need;
    struct room_day_wish wish = room_day_wish_of(board->room_day, need, row->birth_day, row->segments);
    if (room_day_older_full(board->room_day, &wish)) {
        return REASON_FULL;
    }
    return reasons[room_day_try(board->room_day, &wish, &tried)];
}

static uint32_t what_to_ask(const struct read_day_board *board, const struct board_row *row, struct str condition)
{
    bool coming = reservation_active(row->state) && row->state != RESERVATION_CHECKED_IN &&
                  row->state != RESERVATION_CHECKED_OUT && board->section != BOARD_SHARED;
    uint32_t wanted = row->channel == 1 ? board->policy->booking.required : PARTICULAR_ALL;
    return coming && wanted != 0 ? wanted & ~particular_said(condition, row->planned_min >= 0) : 0;
}

static enum err take(void *arg, const struct board_row *row)
{
    struct read_day_board *board = arg;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct buf condition;
    struct board_child child = {.row = row};
    enum err err = note_reading(board, row->id);
    err = err == OK ? str_copy(row->public_id, public_id, sizeof public_id) : err;
    err = err == OK ? note_list_read(board->tx->db, row->child_id, board->day, &board->notes) : err;
    if (err != OK) {
        return err;
    }
    buf_init(&condition, board->condition, sizeof board->condition);
    child.condition = keep_text(board, "reservation|condition", row->public_id, row->condition, &condition);
    child.to_ask = what_to_ask(board, row, child.condition);
    child.allergies = read_allergies(board, row);
    room_need_open(board->tx->keys, public_id, row->need, &child.need);
    look_at_note(board, &child);
    if (row->state == RESERVATION_CONFIRMED && board->section == BOARD_PLACES) {
        child.prompt_ms = cancel_no_show_due_ms(board->policy, board->day, row->planned_min);
        child.overdue = board->tx->now_ms >= child.prompt_ms;
    }
    if (board->section == BOARD_WAITING) {
        child.rank = ++board->rank;
        child.blocks = what_blocks(board, row, &child.need);
    }
    board->pen.child(board->pen.arg, board->section, &child);
    return OK;
}

/* --- the day ------------------------------------------------------------------------------------------------------------ */

static enum err read_head(struct read_day_board *board)
{
    struct tx *tx = board->tx;
    struct reservation_calendar calendar;
    struct site_id site = {board->site.id};
    struct board_head head = {.site = &board->site, .policy = board->policy, .day = board->day};
    enum err err = sick_day_read(tx->db, site, board->day, board->policy, &board->sick_day);
    err = err == OK ? reservation_calendar_read(tx->db, site, board->policy, board->day, board->day, &calendar) : err;
    err = err == OK ? sick_queue_ahead(tx->db, site, board->day, LAST_CLASS, &head.waiting) : err;
    if (err != OK) {
        return err;
    }
    head.sick_day = &board->sick_day;
    head.open = calendar_open(&calendar.calendar, board->day);
    head.licensed = policy_places_on(board->policy, board->day);
    head.capacity = head.open ? board->sick_day.capacity : 0;
    err = room_day_load(tx, site, board->day, board->policy, head.capacity, &board->room_day);
    if (err == OK) {
        head.room = board->room_day;
        board->pen.head(board->pen.arg, &head);
    }
    return err;
}

static enum err read_children(struct read_day_board *board)
{
    struct site_id site = {board->site.id};
    int64_t scope = board->policy->registration.scope == SCOPE_FACILITY ? site.v : 0;
    const struct board_day day = {site, board->day, scope};
    board->section = BOARD_PLACES;
    board->pen.section(board->pen.arg, BOARD_PLACES);
    enum err err = board_of_day(board->tx->db, &day, take, board);
    if (err != OK) {
        return err;
    }
    board->section = BOARD_WAITING;
    board->pen.section(board->pen.arg, BOARD_WAITING);
    err = board_waiting(board->tx->db, &day, take, board);
    if (err != OK) {
        return err;
    }
    board->section = BOARD_SHARED;
    board->pen.section(board->pen.arg, BOARD_SHARED);
    return board_shared(board->tx->db, &day, take, board);
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_day_board *board = arg;
    board->tx = tx;
    board->rank = 0;
    board->audited = false;
    enum err err = site_by_public_id(tx->db, board->room, &board->site);
    if (err == OK && (board->site.kind != SITE_SICKROOM || !access_works_at(board->caller, board->site.id))) {
        return ERR_NOT_FOUND;
    }
    err = err == OK ? policy_on(tx->db, board->site.id, board->day, &board->policy) : err;
    if (err != OK) {
        return err;
    }
    begin_line(board);
    err = read_head(board);
    err = err == OK ? read_children(board) : err;
    return err == OK && !board->audited ? write_down(board) : err;
}

enum err read_day_board(struct lane *lane, struct read_day_board *board)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = board};
    assert(board->pen.child != NULL);
    return lane_do(lane, &job);
}
