/* The check list at the door: R-CARE-01, R-RSV-12. */
#include "core/arrival.h"

#include <stdio.h>
#include <string.h>

#include "support/test.h"

static const struct arrival all_there = {.identity = true,
                                         .note_seen = true,
                                         .note = DOCTOR_NOTE_VALID,
                                         .sheet_signed = true,
                                         .belongings = true,
                                         .tenths = 372};

static const char *missing(enum policy_note_needed needed, const struct arrival *arrival)
{
    static char text[256];
    struct buf buf;
    struct arrival_fault faults[ARRIVAL_FAULTS_MAX];
    const struct policy_note rule = {needed, 7};
    size_t n = arrival_missing(&rule, arrival, faults);
    buf_init(&buf, text, sizeof text);
    for (size_t i = 0; i < n; i++) {
        buf_puts(&buf, i > 0 ? " " : "");
        buf_puts(&buf, faults[i].pointer);
        buf_char(&buf, ':');
        buf_puts(&buf, faults[i].code);
    }
    return text;
}

TEST("R-CARE-01: with everything there the child comes in; each thing that lacks is named, all of them at once")
{
    const struct arrival nothing = {.note = DOCTOR_NOTE_MISSING, .tenths = POLICY_NONE, .orders_off_note = 1};
    EXPECT_STR(missing(NOTE_AT_ENTRY, &all_there), "");
    EXPECT_STR(missing(NOTE_AT_ENTRY, &nothing),
               "/identity:MISSING /note_seen:NOTE_MISSING /sheet_signed:MISSING /orders:DRUG_NOT_ON_NOTE "
               "/belongings:MISSING /temperature_c:MISSING");
}

TEST("R-RSV-12: a note that holds is not enough before staff have seen it; one that does not hold never is")
{
    struct arrival arrival = all_there;
    arrival.note_seen = false;
    EXPECT_STR(missing(NOTE_AT_ENTRY, &arrival), "/note_seen:MISSING");
    EXPECT_STR(missing(NOTE_AT_REQUEST, &arrival), "/note_seen:MISSING");
    EXPECT_STR(missing(NOTE_NOT_NEEDED, &arrival), "");
    arrival.note_seen = true;
    arrival.note = DOCTOR_NOTE_EXPIRED;
    EXPECT_STR(missing(NOTE_AT_ENTRY, &arrival), "/note_seen:NOTE_EXPIRED");
    arrival.note = DOCTOR_NOTE_CHANGED;
    EXPECT_STR(missing(NOTE_AT_ENTRY, &arrival), "/note_seen:NOTE_CHANGED");
}
