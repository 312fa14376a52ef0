/* The chain over what attendance is made of: touches, touches taken back, words of staff, reports, withdrawals and approvals of a month. One chain per
 * nursery, a link per row, written in the transaction of the row.
 *   hash = BLAKE2b-256(hash before ‖ kind ‖ every column of the row, each with its length)
 * so that a row that was altered, taken out, put in or moved shows, and which. The chain's head stands in the audit (once a day, and with every
 * approval of a month): cutting off its end, or writing the whole chain anew, contradicts the audit. Words of staff and reports are spoken of in the
 * audit one by one, and touches are counted by their receipts, so that the end of today's chain cannot be cut off unseen either. R-ATT-01, R-ATT-11.
 * The only writer of attendance_chain and attendance_anchor. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "store/db.h"
#include "store/verify_store.h"

enum chain_kind {
    CHAIN_TAP = 1,
    CHAIN_UNDONE, /* named by the touch that took another back */
    CHAIN_CORRECTION,
    CHAIN_ABSENCE,
    CHAIN_WITHDRAWAL,
    CHAIN_APPROVAL,
    CHAIN_KIND_LAST = CHAIN_APPROVAL,
};

struct chain_head {
    int64_t seq; /* 0: nothing yet */
    unsigned char hash[SECRET_HASH_BYTES];
};

/* Links the row as it now stands, whole: after everything that belongs to it is written. ERR_NOT_FOUND: there is no such row. */
enum err chain_append(struct db *db, enum chain_kind kind, int64_t row_id) NODISCARD;
enum err chain_head_read(struct db *db, int64_t site_id, struct chain_head *ret) NODISCARD;
/* The hash of a row that follows the hash `before`; *ret_site_id: whose chain it belongs to. ERR_NOT_FOUND: there is no such row. */
enum err chain_hash(struct db *db, enum chain_kind kind, int64_t row_id, const unsigned char before[SECRET_HASH_BYTES],
                    unsigned char out[SECRET_HASH_BYTES], int64_t *ret_site_id) NODISCARD;

/* The first nursery after `after` whose chain has grown since the audit last held its head. ERR_NOT_FOUND: no further one. */
enum err chain_grown(struct db *db, int64_t after, int64_t *ret_site_id, char public_id[33]) NODISCARD;
/* The audit holds the chain up to seq. */
enum err chain_anchored(struct db *db, int64_t site_id, int64_t seq) NODISCARD;

enum { CHAIN_ANCHOR_BYTES = 2 * SECRET_HASH_BYTES + 24 };
/* "12 9f3a…": the audit's reason of a line anchor_attendance. */
void chain_anchor_text(const struct chain_head *head, struct buf *out);

/* Walks every chain, looks for rows without a link, and compares the chains with what the audit holds. */
enum err chain_verify(struct db *db, struct verify *verify) NODISCARD;
