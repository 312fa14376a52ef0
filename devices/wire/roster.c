/* The roster's clear JSON and its sealed wrapping: see roster.h. What is usual (not arrived, not absent) is left out, so that the
 * largest nursery's list stays below the broker's packet limit. */
#include "wire/roster.h"

#include <assert.h>
#include <string.h>

#include "wire/topics.h"

#include "base/banned.h"

enum { CARD_TEXT = 23, DAY_MS_MAX = 86400000 };

static const char *const place_words[] = {[PUNCH_NOT_ARRIVED] = "not_arrived",
                                          [PUNCH_PRESENT] = "present",
                                          [PUNCH_STEPPED_OUT] = "stepped_out",
                                          [PUNCH_LEFT] = "left",
                                          NULL};

static void put_child(const struct roster_child *child, struct json_out *out)
{
    json_out_open(out, '{');
    json_put_word(out, "child", child->child);
    json_out_key(out, "cards");
    json_out_open(out, '[');
    for (size_t i = 0; i < child->cards_n; i++) {
        char card[CARD_TEXT];
        enum err err = str_base64(child->cards[i], SECRET_CARD_HASH_BYTES, card, sizeof card);
        assert(err == OK);
        json_out_text(out, str_of(card));
    }
    json_out_close(out, ']');
    if (child->nick[0] != '\0') {
        json_put_word(out, "nick", child->nick);
    }
    if (child->symbol != 0) {
        json_put_int(out, "symbol", child->symbol);
    }
    if (child->due_ms != 0) {
        json_put_instant(out, "due", child->due_ms);
    }
    if (child->absent) {
        json_put_bool(out, "absent", true);
    }
    if (child->speak) {
        json_put_bool(out, "speak", true);
    }
    if (child->place != PUNCH_NOT_ARRIVED) {
        json_put_word(out, "place", place_words[child->place]);
    }
    if (child->accepted_ms != 0) {
        json_put_instant(out, "accepted", child->accepted_ms);
    }
    json_out_close(out, '}');
}

