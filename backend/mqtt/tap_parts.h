/* The listener's insides, shared by its three files: what comes in (tap_listener.c), the way to the lane and back (tap_slots.c), what goes out
 * (tap_answers.c). Nobody else includes it. */
#pragma once

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actions/record_tap.h"
#include "mqtt/entrances.h"
#include "mqtt/heard.h"
#include "mqtt/refusals.h"
#include "mqtt/tap_listener.h"

enum { TAP_SLOTS = 2048 }; /* taps under way to the lane */

struct tap_slot {
    struct lane_job job;
    struct record_tap in;
    struct tap_listener *listener;
    struct entrance *entrance;
    struct tap_slot *next;
    char payload[TAP_BYTES_MAX];
};

struct tap_listener {
    struct tap_listener_options options;
    char username[128];
    char password[256];
    struct broker_link *link;
    struct refusals *refusals;
    struct heard *heard;
    atomic_bool stale; /* the table of gateways */
    pthread_mutex_t lock;
    pthread_cond_t slot_back;
    struct entrances entrances;
    struct tap_slot *slots;
    struct tap_slot *unused;
    size_t fresh; /* slots that were ever used: the memory of the others is not touched */
    size_t under_way;
    bool dry; /* the last tap found no slot */
    struct tap_listener_figures figures;
    /* The link's thread alone. */
    int64_t read_ms;
    int64_t receipts_ms;
    int64_t receipt_gap_ms;
    int64_t gaps_ms;
};

/* Gives the tap to the lane; when there is no room even after waiting a little, it is left to the gateway to send it again. */
void tap_slots_hand_over(struct tap_listener *listener, struct entrance *entrance, const struct record_tap *in);
/* Waits until the lane has given all of them back. */
void tap_slots_drain(struct tap_listener *listener);

/* Receipts, requests to send again and notes that are due. Returns how many ms it may rest. */
int64_t tap_answers_turn(struct tap_listener *listener);
