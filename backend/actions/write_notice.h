/* Staff write a notice, or write it otherwise before it went out: kept as a draft, given to the second person, planned, or sent at once (R-NTC-01). The
 * text is looked through for the names of the nursery's children before it may go anywhere. A dry run says all that without writing. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actions/notice_aim.h"
#include "core/access.h"
#include "store/lane.h"

enum write_notice_outcome {
    WRITE_NOTICE_DONE,
    WRITE_NOTICE_NAME,       /* a child is named: only other words help */
    WRITE_NOTICE_MAYBE,      /* words that may be names: to be looked at and said to be none */
    WRITE_NOTICE_UNKNOWN,    /* a class or child is not of this nursery */
    WRITE_NOTICE_NOBODY,     /* nobody would get it */
    WRITE_NOTICE_ONE_FAMILY, /* chosen children of one family: that is the contact book's */
    WRITE_NOTICE_CHANGED,    /* somebody wrote meanwhile */
    WRITE_NOTICE_STATE,      /* it has gone out */
    WRITE_NOTICE_TIME,       /* a time that has passed, or a deadline before it goes out */
};

struct write_notice {
    /* in */
    bool dry;
    struct str site;               /* a new one */
    struct str notice;             /* … or another text of this one */
    int64_t version;               /* If-Match of the other text */
    bool send;                     /* it is not to stay a draft */
    int64_t names_said;            /* so many places were shown to the writer and are nobody's name */
    struct notice_written written; /* title, audience, emergency, times, answers; its detail is sealed here */
    struct str detail;             /* JSON */
    struct str plain;              /* all that people will read */
    const struct str *classes;
    size_t classes_n;
    const struct str *children;
    size_t children_n;
    /* out */
    enum write_notice_outcome outcome;
    struct notice_size size;
    bool needs_second;
    int64_t now_version;
    enum name_guard_kind worst;
    size_t found_n;                         /* places, more than stand below */
    struct str found[NAME_GUARD_FOUND_MAX]; /* each with what stands around it: views of plain */
    enum name_guard_kind found_kind[NAME_GUARD_FOUND_MAX];
};
/* An act's verb. ERR_NOT_FOUND: not this account's nursery or notice. */
enum err write_notice(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