void roster_encode(const struct roster *roster, struct buf *buf)
{
    struct json_out out;
    assert(roster->children_n <= ROSTER_CHILDREN_MAX);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_day(&out, "day", roster->day);
    json_put_int(&out, "version", roster->version);
    json_out_key(&out, "policy");
    json_out_open(&out, '{');
    json_put_int(&out, "debounce_ms", roster->policy.debounce_ms);
    json_put_int(&out, "lock_ms", roster->policy.lock_ms);
    json_put_int(&out, "late_first_ms", roster->policy.late_first_ms);
    json_put_instant_or_null(&out, "closing", roster->policy.closing_ms);
    json_out_close(&out, '}');
    json_out_key(&out, "children");
    json_out_open(&out, '[');
    for (size_t i = 0; i < roster->children_n; i++) {
        put_child(&roster->children[i], &out);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

static void read_cards(struct json_in *in, struct roster_child *child)
{
    child->cards_n = json_list(in, "cards", JSON_REQUIRED, ROSTER_CARDS_MAX);
    for (size_t i = 0; i < child->cards_n && i < ROSTER_CARDS_MAX; i++) {
        size_t n = 0;
        struct str card = json_list_text(in, "cards", i, CARD_TEXT - 1);
        if (str_unbase64(card, child->cards[i], SECRET_CARD_HASH_BYTES, &n) != OK || n != SECRET_CARD_HASH_BYTES) {
            json_fault_add(in->faults, "/children/cards", "BAD_FORMAT");
        }
    }
}

static void read_child(struct json_in *in, struct roster_child *child)
{
    memset(child, 0, sizeof *child);
    struct str id = json_text(in, "child", JSON_REQUIRED, sizeof child->child - 1);
    if (!topics_is_id(id) || str_copy(id, child->child, sizeof child->child) != OK) {
        json_fault_add(in->faults, "/children/child", "BAD_FORMAT");
    }
    read_cards(in, child);
    struct str nick = json_text(in, "nick", JSON_OPTIONAL, sizeof child->nick - 1);
    if (str_copy(nick, child->nick, sizeof child->nick) != OK) {
        json_fault_add(in->faults, "/children/nick", "TOO_LONG");
    }
    child->symbol = (int32_t)json_int(in, "symbol", JSON_OPTIONAL, 1, ROSTER_SYMBOLS, 0);
    child->due_ms = json_instant(in, "due", JSON_OPTIONAL, 0);
    child->absent = json_bool(in, "absent", JSON_OPTIONAL, false);
    child->speak = json_bool(in, "speak", JSON_OPTIONAL, false);
    int place = json_word(in, "place", JSON_OPTIONAL, place_words);
    child->place = place < 0 ? PUNCH_NOT_ARRIVED : (enum punch_place)place;
    child->accepted_ms = json_instant(in, "accepted", JSON_OPTIONAL, 0);
}

static void read_children(struct json_in *in, struct roster *roster)
{
    size_t n = json_list(in, "children", JSON_REQUIRED, ROSTER_CHILDREN_MAX);
    roster->children_n = 0;
    for (size_t i = 0; i < n && i < ROSTER_CHILDREN_MAX; i++) {
        struct json_in child;
        if (json_list_object(in, "children", i, &child)) {
            read_child(&child, &roster->children[roster->children_n++]);
            json_nested_end(&child);
        }
    }
}

enum err roster_decode(struct str json, struct roster *ret, struct json_faults *faults)
{
    struct json_in in;
    struct json_in policy;
    struct roster roster = {.children = ret->children};
    if (json.n > ROSTER_BYTES_MAX || json_open(json, &in, faults) != OK) {
        return ERR_INVALID;
    }
    roster.day = json_day(&in, "day", JSON_REQUIRED, 0);
    roster.version = json_int(&in, "version", JSON_REQUIRED, 0, INT64_MAX / 2, 0);
    if (json_nested(&in, "policy", JSON_REQUIRED, &policy)) {
        roster.policy.debounce_ms = json_int(&policy, "debounce_ms", JSON_REQUIRED, 0, DAY_MS_MAX, 0);
        roster.policy.lock_ms = json_int(&policy, "lock_ms", JSON_REQUIRED, 0, DAY_MS_MAX, 0);
        roster.policy.late_first_ms = json_int(&policy, "late_first_ms", JSON_REQUIRED, 0, DAY_MS_MAX, 0);
        roster.policy.closing_ms = json_instant(&policy, "closing", JSON_OPTIONAL, 0);
        json_nested_end(&policy);
    }
    read_children(&in, &roster);
    if (json_close(&in) != OK) {
        return ERR_INVALID;
    }
    *ret = roster;
    return OK;
}

enum err roster_seal(const unsigned char box_public[SECRET_BOX_PUBLIC_BYTES], struct str clear, unsigned char *work,
                     size_t work_bytes, struct buf *ret_payload)
{
    enum { STEP = 48 }; /* a multiple of three: pieces join without padding */
    size_t n = clear.n + SECRET_BOX_OVERHEAD;
    if (n > work_bytes) {
        return ERR_LIMIT;
    }
    if (secret_box_seal(box_public, clear, work) != OK) {
        return ERR_INVALID;
    }
    buf_puts(ret_payload, "{\"sealed\":\"");
    for (size_t at = 0; at < n; at += STEP) {
        char text[STEP / 3 * 4 + 1];
        enum err err = str_base64(work + at, n - at < STEP ? n - at : STEP, text, sizeof text);
        assert(err == OK);
        buf_puts(ret_payload, text);
    }
    buf_puts(ret_payload, "\"}");
    return ret_payload->overflow ? ERR_LIMIT : OK;
}

enum err roster_open(const unsigned char box_public[SECRET_BOX_PUBLIC_BYTES],
                     const unsigned char box_secret[SECRET_BOX_SECRET_BYTES], struct str payload, unsigned char *work,
                     size_t work_bytes, struct str *ret_clear)
{
    struct json_in in;
    struct json_faults faults;
    size_t n = 0;
    if (payload.n > ROSTER_BYTES_MAX || json_open(payload, &in, &faults) != OK) {
        return ERR_INVALID;
    }
    struct str sealed = json_text(&in, "sealed", JSON_REQUIRED, ROSTER_BYTES_MAX);
    enum err err = str_unbase64(sealed, work, work_bytes, &n);
    if (json_close(&in) != OK || err != OK || n < SECRET_BOX_OVERHEAD) {
        return ERR_INVALID;
    }
    /* In place: the ciphertext stands behind the sender's key, and libsodium allows the clear text to begin where it began. */
    unsigned char *clear = work + SECRET_BOX_PUBLIC_BYTES;
    err = secret_box_open(box_public, box_secret, work, n, clear);
    if (err != OK) {
        return ERR_INVALID;
    }
    *ret_clear = (struct str){(const char *)clear, n - SECRET_BOX_OVERHEAD};
    return OK;
}
