/* The door outwards: a thread of its own that takes what is due out of the outbox (actions/take_mail.h), sends it over the town's mail server,
 * and says back what became of each. A dead, slow or hanging server delays nothing but mail: while the thread is on the network the write lane
 * knows nothing of it, and what waits, waits in the database. */
#pragma once

#include "base/err.h"
#include "mail/sender.h"
#include "store/lane.h"
#include "store/readers.h"

struct mail_door_options {
    const struct sender *sender;
    const char *ca_file; /* "": the system's */
    const char *user;    /* "": none */
    const char *password;
    struct lane *lane;
    struct readers *readers;
};

struct mail_door;

/* The options are copied, but for lane and readers. */
enum err mail_door_start(const struct mail_door_options *options, struct mail_door **ret) NODISCARD;
/* NULL is fine. Before the lane and the readers. What is under way may end within a few seconds, else it is sent again after the next start. */
void mail_door_stop(struct mail_door *door);
