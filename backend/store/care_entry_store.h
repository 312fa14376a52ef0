/* The course of a day in the sick-care room (A14): the only writer of care_entry and care_check. Lines are added, never changed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/entry.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum { CARE_ENTRY_DETAIL_MAX = 1600, CARE_ENTRIES_MAX = 200 };

struct care_entry_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct reservation_id reservation;
    enum entry_kind kind;
    int64_t at_ms;
    int64_t account_id;
    bool family;
    int64_t strikes_id; /* 0: none */
    struct str detail;  /* sealed */
    int64_t now_ms;
};
enum err care_entry_add(struct db *db, const struct care_entry_new *new) NODISCARD;

/* One line as it is read; views while the call lasts. */
struct care_entry_row {
    struct str public_id;
    enum entry_kind kind;
    int64_t at_ms;
    int64_t recorded_ms;
    struct str by;
    bool family;
    struct str struck_by; /* the line that struck it; "" none */
    struct str second;    /* who looked; "" nobody yet */
    int64_t second_ms;
    struct str strikes; /* the line that it strikes; "" none */
    struct str detail;  /* sealed */
};
enum err care_entry_each(struct db *db, struct reservation_id reservation,
                         enum err (*row)(void *arg, const struct care_entry_row *entry), void *arg) NODISCARD;

struct care_entry_found {
    int64_t id;
    enum entry_kind kind;
    int64_t account_id;
    char reservation[SECRET_PUBLIC_ID_TEXT];
    bool checked;
    bool struck;
};
/* ERR_NOT_FOUND: there is none. */
enum err care_entry_find(struct db *db, struct str public_id, struct care_entry_found *ret) NODISCARD;
enum care_check_method { CARE_CHECK_SIGNED_IN = 1, CARE_CHECK_PASSWORD = 2 /* typed at the tablet of who gave it */ };
enum err care_entry_check(struct db *db, int64_t id, int64_t account_id, enum care_check_method method,
                          int64_t now_ms) NODISCARD;
