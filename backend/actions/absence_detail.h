/* What only the family, its nursery's staff and the audit see of a report: reason and diagnosis, sealed (R-SEC-05). */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "store/absence_store.h"
#include "store/keys.h"

enum { ABSENCE_REASON_BYTES = 2001, ABSENCE_DIAGNOSIS_BYTES = 33 };

/* Fills absence->detail; public_id must stand. ERR_LIMIT: too long. */
enum err absence_detail_seal(const struct keys *keys, struct str reason, struct str diagnosis,
                             struct absence *absence) NODISCARD;
/* ERR_IO: it was not sealed with these keys for this report. */
enum err absence_detail_open(const struct keys *keys, const struct absence *absence, char reason[ABSENCE_REASON_BYTES],
                             char diagnosis[ABSENCE_DIAGNOSIS_BYTES]) NODISCARD;
