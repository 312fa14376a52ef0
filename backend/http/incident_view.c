/* See incident_view.h. */
#include "http/incident_view.h"

#include "core/calendar.h"

#include "base/banned.h"

/* --- one ----------------------------------------------------------------------------------------------------------------- */

static void put_child(struct json_out *out, const struct incident_row *row)
{
    json_out_key(out, "child");
    if (row->child.n == 0) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_text(out, "child_id", row->child);
    json_put_text(out, "name", row->name);
    json_put_text(out, "class", row->class_name);
    json_out_close(out, '}');
}

static void put_stage(struct json_out *out, const struct incident_row *row, const struct incident_rules *rules,
                      enum incident_stage stage, int64_t now_ms)
{
    json_out_open(out, '{');
    json_put_word(out, "stage", incident_stage_words[stage - 1]);
    json_put_instant_or_null(out, "due_at", incident_due_ms(rules, &row->course, stage));
    json_put_word(out, "state", incident_state_words[incident_state_of(rules, &row->course, stage, now_ms)]);
    json_put_instant_or_null(out, "sent_at", row->course.sent_ms[stage]);
    json_out_close(out, '}');
}

void incident_view_put(struct json_out *out, const struct incident_row *row, const struct incident_rules *rules,
                       int64_t now_ms)
{
    json_put_text(out, "id", row->public_id);
    json_out_key(out, "nursery");
    json_out_open(out, '{');
    json_put_text(out, "id", row->site);
    json_put_text(out, "name", row->site_name);
    json_out_close(out, '}');
    put_child(out, row);
    json_out_key(out, "class_age");
    if (row->birth_day != 0) {
        json_out_int(out, calendar_class_age(row->birth_day, calendar_fiscal_year(row->course.day)));
    } else {
        json_out_null(out);
    }
    json_put_instant(out, "happened_at", row->happened_ms);
    json_put_instant(out, "written_at", row->opened_ms);
    json_put_text(out, "by", row->by);
    json_put_word(out, "place", row->place);
    json_put_word(out, "activity", row->activity);
    json_put_word(out, "outcome", incident_outcome_words[row->harm.outcome - 1]);
    json_put_int(out, "treatment_days", row->harm.treatment_days);
    json_put_bool(out, "serious", row->course.known_day != 0);
    json_put_int(out, "told", row->told);
    json_out_key(out, "reports");
    json_out_open(out, '[');
    for (int stage = INCIDENT_FIRST; row->course.known_day != 0 && stage <= INCIDENT_STAGES; stage++) {
        put_stage(out, row, rules, (enum incident_stage)stage, now_ms);
    }
    json_out_close(out, ']');
}

/* --- with its reports ---------------------------------------------------------------------------------------------------- */

/* Lists stand one after the other, empty ones too. */
static void go_to(struct incident_view *view, enum incident_view_part part)
{
    static const char *const keys[] = {NULL, "judgements", "versions", "tellings", "reminders"};
    while (view->part < part) {
        if (view->part != INCIDENT_VIEW_HEAD) {
            json_out_close(&view->out, ']');
        }
        view->part++;
        if (view->part != INCIDENT_VIEW_END) {
            json_out_key(&view->out, keys[view->part]);
            json_out_open(&view->out, '[');
        }
    }
}

static void write_head(void *arg, const struct incident_row *row, const struct incident_rules *rules, struct str note)
{
    struct incident_view *view = arg;
    incident_view_put(&view->out, row, rules, view->now_ms);
    json_put_text(&view->out, "note", note);
}

static void write_judgement(void *arg, const struct incident_judgement_row *row)
{
    struct incident_view *view = arg;
    go_to(view, INCIDENT_VIEW_JUDGEMENTS);
    json_out_open(&view->out, '{');
    json_put_word(&view->out, "outcome", incident_outcome_words[row->harm.outcome - 1]);
    json_put_int(&view->out, "treatment_days", row->harm.treatment_days);
    json_put_instant(&view->out, "at", row->at_ms);
    json_put_text(&view->out, "by", row->by);
    json_out_close(&view->out, '}');
}

static void write_report(void *arg, const struct incident_report_row *row, const struct incident_fields *fields)
{
    struct incident_view *view = arg;
    struct json_out *out = &view->out;
    go_to(view, INCIDENT_VIEW_VERSIONS);
    json_out_open(out, '{');
    json_put_word(out, "stage", incident_stage_words[row->stage - 1]);
    json_put_int(out, "version", row->version);
    json_put_int(out, "children", row->children);
    json_put_int(out, "staff", row->staff);
    json_put_instant(out, "at", row->at_ms);
    json_put_text(out, "by", row->by);
    json_put_instant_or_null(out, "sent_at", row->sent_ms);
    json_put_text(out, "sent_by", row->sent_by);
    json_out_key(out, "fields");
    json_out_open(out, '{');
    for (size_t i = 0; i < INCIDENT_FIELDS; i++) {
        json_put_text(out, incident_field_words[i], fields->text[i]);
    }
    json_out_close(out, '}');
    json_out_close(out, '}');
}

