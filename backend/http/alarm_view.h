/* Alarms as the answers write them. */
#pragma once

#include "actions/read_alarm.h"
#include "base/json.h"

/* The members of one alarm; the braces are the caller's. */
void alarm_view_put(struct json_out *out, const struct alarm_shown *shown);
void alarm_view_put_duty(struct json_out *out, const struct alarm_duty *duty);
void alarm_view_put_attempt(struct json_out *out, const struct alarm_attempt *attempt,
                            const struct alarm_detail_open *detail);
void alarm_view_put_name(struct json_out *out, const struct alarm_called *called);
