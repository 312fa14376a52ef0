/* See run_extension.h. */
#include "actions/run_extension.h"

#include <string.h>

#include "actions/price_extension.h"
#include "base/civil.h"
#include "base/json.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { DOCUMENT_BYTES = 24 * 1024, PRICING_BYTES = 72 * 1024 };

/* Too much for a stack: it stands in the lane's room. */
struct run_room {
    struct extension_rules rules;
    struct extension_agreement agreed;
    char document[DOCUMENT_BYTES];
    _Alignas(16) char pricing[PRICING_BYTES];
};
_Static_assert(sizeof(struct run_room) <= LANE_SCRATCH_BYTES, "the lane's room is enough");

struct running {
    struct tx *tx;
    struct run_room *room;
    struct extension_run last;
    struct extension_run next; /* id 0 while the months are only compared */
    int64_t children;
    bool differs;
    struct str document; /* of the child at hand */
};

static enum err agreed(void *arg, const char *child, int32_t day, struct extension_facts *facts)
{
    struct running *running = arg;
    facts->day = day;
    return price_extension_agreed(running->tx->db, &running->room->rules, child, facts, &running->room->agreed);
}

static void compare(void *arg, const struct extension_bill *before)
{
    struct running *running = arg;
    running->differs = running->differs || !str_equal(before->document, running->document);
}

static enum err take(void *arg, const struct price_child *child)
{
    struct running *running = arg;
    struct buf buf;
    struct json_out out;
    buf_init(&buf, running->room->document, sizeof running->room->document);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    bool worth = price_extension_put(&out, &running->room->rules, child);
    json_out_close(&out, '}');
    running->document = buf_view(&buf);
    bool was = running->differs;
    enum err err = extension_store_bill(running->tx->db, running->last.id, child->child->id, compare, running);
    if (buf.overflow || (err != OK && err != ERR_NOT_FOUND)) {
        return buf.overflow ? ERR_LIMIT : err;
    }
    if (!worth && err == ERR_NOT_FOUND) {
        running->differs = was;
        return OK;
    }
    running->children++;
    running->differs = running->differs || err == ERR_NOT_FOUND;
    const struct extension_bill bill = {.run_id = running->next.id,
                                        .child_id = child->child->id,
                                        .yen = child->month.yen,
                                        .unresolved = child->month.unresolved,
                                        .document = running->document};
    return running->next.id == 0 ? OK : extension_store_bill_add(running->tx->db, &bill);
}

static enum err price(struct running *running, const struct extension_key *key)
{
    struct arena arena = {.block = running->room->pricing, .max = sizeof running->room->pricing};
    const struct price_extension ask = {.site_id = key->site_id,
                                        .from_day = key->month_day,
                                        .now_ms = running->tx->now_ms,
                                        .rules = &running->room->rules,
                                        .agreed = agreed,
                                        .take = take,
                                        .arg = running};
    running->children = 0;
    return price_extension(running->tx->db, &arena, &ask);
}

/* First the months are only compared: a run that says nothing new is none. */
static enum err run(struct running *running, const struct extension_key *key, struct run_extension *in,
                    int64_t account_id)
{
    struct extension_sum sum = {.children = 0};
    enum err err = price(running, key);
    err = err == OK ? extension_store_sum(running->tx->db, running->last.id, &sum) : err;
    if (err != OK) {
        return err;
    }
    if (running->last.id != 0 && !running->differs && sum.children == running->children) {
        in->outcome = RUN_EXTENSION_SAME;
        in->version = running->last.version;
        in->sum = sum;
        return OK;
    }
    running->next.version = running->last.version + 1;
    running->next.at_ms = running->tx->now_ms;
    err = extension_store_run_add(running->tx->db, key, &running->next, account_id);
    err = err == OK ? price(running, key) : err;
    in->version = running->next.version;
    return err == OK ? extension_store_sum(running->tx->db, running->next.id, &in->sum) : err;
}

static enum err audit(struct tx *tx, const struct caller *caller, const struct run_extension *in)
{
    char version_text[16];
    struct buf version;
    buf_init(&version, version_text, sizeof version_text);
    buf_int(&version, in->version);
    return tx_audit_of(tx, caller->account_id, "run_extension", "site", in->site, buf_view(&version));
}

enum err run_extension(struct tx *tx, const struct caller *caller, void *arg)
{
    struct run_extension *in = arg;
    struct extension_key key = {.month_day = in->month_day};
    struct running running = {.tx = tx, .room = tx->scratch};
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &key.site_id);
    if (err != OK) {
        return err;
    }
    in->outcome = in->month_day > civil_day_of_ms(tx->now_ms) ? RUN_EXTENSION_NOT_BEGUN : RUN_EXTENSION_DONE;
    if (in->outcome != RUN_EXTENSION_DONE) {
        return OK;
    }
    err = extension_store_price_on(tx->db, key.site_id, in->month_day, &running.room->rules, &running.next.price_id);
    if (err == ERR_NOT_FOUND) {
        in->outcome = RUN_EXTENSION_NO_PRICES;
        return OK;
    }
    err = err == OK ? extension_store_last_run(tx->db, &key, &running.last)
                    : ERR_IO; /* it was read when it was loaded */
    err = err == OK ? run(&running, &key, in, caller->account_id) : err;
    return err == OK && in->outcome == RUN_EXTENSION_DONE ? audit(tx, caller, in) : err;
}
