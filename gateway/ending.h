/* The end of an enrolment, kept beside the outbox: a box that was revoked stays so over a restart, until it is paired again (R-SEC-04). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define ENDING_TODO "this entrance was ended by its nursery: pair the box again (--pair CODE --server URL)"

/* Was the enrolment of this epoch ended? */
bool ending_read(const char *dir, int64_t epoch);
void ending_note(const char *dir, int64_t epoch);
