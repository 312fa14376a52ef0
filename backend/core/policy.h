/* The rules of a municipality and of its sick-care rooms as data: one dated document each, loaded from JSON (policy.schema.json describes
 * it for people and programs). A room's document has only the sections in which the room differs: a section that is absent is the
 * municipality's, and where that is silent, the default of policy_init. Nothing a town decides is a constant of this program.
 *
 * Days are days since 1970-01-01 in Asia/Tokyo, minutes count from midnight, money is integer yen, temperatures are tenths. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/calendar.h"
#include "core/disease.h"

enum {
    POLICY_DOCUMENT_BYTES_MAX = 48 * 1024,
    POLICY_ID_BYTES = 16, /* of a slot, a room, an option, a tier */
    POLICY_SITE_BYTES = 33,
    POLICY_NAME_BYTES = 64,
    POLICY_ROOMS_MAX = 12,
    POLICY_SLOTS_MAX = 4,
    POLICY_SEGMENTS_MAX = 4, /* disjoint parts of the day that slots are made of */
    POLICY_WINDOWS_MAX = 3,
    POLICY_DATES_MAX = 48,
    POLICY_FEE_ROWS_MAX = 32,
    POLICY_FEE_TIERS_MAX = 6, /* of one row */
    POLICY_FEE_OPTIONS_MAX = 8,
    POLICY_EXEMPT_MAX = 8,
    POLICY_ORDER_MAX = 4,
    POLICY_NOTICES_MAX = 4,
    POLICY_BRING_MAX = 16,
    POLICY_BRACKETS_MAX = 12,
    POLICY_NONE = -1, /* a minute, temperature or number that is not said */
};

enum policy_kind { POLICY_MUNICIPALITY, POLICY_SICK_ROOM };

/* --- who may come (A2, A3; R-REG) ---------------------------------------------------------------------------------- */

enum policy_residence { RESIDENCE_ANYONE, RESIDENCE_RESIDENT, RESIDENCE_OR_ENROLLED, RESIDENCE_OR_WORKER };
enum policy_older_window { OLDER_ANY_DAY, OLDER_DAY_BEFORE, OLDER_SAME_DAY };

struct policy_eligibility {
    int32_t age_low_months; /* R-REG-01 */
    enum calendar_limit age_high;
    enum policy_residence residence; /* R-REG-02 */
    bool enrolment_required;
    bool work_required;
    bool entitlement_required;
    bool parental_leave_blocks; /* R-REG-03 */
    /* Children of this grade and above come later and are fewer (A2); 0: no such rule. */
    int32_t older_from_grade;
    int32_t older_places; /* a day; POLICY_NONE: as many as there are */
    enum policy_older_window older_window;
};

enum policy_scope { SCOPE_MUNICIPALITY, SCOPE_FACILITY };
enum policy_renewal { RENEWAL_NONE, RENEWAL_FISCAL_YEAR, RENEWAL_ANNIVERSARY };

struct policy_registration {
    bool required;
    enum policy_scope scope; /* R-REG-05 */
    enum policy_renewal renewal;
    bool book_before_approval;    /* R-REG-09 */
    int32_t confirm_every_months; /* R-REG-07; 0: never asked */
};

/* --- when it is open, and how many places (A5, A7; R-CAL, R-STF) ----------------------------------------------------- */

struct policy_hours {
    int32_t opens_min; /* POLICY_NONE: closed on this weekday */
    int32_t closes_min;
    int32_t pickup_by_min;
};

struct policy_date_places {
    int32_t day;
    int32_t places;
};

struct policy_calendar {
    bool holidays_open; /* R-CAL-02: closed unless said */
    bool new_year_open; /* 29 December to 3 January */
    struct calendar_exception dates[POLICY_DATES_MAX];
    size_t dates_n;
};

struct policy_places {
    int32_t licensed;
    int32_t by_weekday[7]; /* POLICY_NONE: as licensed */
    struct policy_date_places dates[POLICY_DATES_MAX];
    size_t dates_n;
};

/* R-STF-01, R-STF-02. A ratio of 0: no condition. */
struct policy_staffing {
    int32_t nurses; /* on duty when no plan of the day says otherwise */
    int32_t teachers;
    int32_t children_per_nurse;
    int32_t children_per_teacher;
};

struct policy_slot {
    char id[POLICY_ID_BYTES];
    int32_t from_min;
    int32_t to_min;
    uint32_t segments; /* bit per disjoint part of the day that it covers */
};

struct policy_room {
    char id[POLICY_ID_BYTES];
    char name[POLICY_NAME_BYTES];
    int32_t places;
    bool isolation;          /* R-ROOM-02: one disease group a day */
    int32_t age_from_months; /* 0: from birth */
    int32_t age_to_months;   /* first month outside; 0: no limit */
};

/* --- what illnesses (A6; R-ROOM) ------------------------------------------------------------------------------------- */

