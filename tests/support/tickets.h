/* One-time pick-up tickets in the nursery of guarding.h, made, read and taken as the doors do it. */
#ifndef SUPPORT_TICKETS_H
#define SUPPORT_TICKETS_H

#include "actions/make_ticket.h"
#include "actions/read_tickets.h"
#include "actions/use_ticket.h"
#include "support/guarding.h"

enum { TICKETS_SEEN_MAX = 8 };

struct tickets_seen {
    size_t n;
    struct ticket_seen list[TICKETS_SEEN_MAX];
    char id[TICKETS_SEEN_MAX][SECRET_PUBLIC_ID_TEXT];
    size_t allowed;
    unsigned char key[SECRET_KEY_BYTES];
};

/* The guardian of child n lets "Hana" fetch that child on a day. */
struct make_ticket tickets_make(struct guarding *g, int child, int32_t day);
/* "" is the guardian's own list, else a nursery's of NURSERY_DAY. Static storage. */
struct tickets_seen *tickets_read(struct guarding *g, struct caller caller, const char *site);
struct use_ticket tickets_use(struct guarding *g, struct caller caller, const char *ticket, const char *at);

#endif
