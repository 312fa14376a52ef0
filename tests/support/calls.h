/* One call at least of every operation, in an order in which each finds what it needs: test_dispatch.c asks them one after another, and
 * fails when a route of the table is in none. */
#pragma once

#include <stddef.h>

/* The body of a wish of child c1 for room s01; days: their JSON strings, with commas. */
#define CALL_CONDITION \
    "\"condition\":{\"diagnosis\":\"COLD\",\"onset\":\"2026-03-01\",\"temperature_c\":37.8,\"note\":\"none\"}"
#define CALL_WISH(days) "{\"child_id\":\"c1\",\"sick_room_id\":\"s01\",\"days\":[" days "]," CALL_CONDITION "}"

/* The address of account 2's calendar. */
#define CALL_CALENDAR_KEY "0123456789abcdef0123456789abcdef"

/* A telephone at a push service. */
#define CALL_PUSH(host)                                                                                  \
    "{\"endpoint\":\"https://" host "/one\",\"device\":\"android\",\"auth\":\"BTBZMqHH6r4Tts7J_aSIgg\"," \
    "\"p256dh\":\"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4\"}"

struct ask {
    const char *method;
    const char *path;
    const char *query;
    const char *body;
    int account; /* 0: nobody */
    const char *key;
};

struct call {
    struct ask ask;
    int status;
};

extern const struct call calls[];
extern const size_t calls_count;
