#include "wire/pace.h"

#include <assert.h>

#include "base/banned.h"

enum { REST_LEAST_US = 20000 };

void pace_begin(struct pace *pace, int64_t window_max, int64_t from_us)
{
    assert(window_max > 0);
    *pace = (struct pace){.window = 1, .window_max = window_max, .from_us = from_us};
}

void pace_silence(struct pace *pace)
{
    pace->window = pace->window * 2 < pace->window_max ? pace->window * 2 : pace->window_max;
    pace_caught_up(pace);
}

int64_t pace_wait_us(const struct pace *pace, int64_t under_way, int64_t now_us)
{
    if (under_way >= pace->window) {
        return INT64_MAX;
    }
    return pace->from_us > now_us ? pace->from_us - now_us : 0;
}

static void slower(struct pace *pace, int64_t took_us)
{
    if (pace->window > 1) {
        pace->window /= 2;
        return;
    }
    int64_t rest_us = pace->rest_us * 2 > took_us ? pace->rest_us * 2 : took_us;
    pace->rest_us = rest_us < PACE_REST_US ? rest_us : PACE_REST_US;
}

static void faster(struct pace *pace)
{
    if (pace->rest_us > 0) {
        pace->rest_us = pace->rest_us > REST_LEAST_US ? pace->rest_us / 2 : 0;
        return;
    }
    int64_t window = pace->window + (pace->window + 3) / 4;
    pace->window = window < pace->window_max ? window : pace->window_max;
}

void pace_receipted(struct pace *pace, int64_t sent_us, int64_t now_us)
{
    if (sent_us < pace->judged_us) {
        return;
    }
    pace->judged_us = now_us;
    if (now_us - sent_us > PACE_AIM_US) {
        slower(pace, now_us - sent_us);
    } else {
        faster(pace);
    }
    pace->from_us = now_us + pace->rest_us;
}

void pace_caught_up(struct pace *pace)
{
    pace->rest_us = 0;
    pace->from_us = 0;
}
