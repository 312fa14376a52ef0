/* The one table of the door: a path that is not here does not exist. api.yaml describes each row, core/access.c says who may. */
#include "http/handlers.h"
#include "http/route.h"

#include "base/banned.h"

enum { BODY_SMALL = REQUEST_SMALL_BODY_BYTES, BODY_SHEETS = 16 * 1024 };

/* clang-format off */
const struct route routes[] = {
    {METHOD_POST,   "/session",                             OPERATION_SIGN_IN,            BODY_SMALL, RATE_SIGN_IN, ROUTE_NO_KEY, session_post},
    {METHOD_DELETE, "/session",                             OPERATION_SIGN_OUT,           0,          RATE_WRITE,   ROUTE_PLAIN,  session_delete},
    {METHOD_GET,    "/me",                                  OPERATION_ME,                 0,          RATE_READ,    ROUTE_WORKER, me_get},
    {METHOD_GET,    "/vacancies",                           OPERATION_VACANCIES,          0,          RATE_READ,    ROUTE_PLAIN,  vacancies_get},
    {METHOD_GET,    "/diseases",                            OPERATION_DISEASES,           0,          RATE_READ,    ROUTE_WORKER, diseases_get},
    {METHOD_POST,   "/reservations",                        OPERATION_RESERVE,            BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  reservations_post},
    {METHOD_GET,    "/reservations",                        OPERATION_RESERVATIONS,       0,          RATE_READ,    ROUTE_WORKER, reservations_get},
    {METHOD_GET,    "/reservations/{id}",                   OPERATION_RESERVATION,        0,          RATE_READ,    ROUTE_WORKER, reservation_get},
    {METHOD_POST,   "/reservations/{id}/cancel",            OPERATION_RESERVATION_CANCEL, BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  reservation_cancel_post},
    {METHOD_POST,   "/reservations/preview",                OPERATION_RESERVATION_PREVIEW, BODY_SMALL, RATE_WRITE,  ROUTE_ARENA,  reservation_preview_post},
    {METHOD_POST,   "/reservations/{id}/accept",            OPERATION_RESERVATION_ACCEPT, BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  reservation_accept_post},
    {METHOD_POST,   "/reservations/{id}/decline",           OPERATION_RESERVATION_DECLINE, BODY_SMALL, RATE_WRITE,  ROUTE_ARENA,  reservation_decline_post},
    {METHOD_PUT,    "/reservations/{id}/wishes",            OPERATION_RESERVATION_WISHES, BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  reservation_wishes_put},
    {METHOD_POST,   "/reservations/{id}/decide",            OPERATION_RESERVATION_DECIDE, BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  reservation_decide_post},
    {METHOD_POST,   "/reservations/{id}/place",             OPERATION_RESERVATION_PLACE,  BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  reservation_place_post},
    {METHOD_PUT,    "/sick-rooms/{id}/days/{day}",          OPERATION_SICK_DAY_PLAN,      BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  sick_day_put},
    {METHOD_GET,    "/sick-rooms/{id}/days/{day}",          OPERATION_SICK_DAY,           0,          RATE_READ,    ROUTE_WORKER, sick_day_get},
    {METHOD_GET,    "/sick-rooms/{id}/draws/{day}",         OPERATION_DRAW,               0,          RATE_READ,    ROUTE_WORKER, draw_get_http},
    {METHOD_GET,    "/children/{id}/registrations",         OPERATION_CHILD_REGISTRATIONS, 0,         RATE_READ,    ROUTE_WORKER, child_registrations_get},
    {METHOD_PUT,    "/children/{id}/registrations/{scope}", OPERATION_REGISTRATION_SAVE,  BODY_SHEETS, RATE_WRITE,  ROUTE_ARENA,  registration_put},
    {METHOD_GET,    "/registrations",                       OPERATION_REGISTRATIONS,      0,          RATE_READ,    ROUTE_WORKER, registrations_get},
    {METHOD_GET,    "/registrations/{id}",                  OPERATION_REGISTRATION,       0,          RATE_READ,    ROUTE_WORKER, registration_get},
    {METHOD_POST,   "/registrations/{id}/submit",           OPERATION_REGISTRATION_SUBMIT, BODY_SMALL, RATE_WRITE,  ROUTE_ARENA,  registration_submit_post},
    {METHOD_POST,   "/registrations/{id}/confirm",          OPERATION_REGISTRATION_CONFIRM, BODY_SMALL, RATE_WRITE, ROUTE_ARENA,  registration_confirm_post},
    {METHOD_POST,   "/registrations/{id}/decide",           OPERATION_REGISTRATION_DECIDE, BODY_SMALL, RATE_WRITE,  ROUTE_ARENA,  registration_decide_post},
    {METHOD_GET,    "/households/{id}/facts",               OPERATION_FACTS,              0,          RATE_READ,    ROUTE_WORKER, facts_get},
    {METHOD_POST,   "/households/{id}/facts",               OPERATION_FACT_RECORD,        BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  facts_post},
    {METHOD_POST,   "/facts/{id}/end",                      OPERATION_FACT_END,           BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  fact_end_post},
    {METHOD_POST,   "/households",                          OPERATION_HOUSEHOLD_ENTER,    BODY_SHEETS, RATE_WRITE,  ROUTE_ARENA,  households_post},
    {METHOD_POST,   "/households/{id}/claim-code",          OPERATION_CLAIM_CODE,         BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  claim_code_post},
    {METHOD_POST,   "/households/{id}/guardians/invite",    OPERATION_GUARDIAN_INVITE,    BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  guardian_invite_post},
    {METHOD_POST,   "/households/{id}/close",               OPERATION_HOUSEHOLD_CLOSE,    BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  household_close_post},
    {METHOD_POST,   "/claims",                              OPERATION_CLAIM,              BODY_SMALL, RATE_SIGN_IN, ROUTE_NO_KEY, claims_post},
    {METHOD_POST,   "/sick-rooms/{id}/children/find",       OPERATION_ROOM_CHILDREN,      BODY_SMALL, RATE_READ,    ROUTE_ARENA | ROUTE_NO_KEY, room_children_find_post},
    {METHOD_GET,    "/children/{id}/guardians",             OPERATION_CHILD_GUARDIANS,    0,          RATE_READ,    ROUTE_WORKER, child_guardians_get},
    {METHOD_PUT,    "/guardians/{account}/children/{child}/limits", OPERATION_GUARDIAN_LIMITS, BODY_SMALL, RATE_WRITE, ROUTE_ARENA, guardian_limits_put},
    {METHOD_GET,    "/nurseries/{id}/attendance",           OPERATION_NURSERY_ATTENDANCE, 0,          RATE_READ,    ROUTE_WORKER, nursery_attendance_get},
    {METHOD_POST,   "/nurseries/{id}/attendance/corrections", OPERATION_CORRECT_ATTENDANCE, BODY_SMALL, RATE_WRITE, ROUTE_ARENA,  attendance_corrections_post},
    {METHOD_GET,    "/nurseries/{id}/register",             OPERATION_REGISTER,           0,          RATE_READ,    ROUTE_WORKER, register_get},
    {METHOD_GET,    "/children/{id}/attendance",            OPERATION_CHILD_ATTENDANCE,   0,          RATE_READ,    ROUTE_WORKER, child_attendance_get},
    {METHOD_POST,   "/children/{id}/absences",              OPERATION_REPORT_ABSENCE,     BODY_SMALL, RATE_WRITE,   ROUTE_ARENA,  absences_post},
    {METHOD_GET,    "/children/{id}/absences",              OPERATION_ABSENCES,           0,          RATE_READ,    ROUTE_WORKER, absences_get},
    {METHOD_DELETE, "/children/{id}/absences/{absence}",    OPERATION_ABSENCE_WITHDRAW,   0,          RATE_WRITE,   ROUTE_ARENA,  absence_delete},
    {METHOD_GET,    "/me/contacts",                         OPERATION_CONTACTS,           0,          RATE_READ,    ROUTE_ARENA,  contacts_get},
    {METHOD_POST,   "/me/contacts",                         OPERATION_CONTACT_ADD,        BODY_SMALL, RATE_WRITE,   ROUTE_PLAIN,  contacts_post},
    {METHOD_DELETE, "/me/contacts/{id}",                    OPERATION_CONTACT_REMOVE,     0,          RATE_WRITE,   ROUTE_PLAIN,  contact_delete},
    {METHOD_POST,   "/links/open",                          OPERATION_LINK_OPEN,          BODY_SMALL, RATE_WRITE,   ROUTE_PLAIN,  links_open_post},
    {METHOD_POST,   "/links/use",                           OPERATION_LINK_USE,           BODY_SMALL, RATE_WRITE,   ROUTE_PLAIN,  links_use_post},
    {METHOD_GET,    "/live",                                OPERATION_LIVE,               0,          RATE_STREAM,  ROUTE_PLAIN,  live_get},
};
/* clang-format on */
const size_t routes_count = sizeof routes / sizeof routes[0];
