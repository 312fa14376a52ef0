/* See fact_store.h. */
#include "store/fact_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

const char *const fact_kind_words[] = {"residence",   "tier",  "parental_leave", "work",
                                       "entitlement", "proof", "works_here",     NULL};

const char *fact_kind_word(enum fact_kind kind)
{
    assert(kind >= FACT_RESIDENCE);
    assert((int)kind <= FACT_KIND_LAST);
    return fact_kind_words[kind - 1];
}

static void take(const struct query *q, struct facts *facts)
{
    switch ((enum fact_kind)query_col_int(q, 0)) {
    case FACT_RESIDENCE:
        facts->residence_known = true;
        query_col_copy(q, 1, facts->residence, sizeof facts->residence);
        break;
    case FACT_TIER:
        query_col_copy(q, 1, facts->tier, sizeof facts->tier);
        break;
    case FACT_PARENTAL_LEAVE:
        facts->parental_leave = true;
        break;
    case FACT_WORK:
        facts->work = true;
        break;
    case FACT_ENTITLEMENT:
        facts->entitled = true;
        break;
    case FACT_PROOF:
        if (facts->proofs_n < FACT_PROOFS_MAX) {
            query_col_copy(q, 1, facts->proofs[facts->proofs_n++], FACT_VALUE_BYTES);
        }
        break;
    case FACT_WORKS_HERE:
        facts->works_here = true;
        break;
    }
}

enum err fact_on(struct db *db, int64_t household_id, int64_t child_id, int32_t day, struct facts *ret)
{
    memset(ret, 0, sizeof *ret);
    QUERY(q, db, SQL_FACT_ON);
    query_int(&q, ":household_id", household_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        take(&q, ret);
    }
    return query_err(&q);
}

enum err fact_add(struct db *db, const struct fact *fact)
{
    assert(fact->from_day <= fact->to_day);
    QUERY(q, db, SQL_FACT_ADD);
    query_text(&q, ":public_id", str_of(fact->public_id));
    query_int(&q, ":household_id", fact->household_id);
    if (fact->child_id != 0) {
        query_int(&q, ":child_id", fact->child_id);
    } else {
        query_null(&q, ":child_id");
    }
    query_int(&q, ":kind", (int64_t)fact->kind);
    query_text(&q, ":value", str_of(fact->value));
    query_int(&q, ":from_day", fact->from_day);
    query_int(&q, ":to_day", fact->to_day);
    if (fact->account_id != 0) {
        query_int(&q, ":account_id", fact->account_id);
    } else {
        query_null(&q, ":account_id");
    }
    query_int(&q, ":now_ms", fact->recorded_ms);
    return query_run(&q);
}

enum err fact_end(struct db *db, int64_t household_id, struct str public_id, int64_t now_ms)
{
    QUERY(q, db, SQL_FACT_END);
    query_int(&q, ":household_id", household_id);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) != 1 ? ERR_NOT_FOUND : err;
}

enum err fact_household(struct db *db, struct str public_id, struct household *ret)
{
    QUERY(q, db, SQL_FACT_HOUSEHOLD);
    query_text(&q, ":public_id", public_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    ret->closed_day = (int32_t)query_col_int(&q, 2);
    return OK;
}

enum err fact_span(struct db *db, struct str public_id, struct fact *ret)
{
    QUERY(q, db, SQL_FACT_SPAN);
    query_text(&q, ":public_id", public_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct fact){.child_id = query_col_int(&q, 0),
                         .kind = (enum fact_kind)query_col_int(&q, 1),
                         .from_day = (int32_t)query_col_int(&q, 2),
                         .to_day = (int32_t)query_col_int(&q, 3)};
    return OK;
}

enum err fact_each(struct db *db, int64_t household_id, int32_t max, void (*row)(void *arg, const struct fact *fact),
                   void *arg)
{
    QUERY(q, db, SQL_FACT_OF_HOUSEHOLD);
    query_int(&q, ":household_id", household_id);
    query_int(&q, ":n", max);
    while (query_row(&q)) {
        struct fact fact = {.household_id = household_id,
                            .child_id = query_col_int(&q, 1),
                            .kind = (enum fact_kind)query_col_int(&q, 2),
                            .from_day = (int32_t)query_col_int(&q, 4),
                            .to_day = (int32_t)query_col_int(&q, 5),
                            .account_id = query_col_int(&q, 6),
                            .recorded_ms = query_col_int(&q, 7),
                            .ended_ms = query_col_int(&q, 8)};
        query_col_copy(&q, 0, fact.public_id, sizeof fact.public_id);
        query_col_copy(&q, 3, fact.value, sizeof fact.value);
        query_col_copy(&q, 9, fact.child, sizeof fact.child);
        row(arg, &fact);
    }
    return query_err(&q);
}
