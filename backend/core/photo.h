/* Who may see a photo, and when one may be added.
 *
 *   R-CB-07, C4  A photo is taken in only when the guardians of every child who is named in it have agreed that the nursery takes photos; nobody has
 *                agreed until a guardian says so, and any guardian takes it back at any time. It is shown to the family of a child in it, and with the
 *                note of a class to the families of that class. A child whose family does not agree any more is seen by its own family alone: until
 *                it is agreed again the photo is there for nobody else. No family gets one by a link that was made for another.
 *
 *   R-INF-03     A photo of a doctor's paper or of a filled-in form is handed in by a guardian and lies with the report of the illness: a few sheets, as
 *                long as the paper is wanted and the nursery has not accepted it. It is seen by the child's guardians and its nursery's staff alone; the
 *                family takes it back until it is accepted.
 *   R-CARE-03    The photo of a person who may fetch a child is added and taken away by a guardian, and seen by the child's guardians and its nursery's
 *                staff alone; a guardian from whom the list is hidden (R-REG-11) sees only what it added itself.
 *
 * Who is in a photo is what the staff say. Nobody named: a thing, a room, hands at work; then it is the whole class's to see.
 *
 * Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Numbers are stored. */
enum photo_kind {
    PHOTO_CHILD = 1,  /* of the nursery part of a child's page */
    PHOTO_CLASS = 2,  /* of the note of a class */
    PHOTO_PICKUP = 3, /* of a person who may fetch a child */
    PHOTO_PAPER = 4,  /* a doctor's paper, for the return after an illness */
};
enum photo_size { PHOTO_SMALL = 1, PHOTO_LARGE = 2 };

enum {
    PHOTO_PAGE_MAX = 12,     /* on one page */
    PHOTO_CHILDREN_MAX = 40, /* named in one photo */
    PHOTO_PAPER_MAX = 4,     /* sheets with one absence */
};

struct photo_sight {
    enum photo_kind kind;
    bool removed;
    bool as_staff;
    bool as_guardian; /* of the child whose page, person or paper it is */
    bool released;    /* the page is */
    bool of_class;    /* a child of the viewer's is of the class */
    int64_t own;      /* children of the viewer's in it */
    int64_t held;     /* other children in it whose guardians do not agree now */
};
bool photo_shown(const struct photo_sight *sight);
/* Whose it is takes it away: the staff what stands beside their pages, a guardian the paper that it handed in. */
bool photo_removable(const struct photo_sight *sight);

enum photo_refusal {
    PHOTO_ADDED,
    PHOTO_NO_CONSENT, /* a child named in it whose guardians have not agreed */
    PHOTO_FULL,       /* as many as the page holds */
    PHOTO_CLOSED,     /* the nursery is closed that day, or the child is not of it */
    PHOTO_EARLY,      /* the day has not come */
    PHOTO_APPROVAL,   /* released, and only lead or head may revise it */
    PHOTO_NOT_ASKED,  /* a paper that nobody needs, or that the nursery has accepted */
    PHOTO_PAPERS,     /* as many sheets as lie with an absence */
};
const char *photo_refusal_code(enum photo_refusal refusal); /* "" for PHOTO_ADDED */

struct paper_look {
    bool wanted;    /* the illness needs a paper */
    bool seen;      /* staff accepted it */
    bool withdrawn; /* the report was */
    int64_t there;  /* photos that lie there already */
};
enum photo_refusal photo_paper(const struct paper_look *look);

/* A link works at least this long and at most twice as long: its end stands on a grid, so that a page that is read again is the same page. */
enum { PHOTO_LINK_MS = 5 * 60 * 1000 };
int64_t photo_link_until_ms(int64_t now_ms);
