/* The table of reason.h. */
#include "core/reason.h"

#include <assert.h>
#include <stddef.h>

#include "base/banned.h"

static const struct {
    const char *word;
    enum reason_group group;
} rows[] = {
    [REASON_NONE] = {NULL, GROUP_NONE},
    [REASON_FULL] = {"FULL", GROUP_FULL},
    [REASON_TOO_EARLY] = {"TOO_EARLY", GROUP_NONE},
    [REASON_TOO_LATE] = {"TOO_LATE", GROUP_NONE},
    [REASON_CLOSED] = {"CLOSED", GROUP_FACILITY_CLOSED},
    [REASON_AGE_LOW] = {"AGE_LOW", GROUP_NOT_ELIGIBLE},
    [REASON_AGE_HIGH] = {"AGE_HIGH", GROUP_NOT_ELIGIBLE},
    [REASON_DISEASE_REFUSED] = {"DISEASE_REFUSED", GROUP_DISEASE_REFUSED},
    [REASON_ALREADY_BOOKED] = {"ALREADY_BOOKED", GROUP_OTHER},
    [REASON_WISH_LIMIT] = {"WISH_LIMIT", GROUP_OTHER},
    [REASON_WRONG_STATE] = {"WRONG_STATE", GROUP_NONE},
    [REASON_ISOLATION_FULL] = {"ISOLATION_FULL", GROUP_ISOLATION_FULL},
    [REASON_STAFF_SHORT] = {"STAFF_SHORT", GROUP_STAFF_SHORT},
    [REASON_DRAW] = {"DRAW", GROUP_NONE},
    [REASON_NOT_RESIDENT] = {"NOT_RESIDENT", GROUP_NOT_ELIGIBLE},
    [REASON_PARENTAL_LEAVE] = {"PARENTAL_LEAVE", GROUP_NOT_ELIGIBLE},
    [REASON_NOT_ENROLLED] = {"NOT_ENROLLED", GROUP_NOT_ELIGIBLE},
    [REASON_WORK_NOT_PROVED] = {"WORK_NOT_PROVED", GROUP_NOT_ELIGIBLE},
    [REASON_NOT_ENTITLED] = {"NOT_ENTITLED", GROUP_NOT_ELIGIBLE},
    [REASON_NOT_REGISTERED] = {"NOT_REGISTERED", GROUP_NOT_ELIGIBLE},
    [REASON_REGISTRATION_EXPIRED] = {"REGISTRATION_EXPIRED", GROUP_NOT_ELIGIBLE},
    [REASON_SUSPENDED] = {"SUSPENDED", GROUP_NOT_ELIGIBLE},
    [REASON_CRITERIA_NOT_MET] = {"CRITERIA_NOT_MET", GROUP_CRITERIA_NOT_MET},
    [REASON_NOTE_MISSING] = {"NOTE_MISSING", GROUP_DOC_MISSING},
    [REASON_NOTE_EXPIRED] = {"NOTE_EXPIRED", GROUP_DOC_MISSING},
    [REASON_EPISODE_LIMIT] = {"EPISODE_LIMIT", GROUP_OTHER},
    [REASON_OFFER_EXPIRED] = {"OFFER_EXPIRED", GROUP_NONE},
    [REASON_FACILITY_CLOSED] = {"FACILITY_CLOSED", GROUP_FACILITY_CLOSED},
    [REASON_OTHER] = {"OTHER", GROUP_OTHER},
};
_Static_assert(sizeof rows / sizeof rows[0] == REASON_LAST + 1, "one row for each reason");

const char *reservation_reason_word(enum reservation_reason reason)
{
    assert((size_t)reason <= REASON_LAST);
    return rows[reason].word;
}

enum reason_group reason_group(enum reservation_reason reason)
{
    assert((size_t)reason <= REASON_LAST);
    return rows[reason].group;
}

const char *reason_group_word(enum reason_group group)
{
    static const char *const words[] = {
        [GROUP_NONE] = NULL,
        [GROUP_FULL] = "FULL",
        [GROUP_ISOLATION_FULL] = "ISOLATION_FULL",
        [GROUP_STAFF_SHORT] = "STAFF_SHORT",
        [GROUP_DISEASE_REFUSED] = "DISEASE_REFUSED",
        [GROUP_CRITERIA_NOT_MET] = "CRITERIA_NOT_MET",
        [GROUP_DOC_MISSING] = "DOC_MISSING",
        [GROUP_NOT_ELIGIBLE] = "NOT_ELIGIBLE",
        [GROUP_FACILITY_CLOSED] = "FACILITY_CLOSED",
        [GROUP_OTHER] = "OTHER",
    };
    assert((size_t)group < REASON_GROUP_COUNT);
    return words[group];
}
