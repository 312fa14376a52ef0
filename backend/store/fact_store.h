/* What is known of a household or a child, dated: where they live, their tier, parental leave, work, entitlement, proofs. The municipality's
 * other systems are the masters; here they are imported or entered at the counter. The only writer of household_fact. R-FEE-02: what holds
 * on the day of use counts. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/eligibility.h"
#include "core/policy.h"
#include "store/db.h"
#include "store/household_store.h"

enum fact_kind {
    FACT_RESIDENCE = 1,  /* value: code of the municipality, "" our own */
    FACT_TIER,           /* value: the tier of the fee table */
    FACT_PARENTAL_LEAVE, /* accepted for these days */
    FACT_WORK,           /* work is proved */
    FACT_ENTITLEMENT,    /* value: kind of certificate */
    FACT_PROOF,          /* value: what it proves, as the fee table names it */
    FACT_WORKS_HERE,
};
enum {
    FACT_KIND_LAST = FACT_WORKS_HERE,
    FACT_FOR_EVER = INT32_MAX,
    FACT_VALUE_BYTES = POLICY_ID_BYTES,
    FACT_PROOFS_MAX = 8
};

/* What holds on one day. */
struct facts {
    bool residence_known;
    char residence[FACT_VALUE_BYTES]; /* "" our own */
    char tier[FACT_VALUE_BYTES];      /* "" unknown */
    bool parental_leave;
    bool work;
    bool entitled;
    bool works_here;
    char proofs[FACT_PROOFS_MAX][FACT_VALUE_BYTES];
    size_t proofs_n;
};

enum err fact_on(struct db *db, int64_t household_id, int64_t child_id, int32_t day, struct facts *ret) NODISCARD;

struct fact {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t household_id;
    int64_t child_id;                  /* 0: the whole household */
    char child[SECRET_PUBLIC_ID_TEXT]; /* out only: "" the whole household */
    enum fact_kind kind;
    char value[FACT_VALUE_BYTES];
    int32_t from_day;
    int32_t to_day;     /* FACT_FOR_EVER */
    int64_t account_id; /* 0: imported */
    int64_t recorded_ms;
    int64_t ended_ms;
};
enum err fact_add(struct db *db, const struct fact *fact) NODISCARD;
/* ERR_NOT_FOUND: no such fact of this household, or ended already. */
enum err fact_end(struct db *db, int64_t household_id, struct str public_id, int64_t now_ms) NODISCARD;
/* ERR_NOT_FOUND: no such fact. */
enum err fact_household(struct db *db, struct str public_id, struct household *ret) NODISCARD;
/* Whom it concerns, its kind and its days; nothing else is filled in. ERR_NOT_FOUND: no such fact. */
enum err fact_span(struct db *db, struct str public_id, struct fact *ret) NODISCARD;
enum err fact_each(struct db *db, int64_t household_id, int32_t max, void (*row)(void *arg, const struct fact *fact),
                   void *arg) NODISCARD;

const char *fact_kind_word(enum fact_kind kind); /* "residence" … */
/* NULL-terminated; index + 1 is the kind. */
extern const char *const fact_kind_words[];
