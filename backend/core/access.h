/* Who may do what: roles, the caller of a request, and one table of operations (design 5). Deny by default. The row-level predicate
 * (own children, own site) stands inside the queries; this table says who may ask at all. Pure. R-SEC-02. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum access_role {
    ROLE_GUARDIAN = 1,   /* own children */
    ROLE_PICKUP_ONLY,    /* sees that a child is here, nothing else */
    ROLE_TEACHER,        /* own class */
    ROLE_LEAD,           /* own nursery */
    ROLE_HEAD,           /* own nursery */
    ROLE_NURSE,          /* own sick room */
    ROLE_SICKROOM_STAFF, /* own sick room */
    ROLE_WARD_OFFICER,
    ROLE_AUDITOR,  /* reads */
    ROLE_OPERATOR, /* no child data */
};
enum { ROLE_LAST = ROLE_OPERATOR, ACCESS_ROLES_MAX = 8 };

/* Every operation of the HTTP door; routes.c has one row for each, tests walk operation × role. */
enum access_operation {
    OPERATION_SIGN_IN,
    OPERATION_SIGN_OUT,
    OPERATION_ME,
    OPERATION_VACANCIES,
    OPERATION_DISEASES,
    OPERATION_RESERVE,
    OPERATION_RESERVATIONS,
    OPERATION_RESERVATION,
    OPERATION_RESERVATION_CANCEL,
    OPERATION_NURSERY_ATTENDANCE,
    OPERATION_CORRECT_ATTENDANCE,
    OPERATION_CHILD_ATTENDANCE,
    OPERATION_REPORT_ABSENCE,
    OPERATION_ABSENCES,
    OPERATION_ABSENCE_WITHDRAW,
    OPERATION_LIVE,
    /* Numbers are stored with kept answers: new ones come last. */
    OPERATION_RESERVATION_PREVIEW,
    OPERATION_RESERVATION_ACCEPT,
    OPERATION_RESERVATION_DECLINE,
    OPERATION_RESERVATION_WISHES,
    OPERATION_RESERVATION_DECIDE,
    OPERATION_RESERVATION_PLACE,
    OPERATION_SICK_DAY_PLAN,
    OPERATION_DRAW,
    OPERATION_SICK_DAY,
    OPERATION_LINK_OPEN,
    OPERATION_LINK_USE,
    OPERATION_CHILD_REGISTRATIONS,
    OPERATION_REGISTRATION_SAVE,
    OPERATION_REGISTRATIONS,
    OPERATION_REGISTRATION,
    OPERATION_REGISTRATION_SUBMIT,
    OPERATION_REGISTRATION_CONFIRM,
    OPERATION_REGISTRATION_DECIDE,
    OPERATION_FACTS,
    OPERATION_FACT_RECORD,
    OPERATION_FACT_END,
    OPERATION_HOUSEHOLD_ENTER,
    OPERATION_CLAIM_CODE,
    OPERATION_GUARDIAN_INVITE,
    OPERATION_CLAIM,
    OPERATION_ROOM_CHILDREN,
    OPERATION_CHILD_GUARDIANS,
    OPERATION_GUARDIAN_LIMITS,
    OPERATION_HOUSEHOLD_CLOSE,
    OPERATION_CONTACTS,
    OPERATION_CONTACT_ADD,
    OPERATION_CONTACT_REMOVE,
    OPERATION_REGISTER,
    OPERATION_RESERVATION_CHECK_IN,
    OPERATION_RESERVATION_CHECK_OUT,
    OPERATION_RESERVATION_NO_SHOW,
    OPERATION_SICK_DAY_CLOSE,
    OPERATION_FEE,
    OPERATION_FEE_PAY,
    OPERATION_FEE_INVOICE,
    OPERATION_FEE_WAIVE,
    OPERATION_FEE_REFUND,
    OPERATION_RECEIPT,
    OPERATION_CERTIFICATE,
    OPERATION_PICKUP_PERSONS,
    OPERATION_ADD_PICKUP_PERSON,
    OPERATION_ADD_NOTE,
    OPERATION_NOTES,
    OPERATION_FAMILY_SHEET,
    OPERATION_FAMILY_SHEET_PUT,
    OPERATION_ADD_ORDER,
    OPERATION_REMOVE_ORDER,
    OPERATION_SHARE,
    OPERATION_UNSHARE,
    OPERATION_ROOM_FIGURES,
    OPERATION_FIGURES,
    OPERATION_FIGURE_CASES,
    OPERATION_PROMOTIONS,
    OPERATION_OPEN_VACANCIES,
    OPERATION_OPEN_USE,
    OPERATION_SICK_ROOM,
    OPERATION_REMOVE_PICKUP_PERSON,
    OPERATION_ENTRIES,
    OPERATION_ADD_ENTRY,
    OPERATION_CHECK_ENTRY,
    OPERATION_CARDS,
    OPERATION_CARD_ISSUE,
    OPERATION_CARD_REVOKE,
    OPERATION_CHECK_ENTRY_HERE,
    OPERATION_SAME_DAY,
    OPERATION_SETTLEMENT,
    OPERATION_BOOK_HOME,
    OPERATION_BOOK_HOME_PUT,
    OPERATION_BOOK_NURSERY,
    OPERATION_BOOK_NURSERY_PUT,
    OPERATION_CLASS_BOOK,
    OPERATION_BOOK_NOTE,
    OPERATION_BOOK_NOTE_PUT,
    OPERATION_BOOK_RELEASE,
    OPERATION_BOOK_SETTING,
    OPERATION_BOOK_SETTING_PUT,
    OPERATION_MEALS,
    OPERATION_GATEWAYS,
    OPERATION_GATEWAY_REVOKE,
    OPERATION_PAIRING_MAKE,
    OPERATION_PAIRING,
    OPERATION_PAIRING_CONFIRM,
    OPERATION_PAIRING_OFFER,
    OPERATION_APP_CODE,
    OPERATION_MONTH,
    OPERATION_MONTH_SIGN,
    OPERATION_MONTH_REOPEN,
    OPERATION_EXTENSION_PRICES,
    OPERATION_EXTENSION_AGREE,
    OPERATION_NURSERY_EXTENSIONS,
    OPERATION_EXTENSION_RUN,
    OPERATION_EXTENSION_INVOICE,
    OPERATION_CHILD_EXTENSIONS,
    OPERATION_EXTENSION_DISPUTE,
    OPERATION_DISPUTE_ANSWER,
    OPERATION_RETURN,
    OPERATION_RETURN_PUT,
    OPERATION_INFECTIONS,
    OPERATION_WHOLE_BOOK,
    OPERATION_NURSERY_ALARMS,
    OPERATION_DUTY_ALARMS,
    OPERATION_ALARM,
    OPERATION_ALARM_CLOSE,
    OPERATION_ALARM_ATTEMPT,
    OPERATION_ALARM_ROLL_CALL,
    OPERATION_NAPS,
    OPERATION_NAP_OPEN,
    OPERATION_NAP,
    OPERATION_NAP_CHECK,
    OPERATION_NAP_END,
    OPERATION_EVACUATION,
    OPERATION_OUTINGS,
    OPERATION_OUTING_BEGIN,
    OPERATION_OUTING_COUNT,
    OPERATION_OUTING_SEAT,
    OPERATION_OUTING_END,
    OPERATION_INCIDENTS,
    OPERATION_INCIDENT_OPEN,
    OPERATION_WARD_INCIDENTS,
    OPERATION_INCIDENT,
    OPERATION_INCIDENT_JUDGE,
    OPERATION_INCIDENT_REPORT,
    OPERATION_INCIDENT_SEND,
    OPERATION_INCIDENT_TELL,
    OPERATION_CHILD_INCIDENTS,
    OPERATION_DRILLS,
    OPERATION_DRILL_KEEP,
    OPERATION_PARTICULARS,
    OPERATION_COUNT
};

