/* See set_book.h. */
#include "actions/set_book.h"

#include "base/banned.h"

static enum err present_version(struct tx *tx, int64_t nursery_id, int64_t *ret)
{
    struct book_setting setting;
    enum err err = book_setting(tx->db, nursery_id, &setting);
    *ret = setting.version;
    return err;
}

enum err set_book(struct tx *tx, const struct caller *caller, void *arg)
{
    struct set_book *ask = arg;
    struct book_nursery nursery;
    enum err err = book_nursery(tx->db, ask->site, STR(""), caller->account_id, &nursery);
    err = err == OK && !nursery.as_lead ? ERR_NOT_FOUND : err;
    err = err == OK ? present_version(tx, nursery.id, &ask->present_version) : err;
    if (err != OK) {
        return err;
    }
    ask->changed = ask->present_version != ask->version;
    if (ask->changed) {
        return OK;
    }
    ask->present_version++;
    err = book_setting_put(tx->db, nursery.id, &ask->setting);
    return err == OK ? tx_audit_of(tx, caller->account_id, "set_book", "nursery", str_of(nursery.public_id), STR(""))
                     : err;
}
