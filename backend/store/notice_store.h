/* Notices of a nursery to its families: the notice (its text sealed), whom it is written for, whom it went to and who opened it. The only writer of
 * notice, notice_target and notice_recipient. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/notice.h"
#include "store/child_store.h"
#include "store/db.h"

enum { NOTICE_LIST_MAX = 100, NOTICE_GUARDIANS_MAX = 16, NOTICE_RECIPIENTS_MAX = 1000 };

struct notice_nursery {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    bool as_lead;
};
/* ERR_NOT_FOUND: this account does not work there. */
enum err notice_nursery(struct db *db, struct str site, int64_t account_id, struct notice_nursery *ret) NODISCARD;

/* ERR_NOT_FOUND: no child of this guardian is or was there, as far as it may know. */
enum err notice_family_site(struct db *db, struct str site, int64_t account_id) NODISCARD;

/* --- whom it may be written for ------------------------------------------------------------------------------------------ */

/* A child of the nursery, now or later. Views live while the call lasts. */
struct notice_child {
    int64_t id;
    struct str public_id;
    struct str name;
    struct str kana;
    struct str class_name;
    int64_t household_id;
    bool here; /* today */
    bool own;  /* the asker works in its class */
};
typedef enum err (*notice_child_fn)(void *arg, const struct notice_child *child);
enum err notice_children(struct db *db, int64_t site_id, int32_t day, int64_t account_id, notice_child_fn take,
                         void *arg) NODISCARD;
/* The accounts of a child's guardians who may know of the nursery, at most NOTICE_GUARDIANS_MAX. */
enum err notice_guardians(struct db *db, int64_t child_id, int64_t list[NOTICE_GUARDIANS_MAX], size_t *ret_n) NODISCARD;
/* The hours without mail; from = to: none. */
enum err notice_quiet(struct db *db, int64_t site_id, int32_t day, int32_t *ret_from_min,
                      int32_t *ret_to_min) NODISCARD;

struct notice_targets {
    char classes[NOTICE_CLASSES_MAX][CHILD_CLASS_BYTES];
    size_t classes_n;
    int64_t children[NOTICE_CHILDREN_MAX];
    size_t children_n;
};
enum err notice_targets_put(struct db *db, int64_t notice_id, const struct notice_targets *targets) NODISCARD;
enum err notice_targets(struct db *db, int64_t notice_id, struct notice_targets *ret) NODISCARD;
/* The same for people: classes by name, children by id and name. */
enum err notice_targets_shown(struct db *db, int64_t notice_id,
                              void (*take)(void *arg, struct str class_name, struct str child, struct str name),
                              void *arg) NODISCARD;

/* --- the notice ---------------------------------------------------------------------------------------------------------- */

/* What somebody wrote. */
struct notice_written {
    int64_t id; /* 0: a new one; out */
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    enum notice_state state;
    bool emergency;
    struct str title;
    struct str detail; /* sealed */
    enum notice_audience audience;
    bool needs_second;
    int64_t names_said;
    int64_t at_ms;
    enum notice_answers answers;
    bool anonymous;
    int64_t due_ms;
    int32_t event_day; /* 0: it is none */
    int32_t event_from_min;
    int32_t event_to_min;
    int64_t account_id;
    int64_t now_ms;
};
enum err notice_write(struct db *db, struct notice_written *written) NODISCARD;

/* A notice as it stands. */
struct notice {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    char site[SECRET_PUBLIC_ID_TEXT];
    enum notice_state state;
    bool emergency;
    enum notice_audience audience;
    bool needs_second;
    int64_t names_said;
    int64_t version;
    int64_t written_by;
    bool writer_leads;
    int64_t written_ms;
    int64_t released_by; /* 0: nobody */
    int64_t at_ms;
    int64_t sent_ms;
    int64_t recalled_ms;
    enum notice_answers answers;
    bool anonymous;
    int64_t due_ms;
    int32_t event_day;
    int32_t event_from_min;
    int32_t event_to_min;
    int64_t reminded_ms;
    int64_t report_ms; /* 0: it was not counted */
    int64_t report_mailed;
    int64_t report_opened;
    int64_t report_none;
    bool as_lead;      /* of the asker, when read for staff */
    int64_t opened_ms; /* by the asker, when read for a family; 0: not yet */
};
/* With what is only lent. */
struct notice_words {
    struct str title;
    struct str detail; /* sealed */
    struct str writer;
    struct str releaser;
};
typedef enum err (*notice_fn)(void *arg, const struct notice *notice, const struct notice_words *words);
/* `take` may be NULL. ERR_NOT_FOUND: there is none, or none for this account. */
enum err notice_for_staff(struct db *db, struct str public_id, int64_t account_id, struct notice *ret, notice_fn take,
                          void *arg) NODISCARD;
