/* Photos (core/photo.h): what they stand beside, who is in them, the sealed bytes, and which families agree. The only writer of photo,
 * photo_child, photo_bytes and photo_consent. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/photo.h"
#include "store/child_store.h"
#include "store/db.h"

enum { PHOTO_ABOUT_BYTES = 65 };

struct photo_new {
    const char *public_id;
    enum photo_kind kind;
    int64_t nursery_id;
    int64_t child_id; /* 0: of a class, or beside a notice */
    struct str class_name;
    int32_t day;
    struct str about;
    uint32_t width;
    uint32_t height;
    int64_t account_id;
    int64_t now_ms;
};
enum err photo_add(struct db *db, const struct photo_new *new, int64_t *ret_id) NODISCARD;
enum err photo_add_bytes(struct db *db, int64_t id, enum photo_size size, struct str sealed) NODISCARD;
enum err photo_add_child(struct db *db, int64_t id, int64_t child_id) NODISCARD;
/* The row stays, the bytes go. */
enum err photo_remove(struct db *db, int64_t id, int64_t account_id, int64_t now_ms) NODISCARD;

/* A child of the nursery on that day. ERR_NOT_FOUND: none. */
enum err photo_named(struct db *db, struct str child, int64_t nursery_id, int32_t day, int64_t *ret_id,
                     bool *ret_agreed) NODISCARD;

struct photo_row {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t nursery_id;
    char nursery[33];
    int64_t child_id;
    char child[SECRET_PUBLIC_ID_TEXT]; /* "": none */
    char class_name[CHILD_CLASS_BYTES];
    int32_t day;
    char about[PHOTO_ABOUT_BYTES];
    uint32_t width;
    uint32_t height;
    int64_t added_ms;
    struct photo_sight sight; /* of one account; released and of_class are not known here */
};
/* ERR_NOT_FOUND: no such photo. */
enum err photo_get(struct db *db, struct str photo, int64_t account_id, struct photo_row *ret) NODISCARD;

struct photo_ids {
    char id[PHOTO_PAGE_MAX][SECRET_PUBLIC_ID_TEXT];
    size_t n;
};
enum err photo_ids_of_child(struct db *db, int64_t child_id, int32_t day, struct photo_ids *ret) NODISCARD;
enum err photo_ids_of_class(struct db *db, int64_t nursery_id, int32_t day, struct str class_name,
                            struct photo_ids *ret) NODISCARD;

/* Of a person, an absence or a notice. */
enum err photo_ids_about(struct db *db, enum photo_kind kind, struct str about, struct photo_ids *ret) NODISCARD;

/* take(arg, sealed): a view while the call lasts. ERR_NOT_FOUND: there are no such bytes (any more). */
enum err photo_bytes(struct db *db, int64_t id, enum photo_size size, enum err (*take)(void *arg, struct str sealed),
                     void *arg) NODISCARD;
enum err photo_names(struct db *db, int64_t id, void (*take)(void *arg, struct str child, struct str name),
                     void *arg) NODISCARD;

/* Since when it is agreed; 0: it is not. */
enum err photo_consent_of(struct db *db, int64_t child_id, int64_t *ret_ms) NODISCARD;
enum err photo_consent_begin(struct db *db, int64_t child_id, int64_t account_id, int64_t now_ms) NODISCARD;
enum err photo_consent_end(struct db *db, int64_t child_id, int64_t account_id, int64_t now_ms) NODISCARD;
struct photo_consent_line {
    struct str child;
    struct str name;
    bool agreed;
};
enum err photo_consents(struct db *db, int64_t nursery_id, struct str class_name, int32_t day,
                        void (*take)(void *arg, const struct photo_consent_line *line), void *arg) NODISCARD;
