/* See day_board_http.h. */
#include "http/day_board_http.h"

#include "actions/read_day_board.h"
#include "base/civil.h"
#include "base/json.h"
#include "core/fee.h"
#include "core/particular.h"
#include "http/server.h"

#include "base/banned.h"

enum { BODY_BYTES = 208 * 1024 };

static const char *const channel_words[] = {[1] = "web", [2] = "phone", [3] = "counter"};

/* --- the day ------------------------------------------------------------------------------------------------------------ */

static void put_room(struct json_out *out, const struct board_head *head, size_t i)
{
    const struct policy_room *room = &head->policy->rooms[i];
    json_out_open(out, '{');
    json_put_word(out, "id", room->id);
    json_put_word(out, "name", room->name);
    json_put_int(out, "places", room->places);
    json_put_bool(out, "isolation", room->isolation);
    json_out_key(out, "reservations");
    json_out_open(out, '[');
    for (size_t k = 0; k < head->room->n; k++) {
        if (str_is(str_of(head->room->who[k].need.room), room->id)) {
            json_out_text(out, str_of(head->room->who[k].public_id));
        }
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

static void put_people(struct json_out *out, const char *key, int32_t people, int32_t by_rules)
{
    json_out_key(out, key);
    json_out_open(out, '{');
    json_put_int(out, "on_duty", people == POLICY_NONE ? by_rules : people);
    json_put_bool(out, "by_rules", people == POLICY_NONE);
    json_out_close(out, '}');
}

static void put_day(struct json_out *out, const struct board_head *head)
{
    static const char *const needed[] = {
        [NOTE_NOT_NEEDED] = "none", [NOTE_AT_ENTRY] = "entry", [NOTE_AT_REQUEST] = "request"};
    const struct sick_day *day = head->sick_day;
    json_put_word(out, "sick_room_id", head->site->public_id);
    json_put_word(out, "name", head->site->name);
    json_put_day(out, "day", head->day);
    json_put_int(out, "version", day->version);
    json_put_bool(out, "open", head->open);
    json_out_key(out, "capacity");
    json_out_open(out, '{');
    json_put_int(out, "licensed", head->licensed);
    json_put_int(out, "effective", head->capacity);
    json_put_int(out, "extra", day->extra);
    json_put_int(out, "held", (int64_t)head->room->n);
    json_out_close(out, '}');
    put_people(out, "nurses", day->nurses, head->policy->staffing.nurses);
    put_people(out, "teachers", day->teachers, head->policy->staffing.teachers);
    json_put_instant_or_null(out, "drawn_at", day->drawn_ms);
    json_put_instant_or_null(out, "decided_at", day->decided_ms);
    json_put_instant_or_null(out, "closed_at", day->closed_ms);
    json_put_word(out, "note_needed", needed[head->policy->note.needed]);
    json_put_int(out, "waiting_count", head->waiting);
}

static void put_head(void *arg, const struct board_head *head)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    put_day(out, head);
    json_out_key(out, "rooms");
    json_out_open(out, '[');
    for (size_t i = 0; i < head->policy->rooms_n; i++) {
        put_room(out, head, i);
    }
    json_out_close(out, ']');
}

static void put_section(void *arg, enum board_section section)
{
    struct json_out *out = arg;
    static const char *const words[] = {
        [BOARD_PLACES] = "reservations", [BOARD_WAITING] = "waiting", [BOARD_SHARED] = "shared"};
    if (section != BOARD_PLACES) {
        json_out_close(out, ']');
    }
    json_out_key(out, words[section]);
    json_out_open(out, '[');
}

/* --- one child ----------------------------------------------------------------------------------------------------------- */

static int32_t months_old(int32_t birth_day, int32_t day)
{
    int32_t months = day > birth_day ? (day - birth_day) / 31 : 0;
    while (calendar_months_old_day(birth_day, months + 1) <= day) {
        months++;
    }
    return months;
}

static void put_who(struct json_out *out, const struct board_child *child, int32_t day)
{
    const struct board_row *row = child->row;
    json_out_key(out, "child");
    json_out_open(out, '{');
    json_put_text(out, "id", row->child);
    json_put_text(out, "name", row->name);
    json_put_text(out, "kana", row->kana);
    json_put_int(out, "age_months", months_old(row->birth_day, day));
    json_put_json_or_null(out, "allergies", child->allergies);
    json_out_close(out, '}');
}

static void put_note(struct json_out *out, const struct board_child *child)
{
    json_out_key(out, "note");
    json_out_open(out, '{');
    json_put_word(out, "status", doctor_note_standing_word(child->note));
    if (child->note_row != NULL) {
        json_put_word(out, "id", child->note_row->public_id);
        json_put_day(out, "issued", child->note_span->issued_day);
        json_put_instant_or_null(out, "seen_at", child->note_row->seen_ms);
    }
    json_out_close(out, '}');
}

static void put_place(struct json_out *out, const struct room_need *need)
{
    json_out_key(out, "place");
    if (need->room[0] == '\0') {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_word(out, "room", need->room);
    json_put_bool(out, "isolated", need->isolate != 0);
    json_put_bool(out, "pinned", need->pinned != 0);
    json_out_close(out, '}');
}

static void put_sheet(struct json_out *out, const struct board_row *row)
{
    json_out_key(out, "sheet");
    if (row->sheet_version == 0) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_int(out, "version", row->sheet_version);
    json_put_instant_or_null(out, "signed_at", row->sheet_signed_ms);
    json_out_close(out, '}');
}

static void put_fee(struct json_out *out, const struct board_row *row)
{
    json_out_key(out, "fee");
    if (row->fee_state == 0) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_word(out, "state", fee_state_word((enum fee_state)row->fee_state));
    json_put_int(out, "yen", row->fee_yen);
    json_put_int(out, "refund_offered_yen", row->fee_refund_offered);
    json_out_close(out, '}');
}

/* What staff can do now; what another room shows them is to look at, not to touch. */
static void put_actions(struct json_out *out, enum board_section section, const struct board_child *child)
{
    const struct board_row *row = child->row;
    enum fee_state fee = (enum fee_state)row->fee_state;
    const struct {
        bool may;
        const char *word;
    } list[] = {
        {row->state == RESERVATION_REQUESTED, "decide"},
        {row->state == RESERVATION_OFFERED, "accept"},
        {row->state == RESERVATION_OFFERED, "decline"},
        {row->state == RESERVATION_WAITLISTED, "wishes"},
        {reservation_active(row->state) && row->state != RESERVATION_CHECKED_OUT, "family_sheet"},
        {row->state == RESERVATION_CONFIRMED, "check_in"},
        {child->overdue, "no_show"},
        {row->state == RESERVATION_CHECKED_IN, "check_out"},
        {row->fee_state != 0 && fee_may_become(fee, FEE_PAID), "pay"},
        {row->fee_state != 0 && fee_may_become(fee, FEE_INVOICED), "invoice"},
        {row->fee_state != 0 && fee_may_become(fee, FEE_WAIVED), "waive"},
        {row->fee_state != 0 && fee_may_become(fee, FEE_REFUNDED), "refund"},
        {reservation_holds(row->state) && row->state != RESERVATION_CHECKED_OUT, "place"},
        {reservation_may_become(row->state, RESERVATION_CANCELLED), "cancel"},
    };
    json_out_key(out, "actions");
    json_out_open(out, '[');
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        if (list[i].may && section != BOARD_SHARED) {
            json_out_text(out, str_of(list[i].word));
        }
    }
    json_out_close(out, ']');
}

static void put_course(struct json_out *out, const struct board_child *child)
{
    const struct board_row *row = child->row;
    json_put_minute_or_null(out, "planned_arrival", row->planned_min);
    json_put_instant_or_null(out, "prompt_at", child->prompt_ms);
    json_put_bool(out, "overdue", child->overdue);
    put_place(out, &child->need);
    put_sheet(out, row);
    json_put_instant_or_null(out, "came_at", row->came_ms);
    json_put_instant_or_null(out, "went_at", row->went_ms);
    put_fee(out, row);
}

static void put_waiting(struct json_out *out, const struct board_child *child)
{
    json_put_int(out, "rank", child->rank);
    json_put_bool(out, "fits_now", child->blocks == REASON_NONE);
    json_put_word(out, "blocked_by", reservation_reason_word(child->blocks));
}

static void put_to_ask(struct json_out *out, uint32_t to_ask)
{
    json_out_key(out, "to_ask");
    json_out_open(out, '[');
    for (int i = 0; i < PARTICULAR_COUNT; i++) {
        if ((to_ask >> i & 1) != 0) {
            json_out_text(out, str_of(particular_words[i]));
        }
    }
    json_out_close(out, ']');
}

struct board_page {
    struct json_out out; /* first: put_head and put_section see no more of it */
    int32_t day;
};

static void put_child(void *arg, enum board_section section, const struct board_child *child)
{
    struct board_page *page = arg;
    struct json_out *out = &page->out;
    const struct board_row *row = child->row;
    json_out_open(out, '{');
    json_put_text(out, "id", row->public_id);
    put_who(out, child, page->day);
    json_put_word(out, "state", reservation_state_word(row->state));
    if (row->reason != REASON_NONE) {
        json_put_word(out, "reason", reservation_reason_word(row->reason));
    }
    json_put_int(out, "version", row->version);
    json_put_text(out, "slot", row->slot);
    json_put_word(out, "channel", channel_words[row->channel]);
    json_put_instant(out, "created_at", row->created_ms);
    if (row->state == RESERVATION_OFFERED) {
        json_put_instant(out, "offer_ends_at", row->offer_ends_ms);
    }
    json_put_json_or_null(out, "condition", child->condition);
    put_to_ask(out, child->to_ask);
    put_note(out, child);
    if (section == BOARD_WAITING) {
        put_waiting(out, child);
    } else if (section == BOARD_PLACES) {
        put_course(out, child);
    }
    put_actions(out, section, child);
    json_out_close(out, '}');
}

void sick_day_get(struct request *request, struct response *response)
{
    struct board_page page;
    int32_t day;
    if (civil_parse_day(request_path(request, "day"), &day) != OK) {
        response_problem(request, response, 404, "NOT_FOUND", NULL);
        return;
    }
    struct read_day_board *board = arena_alloc(&request->worker->arena, sizeof *board);
    struct buf *body = response_body(request, response, BODY_BYTES);
    if (board == NULL || body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    page.day = day;
    json_out_init(&page.out, body);
    board->caller = &request->caller;
    board->room = request_path(request, "id");
    board->day = day;
    board->pen = (struct board_pen){put_head, put_section, put_child, &page};
    enum err err = read_day_board(request->server->lane, board);
    if (err == OK) {
        json_out_close(&page.out, ']');
        json_out_close(&page.out, '}');
        err = body->overflow ? ERR_LIMIT : OK;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}
