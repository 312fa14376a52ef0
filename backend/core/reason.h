/* Why a request was not confirmed: the codes of contract 3, and the groups in which the statistics count them (R-RSV-17). Pure. */
#pragma once

/* Numbers are stored: new ones are added at the end. */
enum reservation_reason {
    REASON_NONE,
    REASON_FULL, /* of a place that waits, not an error */
    REASON_TOO_EARLY,
    REASON_TOO_LATE,
    REASON_CLOSED,
    REASON_AGE_LOW,
    REASON_AGE_HIGH,
    REASON_DISEASE_REFUSED,
    REASON_ALREADY_BOOKED,
    REASON_WISH_LIMIT,
    REASON_WRONG_STATE,
    REASON_ISOLATION_FULL,
    REASON_STAFF_SHORT,
    REASON_DRAW, /* collected until the opening minutes are over */
    REASON_NOT_RESIDENT,
    REASON_PARENTAL_LEAVE,
    REASON_NOT_ENROLLED,
    REASON_WORK_NOT_PROVED,
    REASON_NOT_ENTITLED,
    REASON_NOT_REGISTERED,
    REASON_REGISTRATION_EXPIRED,
    REASON_SUSPENDED,
    REASON_CRITERIA_NOT_MET,
    REASON_NOTE_MISSING,
    REASON_NOTE_EXPIRED,
    REASON_EPISODE_LIMIT,
    REASON_OFFER_EXPIRED,
    REASON_FACILITY_CLOSED, /* the facility closed the day or had to reduce its places afterwards (R-RSV-16) */
    REASON_OTHER,
};
enum { REASON_LAST = REASON_OTHER };

enum reason_group {
    GROUP_NONE,
    GROUP_FULL,
    GROUP_ISOLATION_FULL,
    GROUP_STAFF_SHORT,
    GROUP_DISEASE_REFUSED,
    GROUP_CRITERIA_NOT_MET,
    GROUP_DOC_MISSING,
    GROUP_NOT_ELIGIBLE,
    GROUP_FACILITY_CLOSED,
    GROUP_OTHER,
};
enum { REASON_GROUP_COUNT = GROUP_OTHER + 1 };

const char *reservation_reason_word(enum reservation_reason reason); /* "FULL" …; NULL for REASON_NONE */
enum reason_group reason_group(enum reservation_reason reason);
const char *reason_group_word(enum reason_group group); /* "FULL" … */
