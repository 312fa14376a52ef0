/* See screen_face.h. */
#include "screen_face.h"

#include <assert.h>

#include "base/civil.h"
#include "base/json.h"

#include "base/banned.h"

static const char *kind_word(enum desk_kind kind)
{
    static const char *const words[DESK_KIND_COUNT] = {
        [DESK_IDLE] = "idle", [DESK_DONE] = "done",     [DESK_ASKS] = "asks",         [DESK_UNKNOWN] = "unknown",
        [DESK_KEPT] = "kept", [DESK_UNDONE] = "undone", [DESK_NOT_KEPT] = "not_kept", [DESK_UNREADABLE] = "unreadable",
    };
    assert((unsigned)kind < DESK_KIND_COUNT);
    return words[kind];
}

/* Nickname and picture; nothing else of a child ever leaves the desk (R-ATT-19). */
static void put_who(struct json_out *out, const struct entrance_child *who)
{
    json_put_word(out, "child", who->child);
    json_put_word(out, "nick", who->nick);
    json_put_int(out, "symbol", who->symbol);
}

static void put_child(struct json_out *out, const struct entrance_child *who, const struct choice_child *what)
{
    json_out_open(out, '{');
    put_who(out, who);
    json_put_word(out, "meaning", punch_word(what->meaning));
    json_put_bool(out, "here", what->place == PUNCH_PRESENT);
    json_put_bool(out, "absent", what->absent);
    json_put_bool(out, "chosen", what->preselected);
    json_put_instant_or_null(out, "accepted", what->accepted_ms);
    json_out_close(out, '}');
}

static void put_moment(struct json_out *out, const struct desk_moment *moment)
{
    json_out_key(out, "moment");
    json_out_open(out, '{');
    json_put_int(out, "ticket", moment->ticket);
    json_put_word(out, "kind", kind_word(moment->kind));
    json_put_word(out, "question", choice_word(moment->question));
    json_put_word(out, "said", punch_word(moment->said));
    json_put_instant_or_null(out, "at", moment->touched_ms);
    json_put_bool(out, "throwaway", moment->throwaway);
    json_put_bool(out, "stale", moment->stale);
    json_put_bool(out, "names", moment->names);
    json_put_bool(out, "undo", moment->undo);
    json_put_bool(out, "speak", moment->speak);
    json_out_key(out, "children");
    json_out_open(out, '[');
    for (size_t i = 0; i < moment->family.n; i++) {
        put_child(out, &moment->family.who[i], &moment->family.what[i]);
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

void screen_face_write(const struct desk_moment *moment, const struct desk_state *state, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_out_key(&out, "clock");
    json_out_open(&out, '{');
    json_put_bool(&out, "synced", state->clock_synced);
    json_put_bool(&out, "sure", state->clock_synced && state->clock_uncertainty_ms <= DESK_CLOCK_SURE_MS);
    json_out_close(&out, '}');
    json_put_bool(&out, "reader", state->reader);
    json_put_bool(&out, "disk", state->disk);
    json_put_bool(&out, "linked", state->linked);
    json_put_int(&out, "backlog", state->backlog);
    json_put_bool(&out, "listed", state->roster_day != 0);
    json_put_bool(&out, "list_is_today", state->roster_day == civil_day_of_ms(state->now_ms));
    json_put_int(&out, "missed", (int64_t)state->missed);
    put_moment(&out, moment);
    json_out_close(&out, '}');
}

void screen_face_write_children(const struct entrance_child *list, size_t n, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_out_key(&out, "children");
    json_out_open(&out, '[');
    for (size_t i = 0; i < n; i++) {
        json_out_open(&out, '{');
        put_who(&out, &list[i]);
        json_out_close(&out, '}');
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}
