/* See give_medicine.h. */
#include "actions/give_medicine.h"

#include "base/civil.h"

#include "base/banned.h"

enum err medicine_tell(struct tx *tx, int64_t account_id, const char *action, const struct medicine_found *found)
{
    tx_change(tx, CHANGE_ATTENDANCE, found->nursery_id, found->facts.day);
    tx_change(tx, CHANGE_HOUSEHOLD, found->household_id, 0);
    return tx_audit_of(tx, account_id, action, "child", str_of(found->child), STR(""));
}

static enum err find(struct tx *tx, struct str medicine, int64_t account_id, struct medicine_found *ret)
{
    enum err err = medicine_find(tx->db, medicine, account_id, ret);
    return err == OK && !ret->as_staff ? ERR_NOT_FOUND : err;
}

enum err give_medicine(struct tx *tx, const struct caller *caller, void *arg)
{
    struct give_medicine *ask = arg;
    struct medicine_found found;
    enum err err = find(tx, ask->medicine, caller->account_id, &found);
    if (err != OK) {
        return err;
    }
    ask->outcome = medicine_may_give(&found.facts, civil_day_of_ms(tx->now_ms));
    if (ask->outcome != MEDICINE_FINE) {
        return OK;
    }
    err = medicine_give(tx->db, found.id, caller->account_id, tx->now_ms);
    return err == OK ? medicine_tell(tx, caller->account_id, "give_medicine", &found) : err;
}

/* The audit names both: who saw it, and at whose tablet. */
static enum err keep_second(struct tx *tx, const struct caller *caller, int64_t second_id,
                            const struct medicine_found *found)
{
    enum err err = medicine_see(tx->db, found->gift_id, second_id, tx->now_ms);
    err = err == OK ? medicine_tell(tx, second_id, "see_medicine", found) : err;
    return err == OK && second_id != caller->account_id
               ? tx_audit_of(tx, caller->account_id, "lend_tablet", "child", str_of(found->child), STR("second person"))
               : err;
}

enum err see_medicine(struct tx *tx, const struct caller *caller, void *arg)
{
    struct give_medicine *ask = arg;
    struct medicine_found found;
    int64_t second_id = ask->second_id != 0 ? ask->second_id : caller->account_id;
    enum err err = find(tx, ask->medicine, caller->account_id, &found);
    if (err == OK && second_id != caller->account_id) {
        err = find(tx, ask->medicine, second_id, &found);
        ask->stranger = err == ERR_NOT_FOUND;
        err = ask->stranger ? OK : err;
    }
    if (err != OK || ask->stranger) {
        return err;
    }
    ask->outcome = medicine_may_see(&found.facts, second_id, civil_day_of_ms(tx->now_ms));
    return ask->outcome == MEDICINE_FINE ? keep_second(tx, caller, second_id, &found) : OK;
}

enum err strike_medicine(struct tx *tx, const struct caller *caller, void *arg)
{
    struct give_medicine *ask = arg;
    struct medicine_found found;
    enum err err = find(tx, ask->medicine, caller->account_id, &found);
    if (err != OK) {
        return err;
    }
    ask->outcome = medicine_may_strike(&found.facts, civil_day_of_ms(tx->now_ms));
    if (ask->outcome != MEDICINE_FINE) {
        return OK;
    }
    err = medicine_strike(tx->db, found.gift_id, caller->account_id, tx->now_ms);
    return err == OK ? medicine_tell(tx, caller->account_id, "strike_medicine", &found) : err;
}
