/* What a doctor's form says, as JSON in one form: {"diagnosis","phase","rest","meal","drugs":[{name,dose,times}],"comment"}. Pure. */
#pragma once

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/doctor_note.h"

enum { NOTE_SHEET_BYTES_MAX = 4000 };

/* Reads the members of an object that stands open and writes them in the one form; what is wrong is blamed on `in`. *ret: what the rules look at.
 * The caller closes `in`. */
void note_sheet_read(struct json_in *in, struct buf *out, struct doctor_note *ret);
/* A stored one again. ERR_INVALID: it is none, or names a disease that is no longer known. */
enum err note_sheet_stored(struct str json, struct doctor_note *ret) NODISCARD;
