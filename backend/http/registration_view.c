/* See registration_view.h. */
#include "http/registration_view.h"

#include "core/calendar.h"

#include "base/banned.h"

static void put_day_or_null(struct json_out *out, const char *name, int32_t day)
{
    if (day != 0 && day != REGISTRATION_FOR_EVER && day != CALENDAR_NEVER) {
        json_put_day(out, name, day);
    } else {
        json_put_word(out, name, NULL);
    }
}

static const char *channel_word(int32_t channel)
{
    static const char *const words[] = {"web", "phone", "counter"};
    return channel >= 1 && channel <= 3 ? words[channel - 1] : NULL;
}

static void put_next(struct json_out *out, const struct registration_row *row, const struct policy_registration *rule,
                     int32_t today)
{
    enum registration_state state;
    enum registration_step step;
    bool writes = row->family || row->owner;
    json_out_key(out, "next");
    json_out_open(out, '[');
    if (writes) {
        json_out_text(out, STR("save"));
    }
    if (writes && today < row->life.closed_day &&
        registration_submit(rule->renewal, &row->life, today, &state, &step)) {
        json_out_text(out, STR("submit"));
    }
    if (writes && row->life.state == REGISTRATION_APPROVED) {
        json_out_text(out, STR("confirm"));
    }
    for (int i = 0; row->owner && i < REGISTRATION_DECISIONS; i++) {
        if (registration_decide(&row->life, (enum registration_decision)i, today, &state, &step)) {
            json_out_text(out, str_of(registration_decision_word((enum registration_decision)i)));
        }
    }
    json_out_close(out, ']');
}

void registration_view_put(struct json_out *out, const struct registration_row *row,
                           const struct policy_registration *rule, int32_t today)
{
    json_put_word(out, "id", row->public_id);
    json_put_word(out, "child_id", row->child);
    json_put_word(out, "child_name", row->child_name);
    json_put_word(out, "household_id", row->household);
    json_put_word(out, "scope", row->site_id == 0 ? "all" : row->site);
    json_put_word(out, "sick_room_name", row->site_id == 0 ? NULL : row->site_name);
    json_put_word(out, "state", registration_state_word(row->life.state));
    json_put_word(out, "number", row->number[0] == '\0' ? NULL : row->number);
    json_put_word(out, "channel", channel_word(row->channel));
    json_put_int(out, "version", row->version);
    json_put_instant_or_null(out, "submitted_at", row->submitted_ms);
    put_day_or_null(out, "approved_on", row->approved_day);
    put_day_or_null(out, "valid_to", row->life.valid_to_day);
    put_day_or_null(out, "suspended_to", row->life.suspended_to_day);
    json_put_word(out, "renewal", registration_renewal_word(rule->renewal));
    put_day_or_null(out, "renew_from",
                    row->life.valid_to_day == 0 ? 0 : registration_remind_from(rule->renewal, row->life.valid_to_day));
    json_put_bool(out, "renewal_asked", row->life.renewal_asked);
    json_put_bool(out, "confirm_due",
                  row->life.state == REGISTRATION_APPROVED && row->confirmed_day != 0 &&
                      registration_confirm_due(rule, row->confirmed_day, today));
    put_next(out, row, rule, today);
}
