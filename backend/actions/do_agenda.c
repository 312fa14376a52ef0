/* See do_agenda.h. */
#include "actions/do_agenda.h"

#include "actions/answer_offer.h"
#include "actions/climb_alarm.h"
#include "actions/count_heads.h"
#include "actions/decide_day.h"
#include "actions/draw_opening.h"
#include "actions/draw_spots.h"
#include "actions/promote_waiting.h"
#include "actions/release_pages.h"
#include "actions/remind_families.h"
#include "actions/remind_incident.h"
#include "actions/remind_notice.h"
#include "actions/send_notice.h"
#include "store/agenda_store.h"
#include "store/offer_store.h"

#include "base/banned.h"

static enum err sum_up(struct tx *tx, struct site_id site, int32_t day, bool *ret_more)
{
    enum err err = decide_day(tx, site, day, DECIDE_OVER, ret_more);
    return err == OK && !*ret_more ? offer_sum_up(tx->db, site, day) : err;
}

static enum err do_one(struct tx *tx, const struct agenda *agenda, bool *ret_more)
{
    struct site_id site = {agenda->site_id};
    switch (agenda->kind) {
    case AGENDA_DRAW:
        return draw_opening(tx, site, agenda->day);
    case AGENDA_PROMOTE:
        return promote_waiting(tx, site, agenda->day, PROMOTE_FREED);
    case AGENDA_OFFER_END:
        return end_offer(tx, (struct reservation_id){agenda->subject});
    case AGENDA_REMIND:
        return remind_families(tx, site, agenda->day);
    case AGENDA_NOTICE:
        tx_change(tx, CHANGE_VACANCY, site.v, agenda->day); /* boards show what is overdue */
        return OK;
    case AGENDA_DECIDE:
        return decide_day(tx, site, agenda->day, DECIDE_FINAL, ret_more);
    case AGENDA_CLOSED:
        return decide_day(tx, site, agenda->day, DECIDE_CLOSED, ret_more);
    case AGENDA_BOOK:
        return release_due(tx, agenda->subject);
    case AGENDA_SUM_UP:
        return sum_up(tx, site, agenda->day, ret_more);
    case AGENDA_ALARM:
        return climb_alarm_due(tx, agenda->subject);
    case AGENDA_LAST_SEAT:
        return outing_seat_due(tx, agenda->subject);
    case AGENDA_INCIDENT:
        return remind_incident_due(tx, agenda->subject);
    case AGENDA_NOTICE_SEND:
        return send_notice_due(tx, agenda->subject);
    case AGENDA_NOTICE_REMIND:
        return remind_notice_due(tx, agenda->subject);
    case AGENDA_NOTICE_REPORT:
        return report_notice_due(tx, agenda->subject);
    case AGENDA_SPOT_DRAW:
        return draw_spots(tx, site, agenda->day);
    }
    return OK;
}

enum err do_agenda(struct tx *tx, void *arg)
{
    bool *did = arg;
    bool more = false;
    struct agenda agenda;
    enum err err = agenda_due(tx->db, tx->now_ms, &agenda);
    *did = err == OK;
    if (err != OK) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    /* Off the list first: a thing may put itself on again for later. */
    err = agenda_done(tx->db, &agenda);
    err = err == OK ? do_one(tx, &agenda, &more) : err;
    if (err == ERR_NOT_FOUND) {
        return OK; /* the room or its rules are gone: nothing is to be done any more */
    }
    return err == OK && more ? agenda_add(tx->db, &agenda) : err;
}

enum err postpone_agenda(struct tx *tx, void *arg)
{
    enum { POSTPONE_MS = 60000 };
    struct agenda agenda;
    (void)arg;
    enum err err = agenda_due(tx->db, tx->now_ms, &agenda);
    if (err != OK) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    err = agenda_done(tx->db, &agenda);
    agenda.at_ms = tx->now_ms + POSTPONE_MS;
    return err == OK ? agenda_add(tx->db, &agenda) : err;
}
