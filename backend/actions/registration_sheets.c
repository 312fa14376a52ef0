/* See registration_sheets.h. */
#include "actions/registration_sheets.h"

#include <assert.h>

#include "base/secret.h"
#include "core/hidden.h"
#include "store/sheet_store.h"

#include "base/banned.h"

enum { SEALED_BYTES = REGISTRATION_SHEET_BYTES_MAX + SECRET_SEAL_OVERHEAD, ABOUT_BYTES = 96 };
_Static_assert((int)SEALED_BYTES <= (int)LANE_SCRATCH_BYTES, "a sealed sheet fits into the lane's scratch");

int64_t registration_sheet_whose(uint32_t hides, int64_t account_id)
{
    return (hides & HIDDEN_ADDRESSES) != 0 ? account_id : 0;
}

static struct str seal(struct tx *tx, struct str about, struct str clear)
{
    unsigned char *sealed = tx->scratch;
    assert(clear.n <= REGISTRATION_SHEET_BYTES_MAX);
    secret_seal(tx->keys->column, about, clear.p, clear.n, sealed);
    return (struct str){(const char *)sealed, clear.n + SECRET_SEAL_OVERHEAD};
}

/* `sealed` stands in front of the buffer's place or elsewhere; the clear text is appended to an empty buffer. */
static enum err open_into(const struct keys *keys, struct str about, struct str sealed, struct buf *ret)
{
    if (sealed.n < SECRET_SEAL_OVERHEAD || sealed.n - SECRET_SEAL_OVERHEAD > ret->max) {
        return ERR_IO;
    }
    if (secret_unseal(keys->column, about, sealed.p, sealed.n, (unsigned char *)ret->p) != OK) {
        return ERR_IO;
    }
    ret->n = sealed.n - SECRET_SEAL_OVERHEAD;
    ret->p[ret->n] = '\0';
    return OK;
}

enum err registration_sheet_household_open(struct tx *tx, int64_t household_id, int64_t whose, struct buf *ret,
                                           int64_t *ret_version)
{
    char storage[ABOUT_BYTES];
    struct buf about;
    struct buf sealed;
    buf_init(&sealed, tx->scratch, LANE_SCRATCH_BYTES);
    buf_clear(ret);
    enum err err = sheet_get(tx->db, household_id, whose, &sealed, ret_version);
    if (err == ERR_NOT_FOUND) {
        *ret_version = 0;
        registration_sheet_blank_household(ret);
        return OK;
    }
    return err == OK ? open_into(tx->keys, sheet_about(&about, storage, sizeof storage, household_id, whose),
                                 buf_view(&sealed), ret)
                     : err;
}

enum err registration_sheet_child_open(struct tx *tx, const struct registration_row *row, struct buf *ret)
{
    char storage[ABOUT_BYTES];
    struct buf about;
    size_t n = 0;
    buf_clear(ret);
    enum err err = registration_detail(tx->db, row->id, tx->scratch, LANE_SCRATCH_BYTES, &n);
    if (err != OK) {
        return err;
    }
    const struct str sealed = {tx->scratch, n};
    return open_into(tx->keys, registration_about(&about, storage, sizeof storage, row->public_id), sealed, ret);
}

enum err registration_sheets_open(struct tx *tx, const struct registration_row *row, int64_t whose,
                                  struct registration_sheets *ret)
{
    enum err err = registration_sheet_household_open(tx, row->household_id, whose, &ret->household,
                                                     &ret->household_version);
    return err == OK ? registration_sheet_child_open(tx, row, &ret->child) : err;
}

struct str registration_sheet_seal(struct tx *tx, const char *public_id, struct str child)
{
    char storage[ABOUT_BYTES];
    struct buf about;
    return seal(tx, registration_about(&about, storage, sizeof storage, public_id), child);
}

enum err registration_sheet_write(struct tx *tx, const struct registration_row *row, struct str child)
{
    return registration_write(tx->db, row->id, registration_sheet_seal(tx, row->public_id, child));
}

enum err registration_sheet_household_write(struct tx *tx, int64_t household_id, int64_t whose, struct str household)
{
    char storage[ABOUT_BYTES];
    struct buf about;
    struct str sealed = seal(tx, sheet_about(&about, storage, sizeof storage, household_id, whose), household);
    return sheet_put(tx->db, household_id, whose, sealed, tx->now_ms);
}

/* A reason moved to another step, or to another child's registration, does not open. */
static struct str reason_about(struct buf *buf, char storage[ABOUT_BYTES], const char *public_id, int64_t at_ms,
                               enum registration_step step)
{
    buf_init(buf, storage, ABOUT_BYTES);
    buf_puts(buf, "registration_event|reason|");
    buf_puts(buf, public_id);
    buf_char(buf, '|');
    buf_int(buf, at_ms);
    buf_char(buf, '|');
    buf_int(buf, (int64_t)step);
    return buf_view(buf);
}

struct str registration_reason_seal(struct tx *tx, const struct registration_row *row, enum registration_step step,
                                    struct str reason)
{
    char storage[ABOUT_BYTES];
    struct buf about;
    if (reason.n == 0) {
        return STR("");
    }
    return seal(tx, reason_about(&about, storage, row->public_id, tx->now_ms, step), reason);
}

enum err registration_reason_open(const struct keys *keys, const char *public_id,
                                  const struct registration_event *event, char reason[REGISTRATION_REASON_BYTES])
{
    char storage[ABOUT_BYTES];
    struct buf about;
    struct buf clear;
    buf_init(&clear, reason, REGISTRATION_REASON_BYTES);
    if (event->reason.n == 0) {
        return OK;
    }
    return open_into(keys, reason_about(&about, storage, public_id, event->at_ms, event->step), event->reason, &clear);
}

enum err registration_audit(struct tx *tx, int64_t account_id, const char *action, const char *public_id,
                            const char *reason)
{
    return tx_audit_of(tx, account_id, action, "registration", str_of(public_id), str_of(reason));
}
