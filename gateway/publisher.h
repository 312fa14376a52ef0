/* Sends what the outbox holds and stops only on the server's signed receipt. A thread of its own; nothing here delays a chime. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "outbox.h"
#include "roster.h"
#include "wire/credentials.h"

struct publisher;

struct publisher_options {
    const struct credentials *credentials; /* these three outlive the publisher */
    struct outbox *outbox;
    struct roster_book *book;
    const char *version; /* of this program */
    int64_t
        resend_ms; /* without a receipt for so long everything unacknowledged is sent again; doubles up to ten seconds */
    bool clock_sure; /* the clock is good enough to forget what was receipted 30 days ago */
};

enum { PUBLISHER_WINDOW = 64, PUBLISHER_RESEND_MS = 3000 };

struct publisher_counts {
    int64_t connects; /* times the broker took us */
    int64_t downs;    /* times it was lost again: connected now when there are fewer of them than of connects */
    int64_t sent;     /* taps handed to the broker, repeats counted */
    int64_t receipts; /* that moved something */
    int64_t stale;    /* signed, but nothing new */
    int64_t forged;   /* whatever came without a good signature, or named what this box never gave out */
    int64_t refused;  /* publishes the broker refused */
    int64_t commands; /* carried out */
    int64_t rosters;  /* taken into use */
    bool revoked;     /* the server says that this box is no entrance any more: it is to end */
};

struct publisher *publisher_start(const struct publisher_options *options);
/* There is something new in the outbox. Any thread. */
void publisher_wake(struct publisher *publisher);
/* A reader is plugged in, or none is any more: the server is told. Any thread. */
void publisher_reader(struct publisher *publisher, bool there);
struct publisher_counts publisher_counts(struct publisher *publisher);
/* Says goodbye to the broker and ends the thread. A broker that hangs is left behind after two seconds: false, and the process must end. */
bool publisher_stop(struct publisher *publisher);
