/* Every MQTT topic of the system, in one place (contract 4). Ids match [a-z0-9-]{1,32}. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

enum { TOPICS_ID_BYTES = 33, TOPICS_BYTES = 96 };

enum topics_kind { TOPICS_TAP, TOPICS_RECEIPT, TOPICS_STATE, TOPICS_ROSTER, TOPICS_COMMAND };

struct topics_parts {
    char site[TOPICS_ID_BYTES];
    char gateway[TOPICS_ID_BYTES];
    enum topics_kind kind;
};

#define TOPICS_ALL_TAPS   "tsubame/v1/+/+/tap"
#define TOPICS_ALL_STATES "tsubame/v1/+/+/state"

bool topics_is_id(struct str text);
/* "tsubame/v1/{site}/{gateway}/{kind}" into out. ERR_INVALID when an id is not one. */
enum err topics_write(const char *site, const char *gateway, enum topics_kind kind, char out[TOPICS_BYTES]) NODISCARD;
/* The parts of a topic; ERR_INVALID for anything that is not exactly one of ours. */
enum err topics_parse(struct str topic, struct topics_parts *ret) NODISCARD;
