/* Accidents, small harms and near misses. Pure: thresholds and dates are data.
 *   R-SAFE-03  a serious accident (a death, a loss of consciousness, or treatment of so many days) is reported to the municipality on the day, at the
 *              latest on the next day until 23:59, and a second time within a month; the analysis follows and has no day of its own. What turns out
 *              to be serious only later is reported from the day on which that was known; the second report counts from the accident (form and
 *              periods of the state's notice on accidents in nurseries, in force since 2025-04-01). Heads are reminded, and the municipality once
 *              a report is late, every day until it is there.
 *   R-SAFE-04  near misses and small harms are a log; what a family is told of its child names no other child. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Numbers are stored. */
enum incident_outcome {
    INCIDENT_NEAR_MISS = 1, /* nobody was harmed */
    INCIDENT_MINOR,         /* seen to in the house */
    INCIDENT_DOCTOR,        /* seen by a doctor */
    INCIDENT_UNCONSCIOUS,
    INCIDENT_DEATH,
};
enum { INCIDENT_OUTCOME_LAST = INCIDENT_DEATH };
extern const char *const incident_outcome_words[];

/* Numbers are stored. Where, and while doing what: the state form's own lists, in short. */
extern const char *const incident_place_words[];
extern const char *const incident_activity_words[];

struct incident_harm {
    enum incident_outcome outcome;
    int32_t treatment_days; /* 0: none, or nobody knows yet */
};

struct incident_rules {
    int32_t serious_days;  /* treatment of so many days is serious */
    int32_t first_days;    /* the first report is due so many days after */
    int32_t second_months; /* the second, from the day of the accident */
    int32_t remind_days;   /* before that the head is reminded */
};

bool incident_is_serious(const struct incident_rules *rules, const struct incident_harm *harm);

/* Numbers are stored. */
enum incident_stage { INCIDENT_FIRST = 1, INCIDENT_SECOND, INCIDENT_ANALYSIS };
enum { INCIDENT_STAGES = INCIDENT_ANALYSIS };
extern const char *const incident_stage_words[];

/* What reminders are made of. */
struct incident_course {
    int32_t day;                          /* of the accident */
    int32_t known_day;                    /* on which it was known to be serious; 0: it is not */
    int64_t known_ms;                     /* when that was written down */
    int64_t sent_ms[INCIDENT_STAGES + 1]; /* when each stage was first handed in; 0: not yet */
};

/* The last minute in which the report is in time; 0: nothing is due. */
int64_t incident_due_ms(const struct incident_rules *rules, const struct incident_course *course,
                        enum incident_stage stage);

enum incident_state { INCIDENT_NOT_ASKED, INCIDENT_WAITS, INCIDENT_TODAY, INCIDENT_LATE, INCIDENT_SENT };
extern const char *const incident_state_words[];
enum incident_state incident_state_of(const struct incident_rules *rules, const struct incident_course *course,
                                      enum incident_stage stage, int64_t now_ms);

struct incident_reminder {
    int64_t at_ms; /* INT64_MAX: none comes any more */
    enum incident_stage stage;
    bool late; /* the municipality is told as well */
};
/* The next one after that instant. */
struct incident_reminder incident_next_reminder(const struct incident_rules *rules,
                                                const struct incident_course *course, int64_t after_ms);

/* --- the report: what the state form asks for -------------------------------------------------------------------------------- */

enum incident_field {
    INCIDENT_SCENE,       /* how it came about, in the order of time */
    INCIDENT_RESPONSE,    /* what was done */
    INCIDENT_INJURY,      /* harm, part of the body, diagnosis */
    INCIDENT_HOSPITAL,    /* where it was treated */
    INCIDENT_CONDITION,   /* how the child is now */
    INCIDENT_FAMILY,      /* what the family was told, and what it said */
    INCIDENT_BACKGROUND,  /* illnesses, allergies, what was particular that day */
    INCIDENT_MANUAL,      /* analysis: rules, training, checks, staffing */
    INCIDENT_EQUIPMENT,   /* … building, toys, equipment */
    INCIDENT_SURROUNDING, /* … the situation around */
    INCIDENT_PEOPLE,      /* … where staff stood and looked */
    INCIDENT_PREVENTION,  /* so that it does not happen again */
    INCIDENT_FIELDS,
};
extern const char *const incident_field_words[];
enum { INCIDENT_FIELD_BYTES = 1200, INCIDENT_NOTE_BYTES = 1200, INCIDENT_PEOPLE_MAX = 999 };

/* The first field without which this stage cannot be handed in; INCIDENT_FIELDS: nothing is missing. filled: bit per field. */
enum incident_field incident_missing_field(enum incident_stage stage, uint32_t filled);

/* Does a text for a family name this other child: in full, with or without the blank, or by the given name with an honorific? Names are written as
 * "family given". */
bool incident_names(struct str text, struct str name);

/* How a family was told. Numbers are stored. */
enum incident_told { INCIDENT_IN_PERSON = 1, INCIDENT_BY_TELEPHONE, INCIDENT_BY_PAGE };
extern const char *const incident_told_words[];
