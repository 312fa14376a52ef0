/* A guardian adds a photo to a person who may fetch the child (R-CARE-03), so that whoever hands the child over sees whether it is the one. It takes the
 * place of an earlier one, and goes when the person does. No other family is asked: nobody else is in it. */
#pragma once

#include "actions/keep_photo.h"
#include "core/access.h"
#include "store/lane.h"

/* An act's verb for a struct keep_photo whose place names the child and, as about, the person. ERR_NOT_FOUND: no such child or person, or the caller is no
 * guardian who may see them (R-REG-11), or the child is in no nursery: nobody would look at it. */
enum err keep_person_photo(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
