/* Staff release what they wrote for the families: pages of children, and the note of a class (R-CB-04). Where the nursery wants approval, what a
 * teacher releases waits for lead or head, who release it by doing the same. At a set time the agenda does it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/access.h"
#include "core/contact_book.h"
#include "store/lane.h"

enum { RELEASE_CHILDREN_MAX = 60 };

struct release_pages {
    /* in */
    struct str site;
    int32_t day;
    int64_t at_ms; /* 0: now */
    const struct str *children;
    size_t children_n;
    bool note; /* also the note of class_name */
    struct str class_name;
    /* out: how many pages are in each state now because of this; those without a draft are left as they are */
    int64_t released;
    int64_t scheduled;
    int64_t submitted;
    int64_t unchanged;
};
/* An act's verb. ERR_NOT_FOUND: one of the children or the class is not this account's to write about: then nothing is released. */
enum err release_pages(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* The agenda's: the time of a page has come. */
enum err release_due(struct tx *tx, int64_t page_id) NODISCARD;
