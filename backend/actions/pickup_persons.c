/* See pickup_persons.h. */
#include "actions/pickup_persons.h"

#include "actions/photo_kept.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "base/json.h"
#include "core/hidden.h"

#include "base/banned.h"

static enum err audit_child(struct tx *tx, int64_t account_id, const char *action, struct str child)
{
    return tx_audit_of(tx, account_id, action, "child", child, STR(""));
}

/* R-REG-11: from whom this is hidden sees only itself and whom it named, as in a household without others; 0: everybody. Whoever also works
 * with the child sees what the work needs. */
static int64_t seen_by(const struct pickup_child *child, int64_t account_id)
{
    bool limited = (child->hides & HIDDEN_PICKUP) != 0 && !child->as_nursery && !child->as_room;
    return limited ? account_id : 0;
}

static enum err write_person(struct tx *tx, const struct caller *caller, struct add_pickup_person *ask,
                             struct child_id child)
{
    char plain[PICKUP_DETAIL_BYTES_MAX];
    unsigned char sealed[PICKUP_DETAIL_BYTES_MAX + SECRET_SEAL_OVERHEAD];
    struct buf text;
    struct json_out out;
    struct pickup_new new = {.child = child, .account_id = caller->account_id, .now_ms = tx->now_ms};
    buf_init(&text, plain, sizeof plain);
    json_out_init(&out, &text);
    json_out_open(&out, '{');
    json_put_text(&out, "name", ask->name);
    json_put_text(&out, "relation", ask->relation);
    json_put_text(&out, "phone", ask->phone);
    json_out_close(&out, '}');
    if (text.overflow) {
        return ERR_LIMIT;
    }
    secret_public_id(tx->now_ms, new.public_id);
    sealed_close(tx->keys, "pickup_person|person", new.public_id, buf_view(&text), sealed);
    new.person = (struct str){(const char *)sealed, text.n + SECRET_SEAL_OVERHEAD};
    enum err err = pickup_add(tx->db, &new);
    return err == OK ? str_copy(str_of(new.public_id), ask->id, sizeof ask->id) : err;
}

enum err add_pickup_person(struct tx *tx, const struct caller *caller, void *arg)
{
    struct add_pickup_person *ask = arg;
    struct pickup_child child;
    enum err err = pickup_child(tx->db, caller->account_id, ask->child, civil_day_of_ms(tx->now_ms), &child);
    err = err == OK ? pickup_full(tx->db, child.child, caller->account_id, &ask->full) : err;
    if (err != OK || ask->full) {
        return err;
    }
    err = write_person(tx, caller, ask, child.child);
    return err == OK ? audit_child(tx, caller->account_id, "add_pickup_person", ask->child) : err;
}

enum err remove_pickup_person(struct tx *tx, const struct caller *caller, void *arg)
{
    struct remove_pickup_person *ask = arg;
    struct pickup_child child;
    enum err err = pickup_child(tx->db, caller->account_id, ask->child, civil_day_of_ms(tx->now_ms), &child);
    err = err == OK ? pickup_remove(tx->db, child.child, ask->person, seen_by(&child, caller->account_id), tx->now_ms)
                    : err;
    err = err == OK ? photo_kept_drop(tx, caller, PHOTO_PICKUP, ask->person) : err;
    return err == OK ? audit_child(tx, caller->account_id, "remove_pickup_person", ask->child) : err;
}

static enum err open_person(struct read_pickup_persons *in, struct pickup_person *row, struct str sealed)
{
    char plain[PICKUP_DETAIL_BYTES_MAX];
    struct buf text;
    struct json_faults faults;
    struct json_in json;
    buf_init(&text, plain, sizeof plain);
    enum err err = sealed_open(in->keys, "pickup_person|person", str_of(row->id), sealed, &text);
    err = err == OK ? json_open(buf_view(&text), &json, &faults) : err;
    if (err != OK) {
        return ERR_IO;
    }
    err = str_copy(json_text(&json, "name", JSON_OPTIONAL, sizeof row->name - 1), row->name, sizeof row->name);
    err = err == OK ? str_copy(json_text(&json, "relation", JSON_OPTIONAL, sizeof row->relation - 1), row->relation,
                               sizeof row->relation)
                    : err;
    err = err == OK
              ? str_copy(json_text(&json, "phone", JSON_OPTIONAL, sizeof row->phone - 1), row->phone, sizeof row->phone)
              : err;
    json_drop(&json);
    return err;
}

static enum err take(void *arg, struct str id, struct str name, struct str sealed)
{
    struct read_pickup_persons *in = arg;
    if (in->list_n == PICKUP_LIST_MAX) {
        return OK;
    }
    struct pickup_person *row = &in->list[in->list_n++];
    *row = (struct pickup_person){.guardian = sealed.n == 0};
    enum err err = str_copy(id, row->id, sizeof row->id);
    err = err == OK ? str_copy(name, row->name, sizeof row->name) : err;
    return err == OK && sealed.n > 0 ? open_person(in, row, sealed) : err;
}

/* A sick-care room sees the list without the photos (core/photo.h). */
static enum err find_photo(struct tx *tx, const struct caller *caller, struct pickup_person *person)
{
    struct photo_ids ids;
    enum err err = person->guardian ? ERR_NOT_FOUND : photo_ids_about(tx->db, PHOTO_PICKUP, str_of(person->id), &ids);
    if (err != OK || ids.n == 0) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    err = photo_get(tx->db, str_of(ids.id[ids.n - 1]), caller->account_id, &person->photo);
    if (err == OK && !photo_shown(&person->photo.sight)) {
        person->photo.public_id[0] = '\0';
    }
    return err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_pickup_persons *in = arg;
    struct pickup_child child;
    in->keys = tx->keys;
    in->list_n = 0;
    enum err err = pickup_child(tx->db, in->caller->account_id, in->child, civil_day_of_ms(tx->now_ms), &child);
    err = err == OK ? audit_child(tx, in->caller->account_id, "read_pickup_persons", in->child) : err;
    err = err == OK ? pickup_each(tx->db, child.child, seen_by(&child, in->caller->account_id), take, in) : err;
    for (size_t i = 0; err == OK && i < in->list_n; i++) {
        err = find_photo(tx, in->caller, &in->list[i]);
    }
    return err;
}

enum err read_pickup_persons(struct lane *lane, struct read_pickup_persons *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
