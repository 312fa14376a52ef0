/* One call at least of every operation, and what is answered to it: for test_dispatch.c, which owns the small town they are asked in. */
#ifndef SUPPORT_CALLS_H
#define SUPPORT_CALLS_H

#include <stddef.h>

struct ask {
    const char *method;
    const char *path;
    const char *query;
    const char *body;
    int account; /* 0: nobody */
    const char *key;
};

#define CONDITION \
    "\"condition\":{\"diagnosis\":\"COLD\",\"onset\":\"2026-03-01\",\"temperature_c\":37.8,\"note\":\"none\"}"
#define WISH(days) "{\"child_id\":\"c1\",\"sick_room_id\":\"s01\",\"days\":[" days "]," CONDITION "}"

static const struct {
    struct ask ask;
    int status;
} calls[] = {
    {{"GET", "/api/v1/vacancies", "days=31", NULL, 0, NULL}, 200},
    {{"GET", "/api/v1/diseases", NULL, NULL, 0, NULL}, 200},
    {{"HEAD", "/api/v1/diseases", NULL, NULL, 0, NULL}, 200},
    {{"GET", "/api/v1/live", "topics=vacancies,household", NULL, 1, NULL}, 200},
    {{"GET", "/api/v1/live", "topics=attendance:n1", NULL, 3, NULL}, 200},
    {{"GET", "/api/v1/me", NULL, NULL, 1, NULL}, 200},
    {{"GET", "/api/v1/me", NULL, NULL, 0, NULL}, 401},
    {{"POST", "/api/v1/session", NULL, "{\"login\":\"nobody\",\"password\":\"nothing-at-all\"}", 0, NULL}, 401},
    {{"POST", "/api/v1/session", NULL, "{\"login\":5,\"a\":1,\"b\":[{}],\"c\":{\"d\":[[[[[[[[]]]]]]]]}}", 0, NULL},
     422},
    {{"POST", "/api/v1/reservations", NULL, WISH("\"2026-03-03\",\"2026-03-04\",\"2026-03-05\""), 1, "k1"}, 201},
    {{"POST", "/api/v1/reservations", NULL, WISH("\"2026-03-03\",\"2026-03-04\",\"2026-03-05\""), 1, "k1"}, 201},
    {{"POST", "/api/v1/reservations", NULL, WISH("\"2026-03-06\""), 1, "k1"}, 422},
    {{"POST", "/api/v1/reservations", NULL, WISH("\"2026-03-03\""), 1, "k2"}, 409},
    {{"POST", "/api/v1/reservations", NULL, WISH("\"2026-03-03\""), 2, "k3"}, 404},
    {{"POST", "/api/v1/reservations", NULL, WISH("\"2026-03-03\""), 3, "k4"}, 403},
    {{"POST", "/api/v1/reservations", NULL, WISH("\"2026-03-03\""), 1, NULL}, 400},
    {{"GET", "/api/v1/reservations", NULL, NULL, 1, NULL}, 200},
    {{"GET", "/api/v1/reservations/none", NULL, NULL, 1, NULL}, 404},
    {{"POST", "/api/v1/reservations/none/cancel", NULL, "{}", 1, "k5"}, 404},
    {{"POST", "/api/v1/reservations/preview", NULL, WISH("\"2026-03-06\""), 1, "k8"}, 200},
    {{"POST", "/api/v1/reservations/none/accept", NULL, "{}", 1, "k9"}, 404},
    {{"POST", "/api/v1/reservations/none/decline", NULL, "{}", 1, "k10"}, 404},
    {{"PUT", "/api/v1/reservations/none/wishes", NULL, "{\"same_day_list\":true}", 1, NULL}, 428},
    {{"POST", "/api/v1/reservations/none/decide", NULL, "{\"decision\":\"confirm\"}", 5, "k11"}, 404},
    {{"POST", "/api/v1/reservations/none/place", NULL, "{\"room\":\"g\"}", 5, "k12"}, 404},
    {{"PUT", "/api/v1/sick-rooms/s01/days/2026-03-03", NULL, "{\"nurses\":1}", 5, NULL}, 428},
    {{"GET", "/api/v1/sick-rooms/s01/days/2026-03-03", NULL, NULL, 5, NULL}, 200},
    {{"GET", "/api/v1/live", "topics=sickroom:s01", NULL, 5, NULL}, 200},
    {{"GET", "/api/v1/sick-rooms/s01/draws/2026-03-03", NULL, NULL, 0, NULL}, 404},
    {{"GET", "/api/v1/me/contacts", NULL, NULL, 1, NULL}, 200},
    {{"POST", "/api/v1/me/contacts", NULL, "{\"channel\":\"email\",\"address\":\"a@b.example\",\"language\":\"ja\"}", 1,
      "k15"},
     201},
    {{"DELETE", "/api/v1/me/contacts/none", NULL, NULL, 1, NULL}, 404},
    {{"POST", "/api/v1/links/open", NULL, "{\"token\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}", 0, "k13"}, 404},
    {{"POST", "/api/v1/links/use", NULL, "{\"token\":\"x\",\"why\":\"home\"}", 0, "k14"}, 404},
    {{"GET", "/api/v1/children/c1/registrations", NULL, NULL, 1, NULL}, 200},
    {{"PUT", "/api/v1/children/c1/registrations/all", NULL, "{\"sheet\":{\"no_allergies\":true}}", 1, NULL}, 428},
    {{"GET", "/api/v1/registrations", "state=renewal", NULL, 5, NULL}, 200},
    {{"GET", "/api/v1/registrations/none", NULL, NULL, 1, NULL}, 404},
    {{"POST", "/api/v1/registrations/none/submit", NULL, "{}", 1, "k20"}, 404},
    {{"POST", "/api/v1/registrations/none/confirm", NULL, "{}", 1, "k21"}, 404},
    {{"POST", "/api/v1/registrations/none/decide", NULL, "{\"decision\":\"approve\"}", 5, "k22"}, 404},
    {{"GET", "/api/v1/households/none/facts", NULL, NULL, 6, NULL}, 404},
    {{"POST", "/api/v1/households/none/facts", NULL, "{\"kind\":\"work\",\"from\":\"2026-03-01\"}", 6, "k23"}, 404},
    {{"POST", "/api/v1/facts/none/end", NULL, "{}", 6, "k24"}, 404},
    {{"POST", "/api/v1/households", NULL,
      "{\"scope\":\"all\",\"children\":[{\"name\":\"a\",\"kana\":\"a\",\"birth\":\"2023-06-01\"}]}", 6, "k25"},
     201},
    {{"POST", "/api/v1/households/none/claim-code", NULL, "{}", 6, "k26"}, 404},
    {{"POST", "/api/v1/households/none/guardians/invite", NULL, "{}", 1, "k27"}, 404},
    {{"POST", "/api/v1/households/none/close", NULL, "{\"day\":\"2026-03-02\"}", 6, "k28"}, 404},
    {{"POST", "/api/v1/claims", NULL,
      "{\"code\":\"2222-2222-2222\",\"login\":\"somebody\",\"password\":\"nothing-at-all\",\"name\":\"n\"}", 0, NULL},
     404},
    {{"POST", "/api/v1/sick-rooms/s01/children/find", NULL, "{\"q\":\"ab\"}", 5, NULL}, 200},
    {{"GET", "/api/v1/children/none/guardians", NULL, NULL, 6, NULL}, 404},
    {{"PUT", "/api/v1/guardians/none/children/none/limits", NULL, "{\"hides\":[\"times\"]}", 6, NULL}, 428},
    {{"GET", "/api/v1/sick-rooms/s01/figures", "month=2026-03", NULL, 5, NULL}, 200},
    {{"GET", "/api/v1/sick-rooms/s01/figures", "month=2026-3", NULL, 5, NULL}, 422},
    {{"GET", "/api/v1/sick-rooms/s01/figures/requests", NULL, NULL, 5, NULL}, 200},
    {{"GET", "/api/v1/sick-rooms/s01/figures/colours", NULL, NULL, 5, NULL}, 404},
    {{"GET", "/api/v1/sick-rooms/s01/promotions", "from=2026-03-01&to=2026-03-31", NULL, 5, NULL}, 200},
    {{"GET", "/api/v1/figures", NULL, NULL, 5, NULL}, 403},
    {{"GET", "/api/v1/open-data/vacancies.csv", NULL, NULL, 0, NULL}, 200},
    {{"GET", "/api/v1/open-data/use.csv", NULL, NULL, 0, NULL}, 200},
    {{"POST", "/api/v1/children/c1/absences", NULL,
      "{\"from\":\"2026-03-03\",\"to\":\"2026-03-03\",\"kind\":\"sick\",\"reason\":\"cold\"}", 1, "k6"},
     201},
    {{"GET", "/api/v1/children/c1/absences", NULL, NULL, 1, NULL}, 200},
    {{"DELETE", "/api/v1/children/c1/absences/none", NULL, NULL, 1, NULL}, 404},
    {{"GET", "/api/v1/children/c1/attendance", "from=2026-02-20&to=2026-03-02", NULL, 1, NULL}, 200},
    {{"GET", "/api/v1/nurseries/n1/attendance", NULL, NULL, 4, NULL}, 200},
    {{"GET", "/api/v1/nurseries/n1/register", "month=2026-03", NULL, 4, NULL}, 200},
    {{"POST", "/api/v1/nurseries/n1/attendance/corrections", NULL,
      "{\"child_id\":\"c1\",\"day\":\"2026-03-02\",\"kind\":\"arrive\",\"at\":\"2026-03-02T07:30:00+09:00\",\"reason\":"
      "\"card forgotten\"}",
      4, "k7"},
     201},
    {{"GET", "/api/v1/nurseries/n1/attendance", NULL, NULL, 1, NULL}, 403},
    {{"GET", "/api/v1/nowhere", NULL, NULL, 0, NULL}, 404},
    {{"DELETE", "/api/v1/me", NULL, NULL, 0, NULL}, 405},
    {{"GET", "/readyz", NULL, NULL, 0, NULL}, 200},
    {{"GET", "/metrics", NULL, NULL, 0, NULL}, 200},
    {{"GET", "/nowhere", NULL, NULL, 0, NULL}, 404},
    {{"DELETE", "/api/v1/session", NULL, NULL, 2, NULL}, 204},
    {{"GET", "/api/v1/me", NULL, NULL, 2, NULL}, 401},
};

#endif
