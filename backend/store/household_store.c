#include "store/household_store.h"

#include "base/banned.h"

enum err household_create(struct db *db, const char *public_id, int64_t *ret_id)
{
    QUERY(q, db, SQL_HOUSEHOLD_INSERT);
    query_text(&q, ":public_id", str_of(public_id));
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}
