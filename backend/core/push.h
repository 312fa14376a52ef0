/* Messages to a telephone's own screen (web push): what is pushed, how long a push service keeps it, how urgent it is, and where it may be sent at
 * all. A push names nobody and says nothing of its subject: it lies on a locked screen, and a company carries it. It never replaces the mail. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/message.h"

/* Numbers are stored: new ones are added at the end. */
enum push_kind { PUSH_NOTICE = 1, PUSH_URGENT, PUSH_OFFER, PUSH_ALARM, PUSH_CARE, PUSH_TEST, PUSH_TALK };
enum { PUSH_KIND_LAST = PUSH_TALK };

enum {
    PUSH_ENDPOINT_BYTES_MAX = 1024,
    PUSH_ORIGIN_BYTES_MAX = 160,
    PUSH_SERVICES_BYTES = 256,
    PUSH_DEVICES_MAX = 10,   /* of one account */
    PUSH_PAYLOAD_BYTES = 64, /* always as long: its length tells nothing */
};

/* The push services of the browsers; a town may name others. */
#define PUSH_SERVICES_USUAL "fcm.googleapis.com updates.push.services.mozilla.com *.push.apple.com *.notify.windows.com"

enum push_kind push_kind_of(enum message_kind kind);
const char *push_kind_word(enum push_kind kind); /* "notice" …: all that a payload says */
/* "high" or "normal" (RFC 8030 5.3): offers and emergencies wake a telephone that saves its battery. */
const char *push_urgency(enum push_kind kind);
/* For how many seconds a service keeps it for a telephone that is off; ends_ms: it would tell something old after that, 0 never. */
int64_t push_ttl_s(enum push_kind kind, int64_t ends_ms, int64_t now_ms);

/* Where an endpoint is: "https://host" or "https://host:port" of "https://host/anything". False: it is no such address, or it holds what an address
 * of a push service has no use for (a user, a fragment, a blank). */
bool push_origin(struct str endpoint, struct str *ret);
/* Is that one of these services, a list with blanks between; "*.example" is any host below example? */
bool push_allowed(struct str endpoint, struct str services);

enum push_outcome {
    PUSH_SENT,
    PUSH_AGAIN,
    PUSH_GONE,     /* the telephone does not want it any more: its subscription ends */
    PUSH_GIVEN_UP, /* this one never */
};
/* What the service's status says; 0: it did not answer. */
enum push_outcome push_judge(int32_t status);
/* When it is tried again: as the service wished, within an hour, else as mail is. */
int64_t push_wait_ms(int32_t tries, int64_t retry_after_s, uint32_t chance);
