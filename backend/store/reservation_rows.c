/* Reading reservations: see reservation_store.h. */
#include <assert.h>
#include <string.h>

#include "store/reservation_store.h"

#include "base/banned.h"

enum err reservation_ahead(struct db *db, const struct reservation_place *place, int32_t *ret)
{
    QUERY(q, db, SQL_RESERVATION_RANK);
    query_int(&q, ":site_id", place->site.v);
    query_int(&q, ":day", place->day);
    query_int(&q, ":class", place->class);
    query_int(&q, ":queue_ms", place->queue_ms);
    query_int(&q, ":id", place->id.v);
    *ret = query_row(&q) ? (int32_t)query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err reservation_queue_last(struct db *db, struct site_id site, int32_t day, int32_t class, int64_t *ret)
{
    QUERY(q, db, SQL_RESERVATION_QUEUE_LAST);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":class", class);
    *ret = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

static void take_texts(const struct query *q, struct reservation_row *row)
{
    row->public_id = query_col_text(q, 1);
    row->child = query_col_text(q, 2);
    row->child_name = query_col_text(q, 3);
    row->room = query_col_text(q, 4);
    row->room_name = query_col_text(q, 5);
    row->slot = query_col_text(q, 7);
    row->phone = query_col_text(q, 16);
}

static void take_row(const struct query *q, struct reservation_row *row)
{
    *row = (struct reservation_row){
        .id = {query_col_int(q, 0)},
        .day = (int32_t)query_col_int(q, 6),
        .state = (enum reservation_state)query_col_int(q, 8),
        .reason = (enum reservation_reason)query_col_int(q, 9),
        .version = query_col_int(q, 10),
        .created_ms = query_col_int(q, 11),
        .changed_ms = query_col_int(q, 12),
        .site = {query_col_int(q, 13)},
        .child_id = {query_col_int(q, 14)},
        .household_id = query_col_int(q, 15),
        .class = (int32_t)query_col_int(q, 17),
        .queue_ms = query_col_int(q, 18),
        .offer_ends_ms = query_col_int(q, 19),
        .auto_until_ms = query_col_int(q, 20),
        .stays = query_col_int(q, 21) != 0,
        .keep = query_col_int(q, 22) != 0,
        .wish = (int32_t)query_col_int(q, 23),
        .together = query_col_int(q, 24) != 0,
        .request_id = query_col_int(q, 25),
        .channel = (int32_t)query_col_int(q, 26),
        .planned_min = (int32_t)query_col_int(q, 27),
        .segments = (uint32_t)query_col_int(q, 28),
        .as_staff = query_col_int(q, 29) != 0,
        .as_guardian = query_col_int(q, 30) != 0,
    };
    take_texts(q, row);
}

/* A rank is counted: whoever goes through a long list does without. */
enum ranks { RANKED, UNRANKED };

/* Hands every row over, RANKED with its rank when it waits. */
static enum err each(struct db *db, struct query *q, enum ranks ranks, reservation_each row, void *arg)
{
    struct reservation_row found;
    size_t n = 0;
    while (query_row(q)) {
        take_row(q, &found);
        if (found.state == RESERVATION_WAITLISTED && ranks == RANKED) {
            int32_t ahead = 0;
            const struct reservation_place place = {found.site, found.day, found.class, found.queue_ms, found.id};
            enum err err = reservation_ahead(db, &place, &ahead);
            if (err != OK) {
                return err;
            }
            found.rank = ahead + 1;
        }
        row(arg, &found);
        n++;
    }
    enum err err = query_err(q);
    return err == OK && n == 0 ? ERR_NOT_FOUND : err;
}

/* None is fine. */
static enum err many(struct db *db, struct query *q, enum ranks ranks, reservation_each row, void *arg)
{
    enum err err = each(db, q, ranks, row, arg);
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err reservation_read(struct db *db, int64_t account_id, struct str public_id, reservation_each row, void *arg)
{
    QUERY(q, db, SQL_RESERVATION_ROW);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    return each(db, &q, RANKED, row, arg);
}

enum err reservation_by_id(struct db *db, struct reservation_id id, reservation_each row, void *arg)
{
    QUERY(q, db, SQL_RESERVATION_BY_ID);
    query_int(&q, ":id", id.v);
    return each(db, &q, UNRANKED, row, arg);
}

enum err reservation_list(struct db *db, const struct reservation_list *list, reservation_each row, void *arg)
{
    QUERY(q, db, list->room.n > 0 ? SQL_RESERVATION_OF_ROOM : SQL_RESERVATION_OF_FAMILY);
    query_int(&q, ":account_id", list->account_id);
    if (list->room.n > 0) {
        query_text(&q, ":room", list->room);
    }
    query_int(&q, ":from_day", list->from_day);
    query_int(&q, ":to_day", list->to_day);
    query_int(&q, ":before", list->before);
    query_int(&q, ":limit", list->limit);
    return many(db, &q, RANKED, row, arg);
}

enum err reservation_of_request(struct db *db, int64_t request_id, reservation_each row, void *arg)
{
    QUERY(q, db, SQL_RESERVATION_OF_REQUEST);
    query_int(&q, ":request_id", request_id);
    return many(db, &q, RANKED, row, arg);
}

enum err reservation_of_day(struct db *db, struct site_id site, int32_t day, enum reservation_state state,
                            reservation_each row, void *arg)
{
    QUERY(q, db, SQL_RESERVATION_OF_DAY);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":state", (int64_t)state);
    return many(db, &q, UNRANKED, row, arg);
}

enum err reservation_to_remind(struct db *db, struct site_id site, int32_t day, reservation_each row, void *arg)
{
    QUERY(q, db, SQL_RESERVATION_TO_REMIND);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    return many(db, &q, UNRANKED, row, arg);
}

enum err reservation_of_child_day(struct db *db, struct child_id child, int32_t day, struct reservation_id but,
                                  reservation_each row, void *arg)
{
    QUERY(q, db, SQL_RESERVATION_OF_CHILD_DAY);
    query_int(&q, ":child_id", child.v);
    query_int(&q, ":day", day);
    query_int(&q, ":id", but.v);
    return many(db, &q, RANKED, row, arg);
}

static struct str keep_text(struct str text, char *out, size_t max)
{
    enum err err = str_copy(text, out, max);
    assert(err == OK);
    return (struct str){out, text.n};
}

void reservation_keep(void *arg, const struct reservation_row *row)
{
    struct reservation_kept *kept = arg;
    kept->row = *row;
    kept->row.public_id = keep_text(row->public_id, kept->public_id, sizeof kept->public_id);
    kept->row.child = keep_text(row->child, kept->child, sizeof kept->child);
    kept->row.room = keep_text(row->room, kept->room, sizeof kept->room);
    kept->row.slot = keep_text(row->slot, kept->slot, sizeof kept->slot);
    kept->row.child_name = STR("");
    kept->row.room_name = STR("");
    kept->row.phone = STR("");
}

void reservation_keep_many(void *arg, const struct reservation_row *row)
{
    struct reservation_many *many = arg;
    if (many->n == many->max) {
        many->missed++;
        return;
    }
    reservation_keep(&many->list[many->n++], row);
}

enum err reservation_held_each(struct db *db, struct site_id site, int32_t day,
                               void (*row)(void *arg, const struct reservation_held *held), void *arg)
{
    QUERY(q, db, SQL_RESERVATION_HELD);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        struct reservation_held held = {{query_col_int(&q, 0)},
                                        query_col_text(&q, 1),
                                        {query_col_int(&q, 2)},
                                        (uint32_t)query_col_int(&q, 3),
                                        query_col_blob(&q, 4),
                                        (int32_t)query_col_int(&q, 5),
                                        (enum reservation_state)query_col_int(&q, 6),
                                        query_col_int(&q, 7),
                                        (int32_t)query_col_int(&q, 8),
                                        query_col_int(&q, 9)};
        row(arg, &held);
    }
    return query_err(&q);
}

