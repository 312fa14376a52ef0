/* Guardians' agreements that a child's nursery reads what the sick-care room wrote down. The only writer of record_agreement; an agreement that was
 * taken back stays, ended. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

/* Since when it is agreed; 0: it is not. */
enum err agreement_of(struct db *db, int64_t child_id, int64_t *ret_ms) NODISCARD;
enum err agreement_begin(struct db *db, int64_t child_id, int64_t account_id, int64_t now_ms) NODISCARD;
enum err agreement_end(struct db *db, int64_t child_id, int64_t account_id, int64_t now_ms) NODISCARD;
