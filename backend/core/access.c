/* The table of operations: who may ask at all. See access.h and design 5; R-SEC-02: deny by default. */
#include "core/access.h"

#include <assert.h>

#include "base/banned.h"

enum {
    FAMILY = 1 << ROLE_GUARDIAN,
    NURSERY_STAFF = 1 << ROLE_TEACHER | 1 << ROLE_LEAD | 1 << ROLE_HEAD,
    LEADERS = 1 << ROLE_LEAD | 1 << ROLE_HEAD,
    ROOM_STAFF = 1 << ROLE_NURSE | 1 << ROLE_SICKROOM_STAFF,
    ENTRANCE_KEEPERS = 1 << ROLE_HEAD | 1 << ROLE_OPERATOR,
    OFFICER = 1 << ROLE_WARD_OFFICER,
    FIGURES_READERS = 1 << ROLE_WARD_OFFICER | 1 << ROLE_AUDITOR, /* no child, no name */
};

static const struct access_rule rules[OPERATION_COUNT] = {
    [OPERATION_SIGN_IN] = {"signIn", SCOPE_ANYONE, 0},
    [OPERATION_SIGN_OUT] = {"signOut", SCOPE_SIGNED_IN, 0},
    [OPERATION_ME] = {"me", SCOPE_SIGNED_IN, 0},
    [OPERATION_VACANCIES] = {"vacancies", SCOPE_ANYONE, 0},
    [OPERATION_DISEASES] = {"diseases", SCOPE_ANYONE, 0},
    [OPERATION_RESERVE] = {"reserve", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_RESERVATIONS] = {"reservations", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_RESERVATION] = {"reservation", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_RESERVATION_CANCEL] = {"cancelReservation", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_NURSERY_ATTENDANCE] = {"nurseryAttendance", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_CORRECT_ATTENDANCE] = {"correctAttendance", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_CHILD_ATTENDANCE] = {"childAttendance", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_REPORT_ABSENCE] = {"reportAbsence", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_ABSENCES] = {"absences", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_ABSENCE_WITHDRAW] = {"withdrawAbsence", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_LIVE] = {"live", SCOPE_ANYONE, 0}, /* each topic has its own rule in http/live.c */
    [OPERATION_RESERVATION_PREVIEW] = {"previewReservation", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_RESERVATION_ACCEPT] = {"acceptOffer", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_RESERVATION_DECLINE] = {"declineOffer", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_RESERVATION_WISHES] = {"setWishes", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_RESERVATION_DECIDE] = {"decideReservation", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_RESERVATION_PLACE] = {"placeChild", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_SICK_DAY_PLAN] = {"planSickDay", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_DRAW] = {"draw", SCOPE_ANYONE, 0},
    [OPERATION_SICK_DAY] = {"sickDay", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_LINK_OPEN] = {"openLink", SCOPE_ANYONE, 0}, /* the link says who */
    [OPERATION_LINK_USE] = {"useLink", SCOPE_ANYONE, 0},
    [OPERATION_CHILD_REGISTRATIONS] = {"childRegistrations", SCOPE_ROLES, FAMILY | ROOM_STAFF | OFFICER},
    [OPERATION_REGISTRATION_SAVE] = {"saveRegistration", SCOPE_ROLES, FAMILY | ROOM_STAFF | OFFICER},
    [OPERATION_REGISTRATIONS] = {"registrations", SCOPE_ROLES, ROOM_STAFF | OFFICER},
    [OPERATION_REGISTRATION] = {"registration", SCOPE_ROLES, FAMILY | ROOM_STAFF | OFFICER},
    [OPERATION_REGISTRATION_SUBMIT] = {"submitRegistration", SCOPE_ROLES, FAMILY | ROOM_STAFF | OFFICER},
    [OPERATION_REGISTRATION_CONFIRM] = {"confirmRegistration", SCOPE_ROLES, FAMILY | ROOM_STAFF | OFFICER},
    [OPERATION_REGISTRATION_DECIDE] = {"decideRegistration", SCOPE_ROLES, ROOM_STAFF | OFFICER},
    [OPERATION_FACTS] = {"facts", SCOPE_ROLES, OFFICER},
    [OPERATION_FACT_RECORD] = {"recordFact", SCOPE_ROLES, OFFICER},
    [OPERATION_FACT_END] = {"endFact", SCOPE_ROLES, OFFICER},
    [OPERATION_HOUSEHOLD_ENTER] = {"enterHousehold", SCOPE_ROLES, ROOM_STAFF | OFFICER},
    [OPERATION_CLAIM_CODE] = {"claimCode", SCOPE_ROLES, ROOM_STAFF | OFFICER},
    [OPERATION_GUARDIAN_INVITE] = {"inviteGuardian", SCOPE_ROLES, FAMILY | OFFICER},
    [OPERATION_HOUSEHOLD_CLOSE] = {"closeHousehold", SCOPE_ROLES, OFFICER},
    [OPERATION_CLAIM] = {"claim", SCOPE_ANYONE, 0},
    [OPERATION_ROOM_CHILDREN] = {"roomChildren", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_CHILD_GUARDIANS] = {"childGuardians", SCOPE_ROLES, 1 << ROLE_HEAD | OFFICER},
    [OPERATION_GUARDIAN_LIMITS] = {"limitGuardian", SCOPE_ROLES, 1 << ROLE_HEAD | OFFICER},
    [OPERATION_CONTACTS] = {"contacts", SCOPE_ROLES, FAMILY},
    [OPERATION_CONTACT_ADD] = {"addContact", SCOPE_ROLES, FAMILY},
    [OPERATION_CONTACT_REMOVE] = {"removeContact", SCOPE_ROLES, FAMILY},
    [OPERATION_REGISTER] = {"register", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_RESERVATION_CHECK_IN] = {"checkIn", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_RESERVATION_CHECK_OUT] = {"checkOut", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_RESERVATION_NO_SHOW] = {"noShow", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_SICK_DAY_CLOSE] = {"closeSickDay", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_FEE] = {"fee", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_FEE_PAY] = {"payFee", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_FEE_INVOICE] = {"invoiceFee", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_FEE_WAIVE] = {"waiveFee", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_FEE_REFUND] = {"refundFee", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_RECEIPT] = {"receipt", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_CERTIFICATE] = {"useCertificate", SCOPE_ROLES, FAMILY},
    [OPERATION_PICKUP_PERSONS] = {"pickupPersons", SCOPE_ROLES, FAMILY | NURSERY_STAFF | ROOM_STAFF},
    [OPERATION_ADD_PICKUP_PERSON] = {"addPickupPerson", SCOPE_ROLES, FAMILY | NURSERY_STAFF | ROOM_STAFF},
    [OPERATION_ADD_NOTE] = {"addNote", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_NOTES] = {"notes", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_FAMILY_SHEET] = {"familySheet", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_FAMILY_SHEET_PUT] = {"putFamilySheet", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_ADD_ORDER] = {"addOrder", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_REMOVE_ORDER] = {"removeOrder", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_SHARE] = {"shareReservation", SCOPE_ROLES, FAMILY},
    [OPERATION_UNSHARE] = {"unshareReservation", SCOPE_ROLES, FAMILY},
    [OPERATION_ROOM_FIGURES] = {"roomFigures", SCOPE_ROLES, ROOM_STAFF | FIGURES_READERS},
    [OPERATION_FIGURES] = {"figures", SCOPE_ROLES, FIGURES_READERS},
    [OPERATION_FIGURE_CASES] = {"figureCases", SCOPE_ROLES, ROOM_STAFF | FIGURES_READERS},
    [OPERATION_PROMOTIONS] = {"promotions", SCOPE_ROLES, ROOM_STAFF | FIGURES_READERS},
    [OPERATION_OPEN_VACANCIES] = {"openDataVacancies", SCOPE_ANYONE, 0},
    [OPERATION_OPEN_USE] = {"openDataUse", SCOPE_ANYONE, 0},
    [OPERATION_SICK_ROOM] = {"sickRoom", SCOPE_ANYONE, 0},
    [OPERATION_REMOVE_PICKUP_PERSON] = {"removePickupPerson", SCOPE_ROLES, FAMILY | NURSERY_STAFF | ROOM_STAFF},
    [OPERATION_ENTRIES] = {"entries", SCOPE_ROLES, FAMILY | ROOM_STAFF},
    [OPERATION_ADD_ENTRY] = {"addEntry", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_CHECK_ENTRY] = {"checkEntry", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_CARDS] = {"cards", SCOPE_ROLES, 1 << ROLE_HEAD},
    [OPERATION_CARD_ISSUE] = {"issueCard", SCOPE_ROLES, 1 << ROLE_HEAD},
    [OPERATION_CARD_REVOKE] = {"revokeCard", SCOPE_ROLES, 1 << ROLE_HEAD},
    [OPERATION_CHECK_ENTRY_HERE] = {"checkEntryHere", SCOPE_ROLES, ROOM_STAFF},
    [OPERATION_SAME_DAY] = {"sameDay", SCOPE_ROLES, FIGURES_READERS},
    [OPERATION_SETTLEMENT] = {"settlement", SCOPE_ROLES, FIGURES_READERS},
    [OPERATION_BOOK_HOME] = {"bookHome", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_BOOK_HOME_PUT] = {"writeBookHome", SCOPE_ROLES, FAMILY},
    [OPERATION_BOOK_NURSERY] = {"bookNursery", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_BOOK_NURSERY_PUT] = {"writeBookNursery", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_CLASS_BOOK] = {"classBook", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_BOOK_NOTE] = {"bookNote", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_BOOK_NOTE_PUT] = {"writeBookNote", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_BOOK_RELEASE] = {"releaseBook", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_BOOK_SETTING] = {"bookSetting", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_BOOK_SETTING_PUT] = {"setBook", SCOPE_ROLES, LEADERS},
    [OPERATION_MEALS] = {"meals", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_GATEWAYS] = {"gateways", SCOPE_ROLES, ENTRANCE_KEEPERS},
    [OPERATION_GATEWAY_REVOKE] = {"revokeGateway", SCOPE_ROLES, ENTRANCE_KEEPERS},
    [OPERATION_PAIRING_MAKE] = {"makePairing", SCOPE_ROLES, ENTRANCE_KEEPERS},
    [OPERATION_PAIRING] = {"pairing", SCOPE_ROLES, ENTRANCE_KEEPERS},
    [OPERATION_PAIRING_CONFIRM] = {"confirmPairing", SCOPE_ROLES, ENTRANCE_KEEPERS},
    [OPERATION_APP_CODE] = {"appCode", SCOPE_ROLES, FAMILY},
    [OPERATION_PAIRING_OFFER] = {"offerPairing", SCOPE_ANYONE, 0},
    [OPERATION_MONTH] = {"month", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_MONTH_SIGN] = {"signMonth", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_MONTH_REOPEN] = {"reopenMonth", SCOPE_ROLES, 1 << ROLE_HEAD},
    [OPERATION_EXTENSION_PRICES] = {"loadExtensionPrices", SCOPE_ROLES, OFFICER},
    [OPERATION_EXTENSION_AGREE] = {"agreeExtension", SCOPE_ROLES, OFFICER},
    [OPERATION_NURSERY_EXTENSIONS] = {"nurseryExtensions", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_EXTENSION_RUN] = {"runExtensions", SCOPE_ROLES, 1 << ROLE_LEAD | 1 << ROLE_HEAD},
    [OPERATION_EXTENSION_INVOICE] = {"invoiceExtensions", SCOPE_ROLES, 1 << ROLE_HEAD},
    [OPERATION_CHILD_EXTENSIONS] = {"childExtensions", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_EXTENSION_DISPUTE] = {"disputeExtension", SCOPE_ROLES, FAMILY},
    [OPERATION_DISPUTE_ANSWER] = {"answerDispute", SCOPE_ROLES, 1 << ROLE_LEAD | 1 << ROLE_HEAD},
    [OPERATION_WHOLE_BOOK] = {"wholeBook", SCOPE_ROLES, FAMILY},
    [OPERATION_RETURN] = {"absenceReturn", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_RETURN_PUT] = {"keepReturn", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_INFECTIONS] = {"infections", SCOPE_ROLES, FAMILY | NURSERY_STAFF},
    [OPERATION_NURSERY_ALARMS] = {"nurseryAlarms", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_DUTY_ALARMS] = {"dutyAlarms", SCOPE_ROLES, OFFICER},
    [OPERATION_ALARM] = {"alarm", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_ALARM_CLOSE] = {"closeAlarm", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_ALARM_ATTEMPT] = {"attemptAlarm", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_ALARM_ROLL_CALL] = {"callRoll", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_NAPS] = {"naps", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_NAP_OPEN] = {"openNap", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_NAP] = {"nap", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_NAP_CHECK] = {"checkNap", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_NAP_END] = {"endNap", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_EVACUATION] = {"evacuation", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_OUTINGS] = {"outings", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_OUTING_BEGIN] = {"beginOuting", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_OUTING_COUNT] = {"countHeads", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_OUTING_SEAT] = {"lastSeat", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_OUTING_END] = {"endOuting", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_INCIDENTS] = {"incidents", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_INCIDENT_OPEN] = {"openIncident", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_WARD_INCIDENTS] = {"wardIncidents", SCOPE_ROLES, FIGURES_READERS},
    [OPERATION_INCIDENT] = {"incident", SCOPE_ROLES, NURSERY_STAFF | OFFICER},
    [OPERATION_INCIDENT_JUDGE] = {"judgeIncident", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_INCIDENT_REPORT] = {"reportIncident", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_INCIDENT_SEND] = {"sendIncident", SCOPE_ROLES, 1 << ROLE_HEAD},
    [OPERATION_INCIDENT_TELL] = {"tellFamily", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_CHILD_INCIDENTS] = {"childIncidents", SCOPE_ROLES, FAMILY},
    [OPERATION_DRILLS] = {"drills", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_DRILL_KEEP] = {"keepDrill", SCOPE_ROLES, NURSERY_STAFF},
    [OPERATION_PARTICULARS] = {"tellParticulars", SCOPE_ROLES, ROOM_STAFF},
};