static void take_queued(const struct query *q, struct reservation_queued *queued)
{
    *queued = (struct reservation_queued){
        .id = {query_col_int(q, 0)},
        .public_id = query_col_text(q, 1),
        .child = {query_col_int(q, 2)},
        .segments = (uint32_t)query_col_int(q, 3),
        .need = query_col_blob(q, 4),
        .birth_day = (int32_t)query_col_int(q, 5),
        .version = query_col_int(q, 6),
        .class = (int32_t)query_col_int(q, 7),
        .queue_ms = query_col_int(q, 8),
        .auto_until_ms = query_col_int(q, 9),
        .stays = query_col_int(q, 10) != 0,
        .keep = query_col_int(q, 11) != 0,
        .wish = (int32_t)query_col_int(q, 12),
        .together = query_col_int(q, 13) != 0,
        .request_id = query_col_int(q, 14),
        .household_id = query_col_int(q, 15),
        .slot = query_col_text(q, 16),
        .placed_wish = (int32_t)query_col_int(q, 17),
        .party_n = (int32_t)query_col_int(q, 18),
    };
}

enum err reservation_queue_each(struct db *db, struct site_id site, int32_t day,
                                bool (*row)(void *arg, const struct reservation_queued *queued), void *arg)
{
    QUERY(q, db, SQL_RESERVATION_QUEUE);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    bool more = true;
    while (more && query_row(&q)) {
        struct reservation_queued queued;
        take_queued(&q, &queued);
        more = row(arg, &queued);
    }
    return query_err(&q);
}

enum err reservation_sealed(struct db *db, struct reservation_id id,
                            enum err (*take)(void *arg, struct str condition, struct str need), void *arg)
{
    QUERY(q, db, SQL_RESERVATION_SEALED);
    query_int(&q, ":id", id.v);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    return take(arg, query_col_blob(&q, 0), query_col_blob(&q, 1));
}

enum err reservation_asker(struct db *db, struct reservation_id id, int64_t *ret)
{
    QUERY(q, db, SQL_RESERVATION_ASKER);
    query_int(&q, ":id", id.v);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = query_col_int(&q, 0);
    return OK;
}

enum err reservation_history(struct db *db, struct reservation_id id,
                             void (*row)(void *arg, const struct reservation_step *step), void *arg)
{
    QUERY(q, db, SQL_RESERVATION_HISTORY);
    query_int(&q, ":reservation_id", id.v);
    while (query_row(&q)) {
        struct reservation_step step = {query_col_int(&q, 0),
                                        (enum reservation_state)query_col_int(&q, 1),
                                        (enum reservation_state)query_col_int(&q, 2),
                                        (enum reservation_cause)query_col_int(&q, 3),
                                        (enum reservation_reason)query_col_int(&q, 4),
                                        query_col_int(&q, 5) != 0,
                                        (int32_t)query_col_int(&q, 6),
                                        query_col_int(&q, 7)};
        row(arg, &step);
    }
    return query_err(&q);
}