enum policy_care { CARE_ACCEPT, CARE_ISOLATE, CARE_REFUSE, CARE_JUDGE };

/* Conditions to be met on the day of use; POLICY_NONE: none. */
struct policy_disease {
    enum policy_care care;
    int32_t group; /* diseases of one number may share an isolation room */
    int32_t min_days_since_onset;
    int32_t min_hours_since_treatment;
    int32_t max_tenths; /* refused at and above */
};

struct policy_acceptance {
    int32_t max_tenths; /* R-ROOM-08: refused at and above; POLICY_NONE: any */
    bool antipyretic_same_day;
    struct policy_disease diseases[DISEASE_COUNT];
};

/* --- asking (A8, A9, A10, A11; R-RSV, R-WL, R-CAN) ------------------------------------------------------------------- */

enum policy_basis { BASIS_ALWAYS, BASIS_CALENDAR_DAY_BEFORE, BASIS_OPEN_DAY_BEFORE, BASIS_SAME_DAY };

/* R-RSV-04. Opens at open_min of the basis day: `days` (calendar or open) days before the day of use. Closes at close_min of the day of
 * use or, close_on_basis, of the basis day. Inside, requests are taken only between the daily minutes when those are said. */
struct policy_window {
    enum policy_basis basis;
    int32_t days;
    int32_t open_min;
    bool close_on_basis;
    int32_t close_min;
    int32_t daily_from_min; /* POLICY_NONE: all day */
    int32_t daily_to_min;
};

enum policy_confirm { CONFIRM_AUTO, CONFIRM_MANUAL, CONFIRM_AUTO_UNLESS_ISOLATION };
enum policy_opening { OPENING_FIRST_COME, OPENING_PRIORITY, OPENING_LOTTERY };

struct policy_booking {
    struct policy_window windows[POLICY_WINDOWS_MAX];
    size_t windows_n;
    uint32_t required;           /* bits of enum particular (R-RSV-11): a family's request without them is refused */
    int32_t max_days;            /* R-RSV-14 */
    int32_t waiting_max;         /* rooms a child may wait for on one day (R-RSV-02) */
    enum policy_confirm confirm; /* R-RSV-07 */
    enum policy_opening opening;
    int32_t opening_min; /* minutes collected before they are decided together */
};

/* A minute of the day of use, the calendar day before it, or the facility's open day before it. */
enum policy_on { ON_DAY_OF_USE, ON_DAY_BEFORE, ON_OPEN_DAY_BEFORE };
struct policy_moment {
    enum policy_on on;
    int32_t min; /* POLICY_NONE: there is no such moment */
};

struct policy_decision {
    struct policy_moment notices[POLICY_NOTICES_MAX]; /* by when staff decide what is requested (R-RSV-07) */
    size_t notices_n;
    struct policy_moment final; /* R-WL-09 */
};

enum policy_chain { CHAIN_NONE, CHAIN_LATER_DAYS, CHAIN_LATER_DAYS_UNLESS_HOME };

struct policy_cancel {
    struct policy_moment deadline;
    int32_t late_fee_yen;
    int32_t reminder_lead_min; /* R-CAN-03; POLICY_NONE: no reminder */
    enum policy_chain chain;   /* R-CAN-04 */
};

struct policy_no_show {
    int32_t after_min; /* R-CAN-05 */
    int32_t count;     /* R-CAN-06; 0: never */
    int32_t within_days;
    int32_t block_days;
};

enum policy_order { ORDER_APPROVED, ORDER_CONTINUING, ORDER_AGE, ORDER_SEQUENCE };
enum policy_expiry { EXPIRY_TO_END, EXPIRY_DROP };

struct policy_waiting {
    enum policy_order order[POLICY_ORDER_MAX]; /* R-WL-01; the sequence is always last */
    size_t order_n;
    int32_t offer_min; /* R-WL-02; 0: a place is given without asking */
    int32_t quiet_from_min;
    int32_t quiet_to_min; /* equal: no quiet hours */
    enum policy_expiry on_expiry;
    int32_t continue_days; /* A9: days in a row on which a child in care comes first */
    bool same_day_list;    /* may stay on the list after the decision (R-WL-09) */
};

struct policy_episode {
    int32_t max_days; /* R-RSV-15; 0: no limit */
    bool count_closed;
    bool extendable;
};

enum policy_note_needed { NOTE_NOT_NEEDED, NOTE_AT_ENTRY, NOTE_AT_REQUEST };
struct policy_note {
    enum policy_note_needed needed; /* R-RSV-12 */
    int32_t valid_days;             /* the day of issue included (R-RSV-13) */
};

/* What a family brings on the day. A word of lower-case letters (insurance_card, doctor_note …) has a sentence in the pages' languages; anything
 * else is the room's own words. */
struct policy_entry {
    char bring[POLICY_BRING_MAX][POLICY_NAME_BYTES];
    size_t bring_n;
};

/* --- what it costs (A12; R-FEE) --------------------------------------------------------------------------------------- */

