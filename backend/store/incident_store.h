/* Accidents, small harms and near misses, the reports about them and what families were told: appended, never changed. The only writer of incident,
 * incident_judgement, incident_report, incident_sent, incident_told and incident_reminder. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/incident.h"
#include "store/db.h"

enum {
    INCIDENT_LIST_MAX = 200,
    INCIDENT_ROWS_MAX = 64, /* versions, tellings, judgements and reminders of one */
    INCIDENT_REPORT_BYTES_MAX = 24 * 1024,
    INCIDENT_TEXT_BYTES_MAX = INCIDENT_NOTE_BYTES + SECRET_SEAL_OVERHEAD,
};

/* The places to which sealed texts belong. */
#define INCIDENT_NOTE_PLACE   "incident|note"
#define INCIDENT_REPORT_PLACE "incident_report|detail"
#define INCIDENT_TOLD_PLACE   "incident_told|text"

/* ERR_NOT_FOUND: no rules hold there on that day. */
enum err incident_store_rules(struct db *db, int64_t site_id, int32_t day, struct incident_rules *ret) NODISCARD;

struct incident {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    int64_t child_id; /* 0: nobody in particular */
    struct incident_harm harm;
    struct incident_course course;
};

struct incident_new {
    int64_t happened_ms;
    int place;       /* 1 + index of its word */
    int activity;    /* … */
    struct str note; /* sealed */
    int64_t account_id;
    int64_t now_ms;
};
/* incident->id is set; public_id must stand. */
enum err incident_store_add(struct db *db, struct incident *incident, const struct incident_new *new) NODISCARD;
/* harm and course as they are now. */
enum err incident_store_judge(struct db *db, const struct incident *incident, int64_t account_id,
                              int64_t now_ms) NODISCARD;
enum err incident_store_get(struct db *db, int64_t id, struct incident *ret) NODISCARD;
/* ERR_NOT_FOUND: no such incident, or the account does not work in its nursery. */
enum err incident_store_staff(struct db *db, struct str public_id, int64_t account_id, struct incident *ret) NODISCARD;
/* … is no officer of the municipality, or it is not serious. */
enum err incident_store_ward(struct db *db, struct str public_id, int64_t account_id, struct incident *ret) NODISCARD;

/* Does the account head the nursery in which it happened? */
enum err incident_store_is_head(struct db *db, const struct incident *incident, int64_t account_id,
                                bool *ret) NODISCARD;

struct incident_report_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t incident_id;
    enum incident_stage stage;
    int32_t version;
    int32_t children;
    int32_t staff;
    uint32_t filled;
    struct str detail; /* sealed */
    int64_t account_id;
    int64_t now_ms;
};
enum err incident_store_report(struct db *db, const struct incident_report_new *new) NODISCARD;

struct incident_last {
    int64_t id; /* 0: there is none */
    int32_t version;
    uint32_t filled;
    bool sent;
};
enum err incident_store_last(struct db *db, int64_t incident_id, enum incident_stage stage,
                             struct incident_last *ret) NODISCARD;
enum err incident_store_send(struct db *db, int64_t incident_id, enum incident_stage stage, int64_t report_id,
                             int64_t account_id, int64_t now_ms) NODISCARD;

struct incident_telling_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t incident_id;
    enum incident_told how;
    struct str text; /* sealed */
    int64_t account_id;
    int64_t now_ms;
};
enum err incident_store_tell(struct db *db, const struct incident_telling_new *new) NODISCARD;
enum err incident_store_remind(struct db *db, int64_t incident_id, const struct incident_reminder *reminder,
                               int64_t now_ms) NODISCARD;
/* When somebody was reminded last; 0: nobody yet. */
enum err incident_store_reminded(struct db *db, int64_t incident_id, int64_t *ret_ms) NODISCARD;
/* Is another child of the nursery named in the text? */
enum err incident_store_names_other(struct db *db, const struct incident *incident, struct str text,
                                    bool *ret) NODISCARD;

/* --- reading; views while the call lasts --------------------------------------------------------------------------------- */

struct incident_row {
    struct str public_id;
    struct str site;
    struct str site_name;
    struct str child; /* empty: nobody in particular, or not for the reader */
    struct str name;
    struct str class_name;
    int32_t birth_day; /* 0: not known */
    int64_t happened_ms;
    int64_t opened_ms;
    const char *place;
    const char *activity;
    struct incident_harm harm;
    struct incident_course course;
    struct str by;
    int64_t told;
    int64_t site_id;
    struct str note; /* sealed; of one only */
};
typedef enum err incident_take(void *arg, const struct incident_row *row);

enum err incident_store_of_site(struct db *db, int64_t site_id, int32_t from_day, int32_t to_day, incident_take *take,
                                void *arg) NODISCARD;
/* No child's name. */
enum err incident_store_of_ward(struct db *db, int32_t from_day, incident_take *take, void *arg) NODISCARD;
enum err incident_store_one(struct db *db, int64_t id, incident_take *take, void *arg) NODISCARD;

struct incident_judgement_row {
    struct incident_harm harm;
    int64_t at_ms;
    struct str by;
};
enum err incident_store_judgements(struct db *db, int64_t incident_id,
                                   void (*take)(void *arg, const struct incident_judgement_row *row),
                                   void *arg) NODISCARD;

struct incident_report_row {
    struct str public_id;
    enum incident_stage stage;
    int32_t version;
    int32_t children;
    int32_t staff;
    struct str detail; /* sealed */
    int64_t at_ms;
    struct str by;
    int64_t sent_ms; /* 0: not handed in */
    struct str sent_by;
};
/* By stage and version; `all`: those that were not handed in too. */
enum err incident_store_reports(struct db *db, int64_t incident_id, bool all,
                                enum err (*take)(void *arg, const struct incident_report_row *row),
                                void *arg) NODISCARD;

struct incident_telling_row {
    struct str public_id;
    enum incident_told how;
    struct str text; /* sealed */
    int64_t at_ms;
    struct str by;
    int64_t happened_ms; /* for the family only */
    const char *place;
    const char *activity;
};
typedef enum err incident_take_telling(void *arg, const struct incident_telling_row *row);
enum err incident_store_tellings(struct db *db, int64_t incident_id, incident_take_telling *take, void *arg) NODISCARD;
/* ERR_NOT_FOUND: not a child of this guardian, or its days are hidden from it (R-REG-11). */
enum err incident_store_family_child(struct db *db, struct str child, int64_t account_id, int64_t *ret_id) NODISCARD;
enum err incident_store_for_family(struct db *db, int64_t child_id, int32_t from_day, incident_take_telling *take,
                                   void *arg) NODISCARD;

struct incident_reminder_row {
    enum incident_stage stage;
    bool late;
    int64_t at_ms;
};
enum err incident_store_reminders(struct db *db, int64_t incident_id,
                                  void (*take)(void *arg, const struct incident_reminder_row *row),
                                  void *arg) NODISCARD;
