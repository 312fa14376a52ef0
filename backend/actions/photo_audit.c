/* See photo_audit.h. */
#include "actions/photo_audit.h"

#include "base/banned.h"

enum err photo_audit(struct tx *tx, const struct caller *caller, const char *action, const struct photo_row *row)
{
    char text[SECRET_PUBLIC_ID_TEXT + 8];
    struct buf reason;
    buf_init(&reason, text, sizeof text);
    buf_puts(&reason, "photo ");
    buf_puts(&reason, row->public_id);
    bool of_child = row->child_id != 0;
    return tx_audit_of(tx, caller->account_id, action, of_child ? "child" : "nursery",
                       str_of(of_child ? row->child : row->nursery), buf_view(&reason));
}