enum policy_fee_basis { FEE_DAY, FEE_SLOT, FEE_STARTED_HOUR, FEE_HOURS_TIER };
enum policy_fee_residence { FEE_ANYBODY, FEE_RESIDENT, FEE_OTHER };

/* The first row that fits is the price. */
struct policy_fee_row {
    enum policy_fee_residence residence;
    char tiers[POLICY_FEE_TIERS_MAX][POLICY_ID_BYTES];
    size_t tiers_n;             /* 0: any household */
    char slot[POLICY_ID_BYTES]; /* "": any */
    int32_t hours_up_to;        /* 0: any */
    int32_t sibling_from;       /* 1: the first child too */
    int32_t yen;                /* with FEE_STARTED_HOUR: an hour */
};

struct policy_fee_option {
    char id[POLICY_ID_BYTES];
    char name[POLICY_NAME_BYTES];
    int32_t yen;
};

struct policy_fee_exempt {
    char proof[POLICY_ID_BYTES];
    enum policy_fee_residence residence;
    int32_t yen; /* the price instead of the row's */
};

struct policy_fees {
    enum policy_fee_basis basis;
    struct policy_fee_row rows[POLICY_FEE_ROWS_MAX];
    size_t rows_n;
    struct policy_fee_option options[POLICY_FEE_OPTIONS_MAX];
    size_t options_n;
    struct policy_fee_exempt exempt[POLICY_EXEMPT_MAX];
    size_t exempt_n;
};

/* --- what is reported (A10, A13; R-CAN-07) ----------------------------------------------------------------------------- */

/* The national grant for same-day cancellations, by their number in a fiscal year and room. The ministry sets it anew every year. */
struct policy_bracket {
    int32_t from;
    int32_t to;  /* POLICY_NONE: and more */
    int32_t yen; /* POLICY_NONE: not said */
};

struct policy_reports {
    struct policy_bracket same_day[POLICY_BRACKETS_MAX];
    size_t same_day_n;
};

struct policy {
    struct policy_eligibility eligibility;
    struct policy_registration registration;
    struct policy_hours hours[7]; /* Monday first */
    struct policy_calendar calendar;
    struct policy_places places;
    struct policy_staffing staffing;
    struct policy_slot slots[POLICY_SLOTS_MAX];
    size_t slots_n;
    struct policy_room rooms[POLICY_ROOMS_MAX];
    size_t rooms_n;
    struct policy_acceptance acceptance;
    struct policy_booking booking;
    struct policy_decision decision;
    struct policy_cancel cancel;
    struct policy_no_show no_show;
    struct policy_waiting waiting;
    struct policy_episode episode;
    struct policy_note note;
    struct policy_entry entry;
    struct policy_fees fees;
    struct policy_reports reports;
};

/* What a document says of itself. */
struct policy_head {
    enum policy_kind kind;
    char site[POLICY_SITE_BYTES]; /* "" for the municipality */
    int32_t valid_from_day;
    char title[2 * POLICY_NAME_BYTES];
};

/* The defaults. */
void policy_init(struct policy *policy);
/* Reads a document over what stands in *policy (defaults, or the municipality's). ERR_INVALID: `faults` names every member that is wrong;
 * *policy is then half written and must not be used. */
enum err policy_decode(struct str document, struct policy *policy, struct policy_head *ret_head,
                       struct json_faults *faults) NODISCARD;
/* What each member says is right, but do they fit together? Adds faults in the words of policy_fault_sentence. For a room's policy with
 * everything filled in. */
void policy_check(const struct policy *policy, struct json_faults *faults);
/* The number of the rule that a fault at this pointer concerns ("R-RSV-04"), "" when none does; and what is wrong, in English. */
const char *policy_fault_rule(const char *pointer);
const char *policy_fault_sentence(const char *code);

/* The calendar that the room's hours and own dates make; storage for dates is the caller's. */
struct policy_calendar_storage {
    struct calendar_exception exceptions[2 * POLICY_DATES_MAX];
};
/* `own` are the closings and openings decided day by day beside the document; they win over it. */
struct calendar policy_calendar(const struct policy *policy, const int32_t *holidays, size_t holidays_n,
                                const struct calendar_exception *own, size_t own_n,
                                struct policy_calendar_storage *storage);
/* The licensed places of a day, before staff (A5). */
int32_t policy_places_on(const struct policy *policy, int32_t day);
/* R-STF-01, R-STF-02: effective capacity with so many on duty. */
int32_t policy_capacity(const struct policy *policy, int32_t day, int32_t nurses, int32_t teachers);
/* Index of a slot or care room by id; −1: none. */
int policy_slot_find(const struct policy *policy, struct str id);
int policy_room_find(const struct policy *policy, struct str id);
/* The instant of a moment for a day of use; false: there is none (nothing said, or no open day before). */
bool policy_moment_ms(struct policy_moment moment, const struct calendar *calendar, int32_t day, int64_t *ret_ms);