enum access_scope {
    SCOPE_ANYONE,    /* no sign-in needed */
    SCOPE_SIGNED_IN, /* any role */
    SCOPE_ROLES,     /* the roles of the mask */
};

struct access_rule {
    const char *name; /* operationId of api.yaml */
    enum access_scope scope;
    uint32_t roles; /* bit per role */
};

#define ROLE_BIT(role) (UINT32_C(1) << (role))

struct access_grant {
    enum access_role role;
    int64_t site_id; /* 0: the municipality */
    char site[33];   /* its public id */
    char class_name[32];
};

/* Who asks: filled from the session before any body is read. account_id 0: nobody. */
struct caller {
    int64_t account_id;
    int64_t household_id; /* 0: none */
    uint32_t roles;       /* union of the grants' bits */
    bool hidden;          /* some child's times or bookings are hidden from them (R-REG-11) */
    struct access_grant grants[ACCESS_ROLES_MAX];
    size_t grants_n;
};

const struct access_rule *access_rule(enum access_operation operation);
/* May this caller ask for this operation at all? */
bool access_may(const struct caller *caller, enum access_operation operation);
bool access_has(const struct caller *caller, enum access_role role);
/* Does the caller work in this sick-care room? */
bool access_works_at(const struct caller *caller, int64_t site_id);
const char *access_role_word(enum access_role role); /* "guardian" "pickup_only" … */
