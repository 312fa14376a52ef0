/* Drills (R-SAFE-05): once a month at least leaving the house and fighting a fire are practised, and a month without is shown (Ordinance on the
 * minimum standards of child welfare institutions, article 6, paragraph 2). Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Numbers are stored. */
enum drill_kind { DRILL_FIRE = 1, DRILL_EARTHQUAKE, DRILL_FLOOD, DRILL_INTRUDER, DRILL_HANDOVER, DRILL_EXTINGUISH };
enum { DRILL_KIND_LAST = DRILL_EXTINGUISH };
extern const char *const drill_kind_words[];

/* What a month needs: one drill of leaving the house, and one with the extinguisher. */
enum drill_duty { DRILL_DUTY_EVACUATE, DRILL_DUTY_EXTINGUISH, DRILL_DUTIES };
/* Practising with the extinguisher is a drill of its own: recorded beside the other. */
bool drill_counts_for(enum drill_kind kind, enum drill_duty duty);

enum drill_month { DRILL_HELD, DRILL_PLANNED, DRILL_OPEN, DRILL_MISSING, DRILL_TO_COME };
extern const char *const drill_month_words[];
/* How a month stands that begins on first_day and ends on last_day. */
enum drill_month drill_month_of(int32_t first_day, int32_t last_day, int32_t today, bool held, bool planned);
