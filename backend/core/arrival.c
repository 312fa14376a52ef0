/* See arrival.h. */
#include "core/arrival.h"

#include <assert.h>

#include "base/banned.h"

static const char *note_fault(const struct policy_note *rule, const struct arrival *arrival)
{
    static const char *const codes[] = {[DOCTOR_NOTE_MISSING] = "NOTE_MISSING",
                                        [DOCTOR_NOTE_VALID] = NULL,
                                        [DOCTOR_NOTE_EXPIRED] = "NOTE_EXPIRED",
                                        [DOCTOR_NOTE_CHANGED] = "NOTE_CHANGED"};
    if (rule->needed == NOTE_NOT_NEEDED) {
        return NULL;
    }
    assert((size_t)arrival->note < sizeof codes / sizeof codes[0]);
    return codes[arrival->note] != NULL ? codes[arrival->note] : arrival->note_seen ? NULL : "MISSING";
}

size_t arrival_missing(const struct policy_note *rule, const struct arrival *arrival,
                       struct arrival_fault faults[ARRIVAL_FAULTS_MAX])
{
    const struct arrival_fault list[] = {
        {"/identity", arrival->identity ? NULL : "MISSING"},
        {"/note_seen", note_fault(rule, arrival)},
        {"/sheet_signed", arrival->sheet_signed ? NULL : "MISSING"},
        {"/orders", arrival->orders_off_note > 0 ? "DRUG_NOT_ON_NOTE" : NULL},
        {"/belongings", arrival->belongings ? NULL : "MISSING"},
        {"/temperature_c", arrival->tenths != POLICY_NONE ? NULL : "MISSING"},
    };
    _Static_assert(sizeof list / sizeof list[0] == ARRIVAL_FAULTS_MAX, "room for all of them");
    size_t n = 0;
    for (size_t i = 0; i < ARRIVAL_FAULTS_MAX; i++) {
        if (list[i].code != NULL) {
            faults[n++] = list[i];
        }
    }
    return n;
}
