/* The ward office writes down what is known of a household or child from a day to a day: where they live, their tier, parental leave, work,
 * proofs. What holds on the day of use counts (R-REG-02, R-REG-03); a fact that was wrong is ended, never deleted. Bills of the days it
 * covers follow (R-FEE-03: rerate_fees.h). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/fact_store.h"
#include "store/lane.h"

struct record_fact {
    /* in */
    struct str household;
    struct str child; /* empty: the whole household */
    enum fact_kind kind;
    struct str value;
    int32_t from_day;
    int32_t to_day; /* FACT_FOR_EVER */
    /* out */
    bool no_such_child; /* 422: not of this household */
    char id[SECRET_PUBLIC_ID_TEXT];
};
/* Acts' verbs. ERR_NOT_FOUND: no such household, or fact. */
enum err record_fact(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct end_fact {
    struct str id;
    bool over; /* out, 409: it was ended before */
};
enum err end_fact(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* Everything that was ever written of a household, newest first, with the audit line of the reading. */
enum { READ_FACTS_MAX = 100 };
struct read_facts {
    const struct caller *caller;
    struct str household;
    /* out */
    struct fact *list; /* the caller's array of READ_FACTS_MAX */
    size_t list_n;
};
enum err read_facts(struct lane *lane, struct read_facts *in) NODISCARD;
