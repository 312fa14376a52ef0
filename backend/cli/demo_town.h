/* The demonstration municipality's places and staff: nurseries n01…, sick rooms s01…s05 with five different sets of rules, and as
 * many more with these rules in turn as are asked for. Everything is invented; the rooms' rules are modelled on rooms that exist. */
#pragma once

#include <stdint.h>

#include "base/secret.h"
#include "store/lane.h"

enum { DEMO_NURSERIES_MAX = 400, DEMO_SICKROOMS = 5, DEMO_SICKROOMS_MAX = 250 };

struct demo_town {
    uint64_t seed;
    int nurseries_n;
    int rooms_n;                         /* 0: DEMO_SICKROOMS */
    int64_t nursery[DEMO_NURSERIES_MAX]; /* row ids, from n01 */
    char password_hash[SECRET_PASSWORD_HASH_TEXT];
};

/* A public id that is the same for the same seed, kind and number. */
void demo_town_id(uint64_t seed, char kind, int64_t number, char id[SECRET_PUBLIC_ID_TEXT]);
/* An account of the demonstration with one role at a site (0: the municipality). */
enum err demo_town_account(struct tx *tx, const struct demo_town *town, const char *login, const char *name,
                           int64_t household_id, int64_t *ret_id) NODISCARD;
/* Writes sites, rules, staff and the marks of the folder; fills town->nursery. nurseries_n is given. */
enum err demo_town_build(struct tx *tx, struct demo_town *town) NODISCARD;
