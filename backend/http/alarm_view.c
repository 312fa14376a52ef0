/* See alarm_view.h. */
#include "http/alarm_view.h"

#include "store/message_store.h"

#include "base/banned.h"

void alarm_view_put(struct json_out *out, const struct alarm_shown *shown)
{
    json_put_text(out, "id", shown->public_id);
    json_put_word(out, "kind", alarm_kind_words[shown->kind - 1]);
    json_put_word(out, "state", alarm_state_words[shown->state - 1]);
    json_put_day(out, "day", shown->day);
    json_out_key(out, "child");
    if (shown->child.n == 0) {
        json_out_null(out);
    } else {
        json_out_open(out, '{');
        json_put_text(out, "id", shown->child);
        json_put_text(out, "name", shown->name);
        json_put_text(out, "class", shown->class_name);
        json_out_close(out, '}');
    }
    json_put_instant(out, "opened_at", shown->opened_ms);
    json_put_word(out, "step", shown->step == ALARM_STEP_NONE ? NULL : alarm_step_words[shown->step - 1]);
    json_put_int(out, "tried", shown->tried);
    json_put_instant_or_null(out, "closed_at", shown->closed_ms);
    json_put_word(out, "whereabouts",
                  shown->whereabouts == ALARM_WHERE_NONE ? NULL : alarm_where_words[shown->whereabouts - 1]);
    json_put_instant_or_null(out, "expected_at", shown->again_ms);
    json_out_key(out, "closed_by");
    if (shown->closed_by.n == 0) {
        json_out_null(out);
    } else {
        json_out_text(out, shown->closed_by);
    }
    json_put_int(out, "version", shown->version);
}

void alarm_view_put_duty(struct json_out *out, const struct alarm_duty *duty)
{
    json_out_open(out, '{');
    json_put_text(out, "id", duty->public_id);
    json_put_word(out, "kind", alarm_kind_words[duty->kind - 1]);
    json_put_day(out, "day", duty->day);
    json_put_instant(out, "opened_at", duty->opened_ms);
    json_put_int(out, "tried", duty->tried);
    json_out_key(out, "nursery");
    json_out_open(out, '{');
    json_put_text(out, "id", duty->site);
    json_put_text(out, "name", duty->site_name);
    json_put_text(out, "phone", duty->site_phone);
    json_out_close(out, '}');
    json_out_close(out, '}');
}

/* What became of a mail the outbox knows better than the attempt. */
static const char *result_of(const struct alarm_attempt *attempt)
{
    switch (attempt->message_state) {
    case MESSAGE_SENT:
        return "sent";
    case MESSAGE_GIVEN_UP:
        return "given_up";
    case MESSAGE_TOO_OLD:
        return "not_needed";
    default:
        return alarm_result_words[attempt->result - 1];
    }
}

void alarm_view_put_attempt(struct json_out *out, const struct alarm_attempt *attempt,
                            const struct alarm_detail_open *detail)
{
    json_out_open(out, '{');
    json_put_instant(out, "at", attempt->at_ms);
    json_put_word(out, "step", attempt->step == ALARM_STEP_NONE ? NULL : alarm_step_words[attempt->step - 1]);
    json_put_word(out, "channel", alarm_channel_words[attempt->channel - 1]);
    json_put_word(out, "result", result_of(attempt));
    json_out_key(out, "by");
    if (attempt->by.n == 0) {
        json_out_null(out);
    } else {
        json_out_text(out, attempt->by);
    }
    json_put_word(out, "whom", detail == NULL ? "" : detail->whom);
    json_put_word(out, "number", detail == NULL ? "" : detail->number);
    json_put_word(out, "note", detail == NULL ? "" : detail->note);
    json_out_close(out, '}');
}

void alarm_view_put_name(struct json_out *out, const struct alarm_called *called)
{
    static const char *const said[] = {NULL, "present", "away"};
    json_out_open(out, '{');
    json_put_text(out, "child_id", called->child);
    json_put_text(out, "name", called->name);
    json_put_text(out, "class", called->class_name);
    json_put_minute_or_null(out, "planned_arrival", called->planned_arrive_min);
    json_put_bool(out, "here", called->here);
    json_put_word(out, "said", said[called->said]);
    json_out_close(out, '}');
}
