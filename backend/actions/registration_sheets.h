/* The sealed sheets of a registration, the household's and the child's: opened and written on the lane only, by actions that leave the audit
 * line of it. Part of other actions. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/registration_sheet.h"
#include "store/lane.h"
#include "store/registration_store.h"

enum { REGISTRATION_REASON_BYTES = 1001 };

/* Whose household sheet an account reads and writes: 0 the household's, else its own (R-REG-11). */
int64_t registration_sheet_whose(uint32_t hides, int64_t account_id);

struct registration_sheets {
    struct buf household; /* storages of REGISTRATION_SHEET_BYTES_MAX + 1 that are the caller's */
    struct buf child;
    int64_t household_version; /* 0: nothing was ever written */
};
/* whose: as above. A sheet of which nothing is written is the blank one. ERR_IO: it was not sealed with these keys for this child. */
enum err registration_sheets_open(struct tx *tx, const struct registration_row *row, int64_t whose,
                                  struct registration_sheets *ret) NODISCARD;
enum err registration_sheet_household_open(struct tx *tx, int64_t household_id, int64_t whose, struct buf *ret,
                                           int64_t *ret_version) NODISCARD;
enum err registration_sheet_child_open(struct tx *tx, const struct registration_row *row, struct buf *ret) NODISCARD;

/* Sealed text for the row of a registration that has this public id: a view into the lane's scratch. */
struct str registration_sheet_seal(struct tx *tx, const char *public_id, struct str child);
enum err registration_sheet_write(struct tx *tx, const struct registration_row *row, struct str child) NODISCARD;
enum err registration_sheet_household_write(struct tx *tx, int64_t household_id, int64_t whose,
                                            struct str household) NODISCARD;

/* The reason of a step, sealed into the lane's scratch; empty stays empty. */
struct str registration_reason_seal(struct tx *tx, const struct registration_row *row, enum registration_step step,
                                    struct str reason);
/* ERR_IO: not sealed for this step. */
enum err registration_reason_open(const struct keys *keys, const char *public_id,
                                  const struct registration_event *event,
                                  char reason[REGISTRATION_REASON_BYTES]) NODISCARD;

/* The audit line of something done to a registration. reason: ids and words only. */
enum err registration_audit(struct tx *tx, int64_t account_id, const char *action, const char *public_id,
                            const char *reason) NODISCARD;
