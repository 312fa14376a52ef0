/* R-WL-12: every walk along a waiting list with places free, whom it met in which rank, who was passed over and why, what was offered, when it
 * was answered and how it ended; and R-CAN-07, what was given back on the day of use. See write_sheet.h. */
#include "actions/sheet_parts.h"

#include "core/calendar.h"
#include "store/figures_store.h"
#include "store/offer_store.h"
#include "store/policy_store.h"

#include "base/banned.h"

/* --- promotions ---------------------------------------------------------------------------------------------------------- */

struct walking {
    struct sheet *sheet;
    const struct site *room;
    int64_t walk; /* the one whose steps stand open; 0: none */
};

static void put_step(struct json_out *out, const struct offer_course *step)
{
    json_out_open(out, '{');
    json_put_int(out, "rank_from", step->rank_from);
    json_put_int(out, "rank_to", step->rank_to);
    json_out_key(out, "reservation_id");
    if (step->reservation.n > 0) {
        json_out_text(out, step->reservation);
    } else {
        json_out_null(out); /* a run of several */
    }
    json_put_word(out, "outcome", promotion_outcome_word(step->outcome));
    json_put_word(out, "reason", reservation_reason_word(step->reason));
    json_put_instant_or_null(out, "sent_at", step->sent_ms);
    json_put_instant_or_null(out, "ends_at", step->ends_ms);
    json_put_instant_or_null(out, "answered_at", step->answered_ms);
    json_put_word(out, "answer", offer_answer_word(step->answer));
    json_out_close(out, '}');
}

static void end_walk(struct walking *walking)
{
    if (walking->walk != 0) {
        json_out_close(&walking->sheet->out, ']');
        json_out_close(&walking->sheet->out, '}');
        walking->walk = 0;
    }
}

static void put_course(struct walking *walking, const struct offer_course *step)
{
    struct json_out *out = &walking->sheet->out;
    if (walking->walk != step->promotion_id) {
        end_walk(walking);
        walking->walk = step->promotion_id;
        json_out_open(out, '{');
        json_put_word(out, "sick_room_id", walking->room->public_id);
        json_put_day(out, "day", step->day);
        json_put_instant(out, "at", step->at_ms);
        json_put_int(out, "places_free", step->free);
        json_out_key(out, "steps");
        json_out_open(out, '[');
    }
    put_step(out, step);
}

static void course_line(struct walking *walking, const struct offer_course *step)
{
    struct csv *csv = &walking->sheet->csv;
    csv_text(csv, str_of(walking->room->public_id));
    csv_day(csv, step->day);
    csv_int(csv, step->promotion_id);
    csv_instant(csv, step->at_ms);
    csv_int(csv, step->free);
    csv_int(csv, step->rank_from);
    csv_int(csv, step->rank_to);
    csv_text(csv, step->reservation);
    csv_text(csv, str_of(promotion_outcome_word(step->outcome)));
    csv_text(csv, str_of(reservation_reason_word(step->reason)));
    csv_instant(csv, step->sent_ms);
    csv_instant(csv, step->ends_ms);
    csv_instant(csv, step->answered_ms);
    csv_text(csv, str_of(offer_answer_word(step->answer)));
    csv_end(csv);
}

static void course(void *arg, const struct offer_course *step)
{
    struct walking *walking = arg;
    if (walking->sheet->ask->json) {
        put_course(walking, step);
    } else {
        course_line(walking, step);
    }
}

enum err sheet_promotions_of(struct sheet *sheet, const struct site *room)
{
    struct walking walking = {.sheet = sheet, .room = room};
    enum err err = offer_course(sheet->db, (struct site_id){room->id}, sheet->ask->from_day, sheet->ask->to_day, course,
                                &walking);
    end_walk(&walking);
    return err;
}

/* --- given back on the day of use ------------------------------------------------------------------------------------------ */

struct same_day {
    struct sheet *sheet;
    const struct site *room;
    int32_t fiscal_year;
    int32_t cancelled; /* no-shows are counted beside */
    int32_t no_shows;
    const struct policy_reports *reports; /* NULL: no policy */
};