enum err notice_for_family(struct db *db, struct str public_id, int64_t account_id, struct notice *ret, notice_fn take,
                           void *arg) NODISCARD;
enum err notice_by_id(struct db *db, int64_t id, struct notice *ret) NODISCARD;
/* Writes its state, who released it, and when it went out or was recalled. ERR_CONFLICT: the schema refuses it. */
enum err notice_set(struct db *db, const struct notice *notice) NODISCARD;
enum err notice_set_reminded(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
enum err notice_set_report(struct db *db, const struct notice *notice) NODISCARD;

/* A line of a list. Views live while the call lasts. */
struct notice_line {
    struct str public_id;
    enum notice_state state;
    bool emergency;
    struct str title;
    enum notice_audience audience;
    int64_t at_ms;
    int64_t sent_ms;
    int64_t due_ms;
    enum notice_answers answers;
    int32_t event_day;
    struct str by; /* who wrote it; for families the nursery */
    int64_t written_by;
    int64_t recalled_ms;
    int64_t recipients;
    int64_t opened; /* how many have; for families when this guardian did, 0 not yet */
    bool done;      /* for families: nothing is to be answered any more */
};
typedef void (*notice_line_fn)(void *arg, const struct notice_line *line);
enum err notice_list_staff(struct db *db, int64_t site_id, notice_line_fn take, void *arg) NODISCARD;
enum err notice_list_family(struct db *db, struct str site, int64_t account_id, notice_line_fn take,
                            void *arg) NODISCARD;

/* --- whom it went to (notice_store_sent.c) ------------------------------------------------------------------------------- */

enum err notice_recipient_add(struct db *db, int64_t notice_id, int64_t account_id,
                              const struct notice_child *child) NODISCARD;
/* *ret_first: it had not opened it before. */
enum err notice_open(struct db *db, int64_t notice_id, int64_t account_id, int64_t now_ms, bool *ret_first) NODISCARD;

/* A child for which this guardian has the notice. */
struct notice_own_child {
    int64_t child_id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    char name[CHILD_NAME_BYTES];
    int64_t household_id;
};
enum { NOTICE_OWN_MAX = 12 };
enum err notice_own_children(struct db *db, int64_t notice_id, int64_t account_id,
                             struct notice_own_child list[NOTICE_OWN_MAX], size_t *ret_n) NODISCARD;

enum err notice_classes(struct db *db, int64_t notice_id,
                        void (*take)(void *arg, struct str class_name, int64_t recipients, int64_t opened),
                        void *arg) NODISCARD;
struct notice_recipient {
    struct str class_name;
    struct str child;
    struct str guardian;
    int64_t opened_ms;
    int64_t mailed; /* 2 it went out, 1 it waits, 0 there is none */
};
enum err notice_recipients(struct db *db, int64_t notice_id,
                           void (*take)(void *arg, const struct notice_recipient *recipient), void *arg) NODISCARD;
struct notice_counts {
    int64_t recipients;
    int64_t opened;
    int64_t mailed; /* not opened, but a mail went out */
};
enum err notice_counts(struct db *db, int64_t notice_id, struct notice_counts *ret) NODISCARD;
enum err notice_households(struct db *db, int64_t notice_id, void (*take)(void *arg, int64_t household_id),
                           void *arg) NODISCARD;
/* The addresses it is mailed to; unread: of those who have not done what was asked. */
typedef enum err (*notice_contact_fn)(void *arg, int64_t contact_id, struct str language);
enum err notice_contacts(struct db *db, int64_t notice_id, bool unread, notice_contact_fn take, void *arg) NODISCARD;
/* For the mail door: whose notice it is, and whether this address still may have it. */
enum err notice_for_mail(struct db *db, int64_t notice_id, int64_t contact_id, int64_t *ret_site_id,
                         bool *ret_wanted) NODISCARD;
