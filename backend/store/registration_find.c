/* Finding a child by its name or number: see registration_store.h. */
#include "store/registration_store.h"

#include "base/banned.h"

enum { TEXT_BYTES = 128 };

enum err registration_find(struct db *db, const struct registration_search *search,
                           void (*row)(void *arg, const struct registration_found *found), void *arg)
{
    static const char last[] = "\xf4\x8f\xbf\xbf"; /* after every letter there is */
    char storage[TEXT_BYTES];
    struct buf end;
    struct registration_found found;
    buf_init(&end, storage, sizeof storage);
    buf_str(&end, search->text);
    buf_puts(&end, last);
    if (end.overflow) {
        return ERR_LIMIT;
    }
    QUERY(q, db, search->number ? SQL_REGISTRATION_FIND_NUMBER : SQL_REGISTRATION_FIND_NAME);
    query_text(&q, ":text", search->text);
    query_int(&q, ":scope", search->scope_site_id);
    query_int(&q, ":today", search->today);
    if (!search->number) {
        query_text(&q, ":text_end", buf_view(&end));
        query_int(&q, ":limit", search->limit);
    }
    while (query_row(&q)) {
        query_col_copy(&q, 0, found.child, sizeof found.child);
        query_col_copy(&q, 1, found.name, sizeof found.name);
        query_col_copy(&q, 2, found.kana, sizeof found.kana);
        found.birth_day = (int32_t)query_col_int(&q, 3);
        found.state = (enum registration_state)query_col_int(&q, 4);
        query_col_copy(&q, 5, found.number, sizeof found.number);
        row(arg, &found);
    }
    return query_err(&q);
}
