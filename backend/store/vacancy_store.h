/* What the vacancy board reads: rooms, their dated rules, and what is taken. Readers only; reservation_store.c writes. */
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

/* The rule that holds from a day on; in the order of valid_from_day. */
enum err vacancy_policies(struct db *db, struct site_id site, int32_t to_day,
                          void (*row)(void *arg, int32_t valid_from_day, const struct reservation_policy *policy),
                          void *arg) NODISCARD;

struct vacancy_slot_row {
    int32_t day;
    int32_t capacity;
    int32_t held;
    int32_t waiting;
};
/* The whole-day slots between two days that were ever asked for. */
enum err vacancy_slots(struct db *db, struct site_id site, int32_t from_day, int32_t to_day,
                       void (*row)(void *arg, const struct vacancy_slot_row *slot), void *arg) NODISCARD;
