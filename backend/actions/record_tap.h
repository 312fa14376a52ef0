/* A tap that a gateway signed: stored once, whatever is sent again, and the child's day folded anew (R-ATT-01, 07, 09).
 * Idempotent on (gateway, epoch, number): the same bytes again change nothing and are receipted again; another content under a used
 * number is recorded as refused and gets no receipt. What is authentic but cannot be used is stored with the reason and receipted, so
 * that it never blocks the box. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/lane.h"
#include "store/tap_store.h"
#include "wire/tap.h"

enum record_tap_outcome {
    RECORD_TAP_NEW,
    RECORD_TAP_AGAIN,   /* the same as before */
    RECORD_TAP_REFUSED, /* a used number with another content */
};

struct record_tap {
    int64_t gateway_id;
    int64_t site_id; /* the gateway's */
    int64_t received_ms;
    struct tap tap;
    bool readable; /* false: only epoch and seq of tap are known */
    struct str payload;
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    /* Out. */
    enum record_tap_outcome outcome;
    enum tap_verdict verdict;
    int64_t through; /* of the tap's epoch: the highest number without a gap */
};

/* A lane_job's run(): arg is a struct record_tap. The caller has verified the signature over these very bytes. */
enum err record_tap(struct tx *tx, void *arg) NODISCARD;
