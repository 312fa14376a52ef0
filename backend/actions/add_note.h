/* A doctor's form is entered, by the family or by staff of a room in which the child has something open (A4). One with another diagnosis, or with
 * a drug that the older does not have, ends the older from its own day of issue on; a confirmed place whose illness is another now goes back to
 * "requested": it stays held, its room decides again, the family is told (R-RSV-13). Medicine that was ordered and that the form which holds now does not name is taken back.
 * What the form says is sealed; every reading is recorded. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/doctor_note.h"
#include "store/lane.h"
#include "store/note_store.h"

struct add_note {
    /* in */
    struct str child;
    int32_t issued_day;
    bool extends;
    struct str sheet; /* in the form of note_sheet.h */
    struct doctor_note note;
    /* out */
    char id[SECRET_PUBLIC_ID_TEXT];
    bool wrong_day;                                     /* still to come, or too long ago to hold anywhere */
    size_t voided;                                      /* older forms that end */
    char moved[NOTE_PLACES_MAX][SECRET_PUBLIC_ID_TEXT]; /* places that their rooms decide again */
    size_t moved_n;
    size_t taken_back; /* medicine orders that the form does not name */
};
/* An act's verb. ERR_NOT_FOUND: no such child, or not this caller's. */
enum err add_note(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct read_notes {
    const struct caller *caller;
    struct str child;
    /* Called on the lane for each form, newest first, with what it says. Must not fail. */
    void (*note)(void *arg, const struct note_detail *note, struct str sheet);
    void *arg;
    /* The action's own. */
    const struct keys *keys;
};
/* ERR_NOT_FOUND: no such child, or not this caller's. */
enum err read_notes(struct lane *lane, struct read_notes *in) NODISCARD;
