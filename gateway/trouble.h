/* Trouble that may come in floods, recorded without filling the log: one line per kind and burst of ten seconds, with how many it stands
 * for and what to do. One thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct trouble {
    int64_t logged_ms;
    int64_t n;
};

/* Something came that is not believed. */
void trouble_forged(struct trouble *trouble, const char *what, const char *todo);
/* The outbox's disk failed. */
void trouble_disk(struct trouble *trouble);
/* The broker refused a publish with this MQTT 5 reason. */
void trouble_refused(struct trouble *trouble, int reason);
