/* What a family writes into a registration, as JSON in one form: members in one order, all of them there, so that the same words are the same
 * bytes. Two sheets: the household's, entered once for all its children (R-REG-04), and the child's own. Pure.
 *
 *   household {"guardians":[{name,relation,phone,employer:{name,phone}|null}],"emergency":[{name,relation,phone}],"doctor":{name,phone}|null,"address"}
 *   child     {"nursery","no_allergies","allergies":[{what,care}],"history","vaccinations":[{name,day}],"note"}
 *
 * A sheet that is saved may be incomplete; one that is submitted may not. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

enum { REGISTRATION_SHEET_BYTES_MAX = 6144 };

/* Reads the members of an object that stands open and writes them in the one form; what is wrong is blamed on `in`. The caller closes it. */
void registration_sheet_household(struct json_in *in, struct buf *out);
/* nursery false: the place where the child usually is stays out of it, as if nobody had said it (R-REG-11). */
void registration_sheet_child(struct json_in *in, bool nursery, struct buf *out);

/* A stored sheet of the child again, without the place. ERR_INVALID: it is none. */
enum err registration_sheet_without_place(struct str child, struct buf *out) NODISCARD;
/* The sheets of which nothing is written yet. */
void registration_sheet_blank_household(struct buf *out);
void registration_sheet_blank_child(struct buf *out);

/* What must still be said before it can be submitted, as MISSING with pointers that begin with the prefixes: somebody to call, how to reach
 * them, and whether there are allergies. Empty sheets are blank ones. */
void registration_sheet_missing_household(struct str household, const char *prefix, struct json_faults *faults);
void registration_sheet_missing_child(struct str child, const char *prefix, struct json_faults *faults);
