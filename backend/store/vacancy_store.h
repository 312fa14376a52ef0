/* What the vacancy board reads: rooms, and what is taken and waited for. Readers only; reservation_store.c and sick_day_store.c write. */
#pragma once

#include "core/reservation.h"
#include "store/reservation_store.h"

struct vacancy_room_row {
    struct site_id id;
    struct str public_id;
    struct str name;
    int32_t sick_type; /* 1 acute, 2 recovery, 3 in_nursery, 4 visit, 5 pickup */
    struct str area;
    struct str phone;
};

/* In the order of their public ids; views live during the call. */
enum err vacancy_rooms(struct db *db, void (*row)(void *arg, const struct vacancy_room_row *room), void *arg) NODISCARD;

struct vacancy_day_row {
    int32_t day;
    int32_t capacity;                  /* effective */
    int32_t held[POLICY_SEGMENTS_MAX]; /* in each part of the day */
};
/* The days between two days of which anything is known. */
enum err vacancy_days(struct db *db, struct site_id site, int32_t from_day, int32_t to_day,
                      void (*row)(void *arg, const struct vacancy_day_row *day), void *arg) NODISCARD;

/* How many wait, by day and slot. */
enum err vacancy_waits(struct db *db, struct site_id site, int32_t from_day, int32_t to_day,
                       void (*row)(void *arg, int32_t day, struct str slot, int32_t waiting), void *arg) NODISCARD;
