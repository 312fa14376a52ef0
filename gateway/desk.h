/* The desk at the entrance: what follows from a touch, an answer on the screen, a name touched, a word taken back. Everything is committed
 * to the outbox first and only then said (a chime is a promise). Every function may be called from any thread.
 *
 * A question never holds a touch back: what stands when nobody answers is committed at once, and an answer takes its place (R-ATT-04). A
 * family card alone counts for nobody until somebody has said for whom (R-ATT-05); without a screen it means all that are expected.
 *   R-ATT-02  a bounce says the same again.          R-ATT-03  "already registered hh:mm", leave anyway.
 *   R-ATT-07  an unknown card: red, no name.         R-ATT-17  names touched without a card.
 *   R-INF-02  who comes back early or without a paper is asked to have a word with the staff: no reason is known here, nobody is refused.
 *   R-ATT-19  nickname and picture for three seconds at most; while a question is open, until it is answered or thirty seconds are over. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "entrance.h"
#include "outbox.h"
#include "wire/credentials.h"

enum {
    DESK_SHOW_MS = 3000,
    DESK_UNDO_MS = 5000,
    DESK_ASK_MS = 30000,
    DESK_SPEAK_MS = 15000, /* a word with the staff is asked for, without a name after three seconds */
    DESK_ANYWAY_MS = 8000, /* "already registered" is an answer by itself */
    DESK_LINK_GONE_MS = 60000,
    DESK_CLOCK_SURE_MS = 2000, /* a clock less sure than this is said on the screen */
};

enum desk_kind {
    DESK_IDLE,
    DESK_DONE,       /* registered, or said what the card is */
    DESK_ASKS,       /* a question is open */
    DESK_UNKNOWN,    /* R-ATT-07 */
    DESK_KEPT,       /* no list of children on this box: kept, the server will know */
    DESK_UNDONE,     /* taken back */
    DESK_NOT_KEPT,   /* the disk is full or broken: nothing was registered */
    DESK_UNREADABLE, /* the card said nothing */
    DESK_KIND_COUNT
};

/* What the screen shows of the last touch. */
struct desk_moment {
    int64_t ticket; /* an answer names it; grows */
    enum desk_kind kind;
    enum choice_question question; /* with DESK_ASKS */
    enum punch_meaning said;
    int64_t touched_ms;
    bool stale;     /* a code of the app that is over, used, or beyond this box's clock: a fresh one, or another way */
    bool throwaway; /* a phone that gives another number each time: no card will ever be known */
    bool names;     /* family may be shown now */
    bool undo;      /* may still be taken back */
    bool speak; /* R-INF-02: somebody who came is asked to have a word with the staff; the touch is kept as always */
    struct entrance_family family;
};

/* How the box is. */
struct desk_state {
    int64_t now_ms;
    bool clock_synced;
    int64_t clock_offset_ms;
    int64_t clock_uncertainty_ms;
    bool reader; /* a reader is there */
    bool disk;   /* the last touch could be kept */
    bool linked; /* connected to the broker */
    int64_t backlog;
    int32_t roster_day; /* 0: none */
    size_t missed;      /* R-ABS-03: while the server is gone, a roll call is needed; 0 while it is there */
};

struct desk_options {
    const struct credentials *credentials; /* these outlive the desk */
    struct outbox *outbox;
    struct roster_book *book;
    int64_t link_gone_ms; /* how long a hiccup may last; 0: DESK_LINK_GONE_MS */
};

struct desk;

struct desk *desk_open(const struct desk_options *options);
void desk_close(struct desk *desk); /* NULL is fine */
/* A touch of today that the outbox kept over a restart, in order. */
void desk_remember(struct desk *desk, const struct tap *tap);
/* What to call after a commit. */
void desk_on_commit(struct desk *desk, void (*wake)(void *arg), void *arg);

struct desk_touch {
    const unsigned char *card; /* SECRET_CARD_HASH_BYTES; NULL: a name was touched, or a code of the app shown */
    const char *child;         /* then the child */
    const char *app; /* a code of the app as it was read, with `card` for one that is not to be taken; NULL: none */
    const char *reader;
    enum tap_method method;
    bool throwaway;
};

/* ERR_IO: not kept, and said so. ERR_NOT_FOUND: a name that is not on the list; nothing was kept. */
enum err desk_touch(struct desk *desk, const struct desk_touch *touch) NODISCARD;
void desk_unreadable(struct desk *desk);
void desk_reader(struct desk *desk, bool there);

enum desk_word { DESK_ARRIVE, DESK_LEAVE, DESK_CHOSEN, DESK_MISTAKE };

struct desk_answer {
    int64_t ticket;
    enum desk_word word;
    char children[CHOICE_CHILDREN_MAX][SECRET_PUBLIC_ID_TEXT]; /* with DESK_CHOSEN */
    size_t children_n;
};

/* ERR_CONFLICT: that question is no longer open; ERR_INVALID: no answer to it; ERR_IO: not kept, and said so. */
enum err desk_answer(struct desk *desk, const struct desk_answer *answer) NODISCARD;
/* ERR_CONFLICT: too late, or there is nothing to take back. */
enum err desk_undo(struct desk *desk, int64_t ticket) NODISCARD;

/* A screen is being looked at: only then anything is asked. */
void desk_screen_join(struct desk *desk);
void desk_screen_leave(struct desk *desk);
void desk_look(struct desk *desk, struct desk_moment *ret_moment, struct desk_state *ret_state);
/* Waits until something may have changed since `seen`, at most timeout_ms; returns what to wait from next. */
int64_t desk_wait(struct desk *desk, int64_t seen, int64_t timeout_ms);
/* Ends every wait at once, now and later. */
void desk_stop(struct desk *desk);
size_t desk_by_symbol(struct desk *desk, int32_t symbol, struct entrance_child *list, size_t max);
/* Told by whoever knows the connection; counts how long it is gone. */
void desk_link(struct desk *desk, bool connected);
/* Once in a while: raises the roll call (R-ABS-03) when the server is gone, and takes it back. */
void desk_tick(struct desk *desk);