static const struct policy_bracket *bracket_of(const struct same_day *same_day)
{
    for (size_t i = 0; same_day->reports != NULL && i < same_day->reports->same_day_n; i++) {
        const struct policy_bracket *bracket = &same_day->reports->same_day[i];
        bool below = bracket->to != POLICY_NONE && same_day->cancelled > bracket->to;
        if (same_day->cancelled >= bracket->from && !below) {
            return bracket;
        }
    }
    return NULL;
}

static void put_bracket(struct json_out *out, const struct policy_bracket *bracket)
{
    json_out_key(out, "bracket");
    if (bracket == NULL) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_int(out, "from", bracket->from);
    if (bracket->to != POLICY_NONE) {
        json_put_int(out, "to", bracket->to);
    }
    if (bracket->yen != POLICY_NONE) {
        json_put_int(out, "yen", bracket->yen);
    }
    json_out_close(out, '}');
}

static void csv_number(struct csv *csv, int32_t number)
{
    if (number == POLICY_NONE) {
        csv_text(csv, STR(""));
    } else {
        csv_int(csv, number);
    }
}

static void one_back(void *arg, const struct figures_same_day *one)
{
    struct same_day *same_day = arg;
    struct sheet *sheet = same_day->sheet;
    int32_t number = one->no_show ? ++same_day->no_shows : ++same_day->cancelled;
    const char *what = one->no_show ? "no_show" : "cancelled";
    if (sheet->ask->json) {
        json_out_open(&sheet->out, '{');
        json_put_int(&sheet->out, "number", number);
        json_put_text(&sheet->out, "reservation_id", one->reservation);
        json_put_day(&sheet->out, "day", one->day);
        json_put_instant(&sheet->out, "at", one->at_ms);
        json_put_word(&sheet->out, "what", what);
        json_out_close(&sheet->out, '}');
        return;
    }
    const struct policy_bracket *bracket = one->no_show ? NULL : bracket_of(same_day);
    csv_int(&sheet->csv, same_day->fiscal_year);
    csv_text(&sheet->csv, str_of(same_day->room->public_id));
    csv_int(&sheet->csv, number);
    csv_text(&sheet->csv, one->reservation);
    csv_day(&sheet->csv, one->day);
    csv_instant(&sheet->csv, one->at_ms);
    csv_text(&sheet->csv, str_of(what));
    csv_number(&sheet->csv, bracket == NULL ? POLICY_NONE : bracket->from);
    csv_number(&sheet->csv, bracket == NULL ? POLICY_NONE : bracket->to);
    csv_number(&sheet->csv, bracket == NULL ? POLICY_NONE : bracket->yen);
    csv_end(&sheet->csv);
}

enum err sheet_same_day_of(struct sheet *sheet, const struct site *room)
{
    const struct policy *policy = NULL;
    struct same_day same_day = {
        .sheet = sheet, .room = room, .fiscal_year = calendar_fiscal_year(sheet->ask->from_day)};
    enum err err = policy_on(sheet->db, room->id, sheet->ask->from_day, &policy);
    if (err != OK && err != ERR_NOT_FOUND) {
        return err;
    }
    same_day.reports = err == OK ? &policy->reports : NULL;
    if (sheet->ask->json) {
        json_out_open(&sheet->out, '{');
        json_put_int(&sheet->out, "fiscal_year", same_day.fiscal_year);
        json_put_word(&sheet->out, "sick_room_id", room->public_id);
        json_out_key(&sheet->out, "rows");
        json_out_open(&sheet->out, '[');
    }
    err = figures_same_day(sheet->db, (struct site_id){room->id}, same_day.fiscal_year, one_back, &same_day);
    if (sheet->ask->json) {
        json_out_close(&sheet->out, ']');
        json_put_int(&sheet->out, "cancelled_same_day", same_day.cancelled);
        json_put_int(&sheet->out, "no_shows", same_day.no_shows);
        put_bracket(&sheet->out, bracket_of(&same_day));
        json_out_close(&sheet->out, '}');
    }
    return err;
}
