/* What the server says to a gateway, signed over topic and payload (contract 4). */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "mqtt/broker_link.h"
#include "store/keys.h"
#include "wire/topics.h"

struct signed_letter {
    const char *site;
    const char *gateway;
    enum topics_kind kind;
    struct str payload;
    bool retain;
};

/* On the link's thread. ERR_BUSY: not connected; ERR_INVALID: no such ids. */
enum err signed_letter_publish(struct broker_link *link, const struct keys *keys,
                               const struct signed_letter *letter) NODISCARD;
/* From any other thread. */
enum err signed_letter_send(struct broker_link *link, const struct keys *keys,
                            const struct signed_letter *letter) NODISCARD;
