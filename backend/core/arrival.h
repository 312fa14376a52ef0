/* The check list at the door of a sick-care room. Pure.
 *
 * R-CARE-01  who the child is, a note that holds, the family sheet signed, no medicine asked for that is not on the note, what was brought,
 *            and today's temperature; the moment of entry is recorded.
 * R-RSV-12   where a note is needed, entry is blocked until staff tick that they have seen it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/doctor_note.h"
#include "core/policy.h"

/* What staff ticked, and what is known. */
struct arrival {
    bool identity;
    bool note_seen;
    enum doctor_note_standing note;
    bool sheet_signed; /* on paper, or by the family on its own screen */
    bool belongings;
    int32_t tenths;         /* POLICY_NONE: not measured */
    size_t orders_off_note; /* medicine asked for that is not on the note */
};

struct arrival_fault {
    const char *pointer; /* of the member that is missing, RFC 6901 */
    const char *code;
};
enum { ARRIVAL_FAULTS_MAX = 6 };

/* What is still missing, in the order of the list; 0: the child may come in. */
size_t arrival_missing(const struct policy_note *rule, const struct arrival *arrival,
                       struct arrival_fault faults[ARRIVAL_FAULTS_MAX]);