void incident_view_put_telling(struct json_out *out, const struct incident_telling_row *row, struct str text)
{
    json_out_open(out, '{');
    json_put_word(out, "how", incident_told_words[row->how - 1]);
    json_put_instant(out, "at", row->at_ms);
    json_put_text(out, "text", text);
    if (row->happened_ms != 0) { /* for the family, which sees nothing else of it */
        json_put_instant(out, "happened_at", row->happened_ms);
        json_put_word(out, "place", row->place);
        json_put_word(out, "activity", row->activity);
    } else {
        json_put_text(out, "by", row->by);
    }
    json_out_close(out, '}');
}

static void write_telling(void *arg, const struct incident_telling_row *row, struct str text)
{
    struct incident_view *view = arg;
    go_to(view, INCIDENT_VIEW_TELLINGS);
    incident_view_put_telling(&view->out, row, text);
}

static void write_reminder(void *arg, const struct incident_reminder_row *row)
{
    struct incident_view *view = arg;
    go_to(view, INCIDENT_VIEW_REMINDERS);
    json_out_open(&view->out, '{');
    json_put_word(&view->out, "stage", incident_stage_words[row->stage - 1]);
    json_put_bool(&view->out, "late", row->late);
    json_put_instant(&view->out, "at", row->at_ms);
    json_out_close(&view->out, '}');
}

struct read_incident_pen incident_view_pen(struct incident_view *view)
{
    view->part = INCIDENT_VIEW_HEAD;
    return (struct read_incident_pen){write_head, write_judgement, write_report, write_telling, write_reminder, view};
}

void incident_view_end(struct incident_view *view)
{
    go_to(view, INCIDENT_VIEW_END);
}

/* --- lines --------------------------------------------------------------------------------------------------------------- */

static void line(struct csv *csv, const char *part, const char *name, struct str value)
{
    csv_text(csv, str_of(part));
    csv_text(csv, str_of(name));
    csv_text(csv, value);
    csv_end(csv);
}

static void line_int(struct csv *csv, const char *part, const char *name, int64_t value)
{
    csv_text(csv, str_of(part));
    csv_text(csv, str_of(name));
    csv_int(csv, value);
    csv_end(csv);
}

static void line_instant(struct csv *csv, const char *part, const char *name, int64_t value)
{
    csv_text(csv, str_of(part));
    csv_text(csv, str_of(name));
    csv_instant(csv, value);
    csv_end(csv);
}

static void csv_of_head(void *arg, const struct incident_row *row, const struct incident_rules *rules, struct str note)
{
    struct csv *csv = arg;
    csv_head(csv, "part,name,value");
    line(csv, "incident", "id", row->public_id);
    line(csv, "incident", "nursery", row->site_name);
    line(csv, "incident", "child", row->name);
    line(csv, "incident", "class", row->class_name);
    if (row->birth_day != 0) {
        line_int(csv, "incident", "class_age",
                 calendar_class_age(row->birth_day, calendar_fiscal_year(row->course.day)));
    }
    line_instant(csv, "incident", "happened_at", row->happened_ms);
    line_instant(csv, "incident", "written_at", row->opened_ms);
    line(csv, "incident", "place", str_of(row->place));
    line(csv, "incident", "activity", str_of(row->activity));
    line(csv, "incident", "outcome", str_of(incident_outcome_words[row->harm.outcome - 1]));
    line_int(csv, "incident", "treatment_days", row->harm.treatment_days);
    line_instant(csv, "incident", "first_due_at", incident_due_ms(rules, &row->course, INCIDENT_FIRST));
    line_instant(csv, "incident", "second_due_at", incident_due_ms(rules, &row->course, INCIDENT_SECOND));
    line(csv, "incident", "note", note);
}

static void csv_of_judgement(void *arg, const struct incident_judgement_row *row)
{
    struct csv *csv = arg;
    line_instant(csv, "judgement", incident_outcome_words[row->harm.outcome - 1], row->at_ms);
}

static void csv_of_report(void *arg, const struct incident_report_row *row, const struct incident_fields *fields)
{
    struct csv *csv = arg;
    const char *stage = incident_stage_words[row->stage - 1];
    line_int(csv, stage, "version", row->version);
    line_instant(csv, stage, "sent_at", row->sent_ms);
    line_int(csv, stage, "children", row->children);
    line_int(csv, stage, "staff", row->staff);
    for (size_t i = 0; i < INCIDENT_FIELDS; i++) {
        line(csv, stage, incident_field_words[i], fields->text[i]);
    }
}

static void csv_of_telling(void *arg, const struct incident_telling_row *row, struct str text)
{
    struct csv *csv = arg;
    line_instant(csv, "family", incident_told_words[row->how - 1], row->at_ms);
    line(csv, "family", "text", text);
}

static void csv_of_reminder(void *arg, const struct incident_reminder_row *row)
{
    struct csv *csv = arg;
    line_instant(csv, row->late ? "reminder_late" : "reminder", incident_stage_words[row->stage - 1], row->at_ms);
}

struct read_incident_pen incident_view_csv_pen(struct csv *csv)
{
    return (struct read_incident_pen){csv_of_head,    csv_of_judgement, csv_of_report,
                                      csv_of_telling, csv_of_reminder,  csv};
}
