/* A notice goes out: from now on its families have it; whom it went to is fixed; mails that say only that there is one wait for the minute of the recall
 * and the end of the quiet hours; the reminder and, of an emergency, the count after five minutes are put on the agenda. Part of the actions that write
 * and release a notice, and the agenda's when its time has come (R-NTC-01). */
#pragma once

#include "core/message.h"
#include "store/lane.h"
#include "store/notice_store.h"

/* It is SENT now, by itself or by released_by. */
enum err send_notice(struct tx *tx, struct notice *notice) NODISCARD;
/* It is SCHEDULED: the agenda sends it at its time. */
enum err schedule_notice(struct tx *tx, const struct notice *notice) NODISCARD;
/* The agenda's. */
enum err send_notice_due(struct tx *tx, int64_t notice_id) NODISCARD;
enum err report_notice_due(struct tx *tx, int64_t notice_id) NODISCARD;
/* Mails to its addresses, or to those of the unread. *ret_n: how many. */
enum err mail_notice(struct tx *tx, const struct notice *notice, bool unread, int64_t *ret_n) NODISCARD;
/* Tells the pages of staff and, of what went out, of its families. */
enum err tell_notice(struct tx *tx, const struct notice *notice) NODISCARD;
