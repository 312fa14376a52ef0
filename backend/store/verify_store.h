/* Counting again: everything that is derived or kept twice is compared with what it was derived from. Reads only, walks whole tables;
 * take a savepoint around several checks to have them look at one moment. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

/* One check. `found` is told of every difference in one sentence of ids and numbers (no names). */
struct verify {
    void (*found)(void *arg, const char *sentence);
    void *arg;
    int64_t looked_at; /* out */
    int64_t wrong;     /* out */
};

/* Counts a difference and tells of it. */
void verify_found(struct verify *verify, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Every kept attendance day folds to the same from its taps and corrections; none is missing. */
enum err verify_store_attendance(struct db *db, struct verify *verify) NODISCARD;
/* No slot holds more than its capacity; the number of those who wait is what the rows say (R-RSV-03). */
enum err verify_store_slots(struct db *db, struct verify *verify) NODISCARD;
/* Every reservation's state is what its history ends in. */
enum err verify_store_history(struct db *db, struct verify *verify) NODISCARD;
/* What was receipted to a gateway is here, without a gap, and no further. */
enum err verify_store_receipts(struct db *db, struct verify *verify) NODISCARD;
/* The audit chain hashes to itself. */
enum err verify_store_audit(struct db *db, struct verify *verify) NODISCARD;
/* SQLite's own checks of the file and of foreign keys. */
enum err verify_store_file(struct db *db, struct verify *verify) NODISCARD;

struct verify_counts {
    int64_t taps;
    int64_t reservations;
    int64_t children;
    int64_t accounts;
};
enum err verify_store_counts(struct db *db, struct verify_counts *ret) NODISCARD;
