/* Nurseries and sick-care rooms, and what kind of data this folder holds (table meta). The only writer of site and meta. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

enum site_kind { SITE_NURSERY = 1, SITE_SICKROOM = 2 };
enum site_sick_type { SICK_NONE, SICK_ACUTE, SICK_RECOVERY, SICK_IN_NURSERY, SICK_VISIT, SICK_PICKUP };

struct site {
    int64_t id;
    char public_id[33]; /* also the {site} of MQTT topics */
    enum site_kind kind;
    char name[128];
    char area[64];
    char phone[32];
    enum site_sick_type sick_type;
};

/* ret_id gets the row's id. ERR_CONFLICT: the public id is taken. */
enum err site_create(struct db *db, const struct site *site, int64_t *ret_id) NODISCARD;
/* ERR_NOT_FOUND when there is none. */
enum err site_by_public_id(struct db *db, struct str public_id, struct site *ret) NODISCARD;
enum err site_by_id(struct db *db, int64_t id, struct site *ret) NODISCARD;
/* At most `max` sites of the kind with an id greater than `after`, in order of id. */
enum err site_list(struct db *db, enum site_kind kind, int64_t after, struct site *list, size_t max,
                   size_t *ret_n) NODISCARD;
/* Every site of the kind in order of id, one call of `each` after the other, which may write; the first err ends it. */
typedef enum err (*site_each_fn)(void *arg, const struct site *site);
enum err site_each(struct db *db, enum site_kind kind, site_each_fn each, void *arg) NODISCARD;

/* meta: 'kind' is 'municipal' or 'demo', 'test' is '1' when made for testing. */
enum err site_meta_put(struct db *db, const char *key, struct str value) NODISCARD;
/* ERR_NOT_FOUND: nothing is stated. */
enum err site_meta_get(struct db *db, const char *key, char *value, size_t max) NODISCARD;
bool site_meta_is(struct db *db, const char *key, const char *value);