const struct access_rule *access_rule(enum access_operation operation)
{
    assert((size_t)operation < OPERATION_COUNT);
    assert(rules[operation].name != NULL);
    return &rules[operation];
}

bool access_may(const struct caller *caller, enum access_operation operation)
{
    const struct access_rule *rule = access_rule(operation);
    switch (rule->scope) {
    case SCOPE_ANYONE:
        return true;
    case SCOPE_SIGNED_IN:
        return caller->account_id != 0;
    case SCOPE_ROLES:
        return caller->account_id != 0 && (caller->roles & rule->roles) != 0;
    }
    return false;
}

bool access_has(const struct caller *caller, enum access_role role)
{
    return (caller->roles & ROLE_BIT(role)) != 0;
}

bool access_works_at(const struct caller *caller, int64_t site_id)
{
    for (size_t i = 0; i < caller->grants_n; i++) {
        if ((ROLE_BIT(caller->grants[i].role) & ROOM_STAFF) != 0 && caller->grants[i].site_id == site_id) {
            return true;
        }
    }
    return false;
}

const char *access_role_word(enum access_role role)
{
    static const char *const words[] = {
        [ROLE_GUARDIAN] = "guardian",
        [ROLE_PICKUP_ONLY] = "pickup_only",
        [ROLE_TEACHER] = "teacher",
        [ROLE_LEAD] = "lead",
        [ROLE_HEAD] = "head",
        [ROLE_NURSE] = "nurse",
        [ROLE_SICKROOM_STAFF] = "sickroom_staff",
        [ROLE_WARD_OFFICER] = "ward_officer",
        [ROLE_AUDITOR] = "auditor",
        [ROLE_OPERATOR] = "operator",
    };
    assert(role >= ROLE_GUARDIAN);
    assert((int)role <= (int)ROLE_LAST);
    return words[role];
}
