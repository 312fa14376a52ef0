/* Encode and decode one touch: see tap.h. The encoder's order of members is fixed: the same tap always gives the same bytes. */
#include "wire/tap.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum { CARD_TEXT = 23 }; /* 16 bytes in base64url, and NUL */

#define TAP_TYPE         "tsubame.tap.v1"
#define TAP_NUMBER_MAX   INT64_C(999999999999999)
#define TAP_CLOCK_MAX_MS INT64_C(1000000000000)

static const char *const direction_words[] = {
    [TAP_AUTO] = "auto", [TAP_ARRIVE] = "arrive", [TAP_LEAVE] = "leave", [TAP_UNDO] = "undo", NULL};
static const char *const method_words[] = {
    [TAP_BY_CARD] = "card", [TAP_BY_QR] = "qr", [TAP_BY_TOUCH] = "touch", [TAP_BY_STAFF] = "staff", NULL};

const char *tap_direction_word(enum tap_direction direction)
{
    assert((size_t)direction < sizeof direction_words / sizeof direction_words[0] - 1);
    return direction_words[direction];
}

const char *tap_method_word(enum tap_method method)
{
    assert((size_t)method < sizeof method_words / sizeof method_words[0] - 1);
    return method_words[method];
}

bool tap_has_card(const struct tap *tap)
{
    static const unsigned char none[SECRET_CARD_HASH_BYTES];
    return memcmp(tap->card, none, sizeof none) != 0;
}

static void put_id(const struct tap *tap, struct buf *buf)
{
    buf_puts(buf, tap->gateway);
    buf_char(buf, ':');
    buf_int(buf, tap->epoch);
    buf_char(buf, ':');
    buf_int(buf, tap->seq);
}

static void put_source(const struct tap *tap, struct buf *buf)
{
    buf_puts(buf, "/sites/");
    buf_puts(buf, tap->site);
    buf_puts(buf, "/gateways/");
    buf_puts(buf, tap->gateway);
}

static void put_data(const struct tap *tap, struct json_out *out)
{
    char card[CARD_TEXT];
    enum err err = str_base64(tap->card, sizeof tap->card, card, sizeof card);
    assert(err == OK);
    json_out_key(out, "data");
    json_out_open(out, '{');
    json_put_int(out, "epoch", tap->epoch);
    json_put_int(out, "seq", tap->seq);
    json_put_word(out, "reader", tap->reader);
    if (tap_has_card(tap)) {
        json_put_word(out, "card", card);
    }
    json_put_word(out, "direction", tap_direction_word(tap->direction));
    if (tap->undoes != 0) {
        json_put_int(out, "undoes", tap->undoes);
    }
    if (tap->children_n > 0) {
        json_out_key(out, "children");
        json_out_open(out, '[');
        for (size_t i = 0; i < tap->children_n; i++) {
            json_out_text(out, str_of(tap->children[i]));
        }
        json_out_close(out, ']');
    }
    json_put_word(out, "method", tap_method_word(tap->method));
    json_put_word(out, "said", punch_word(tap->said));
    json_out_key(out, "clock");
    json_out_open(out, '{');
    json_put_bool(out, "synced", tap->clock_synced);
    json_put_int(out, "offset_ms", tap->clock_offset_ms);
    json_put_int(out, "uncertainty_ms", tap->clock_uncertainty_ms);
    json_out_close(out, '}');
    json_out_close(out, '}');
}

void tap_encode(const struct tap *tap, struct buf *buf)
{
    char text[128];
    struct buf small;
    struct json_out out;
    assert(tap->epoch >= 1);
    assert(tap->seq >= 1);
    assert(tap->children_n <= TAP_CHILDREN_MAX);
    assert(tap->undoes >= 0 && tap->undoes < tap->seq);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_word(&out, "specversion", "1.0");
    buf_init(&small, text, sizeof text);
    put_id(tap, &small);
    json_put_text(&out, "id", buf_view(&small));
    buf_clear(&small);
    put_source(tap, &small);
    json_put_text(&out, "source", buf_view(&small));
    json_put_word(&out, "type", TAP_TYPE);
    json_put_instant(&out, "time", tap->time_ms);
    put_data(tap, &out);
    json_out_close(&out, '}');
}

/* The text before the last `mark`; `tail` gets what follows it. False when there is no mark. */
static bool split_last(struct str text, char mark, struct str *head, struct str *tail)
{
    for (size_t i = text.n; i > 0; i--) {
        if (text.p[i - 1] == mark) {
            *head = (struct str){text.p, i - 1};
            *tail = (struct str){text.p + i, text.n - i};
            return true;
        }
    }
    return false;
}

/* Canonical decimal only: "007" would be another text for the same number. */
static bool number_of(struct str text, int64_t *ret)
{
    return text.n > 0 && text.p[0] != '0' && str_int(text, 1, TAP_NUMBER_MAX, ret) == OK;
}

/* "{gateway}:{epoch}:{seq}" */
static bool read_id(struct str id, struct tap *tap)
{
    struct str rest;
    struct str gateway;
    struct str epoch;
    struct str seq;
    return split_last(id, ':', &rest, &seq) && split_last(rest, ':', &gateway, &epoch) && topics_is_id(gateway) &&
           number_of(epoch, &tap->epoch) && number_of(seq, &tap->seq) &&
           str_copy(gateway, tap->gateway, sizeof tap->gateway) == OK;
}

/* "/sites/{site}/gateways/{gateway}", the gateway as in the id. */
static bool read_source(struct str source, struct tap *tap)
{
    struct str rest;
    struct str gateway;
    struct str site;
    struct str sites = STR("/sites");
    struct str word;
    if (!split_last(source, '/', &rest, &gateway) || !str_is(gateway, tap->gateway) ||
        !split_last(rest, '/', &rest, &word) || !str_is(word, "gateways") || !split_last(rest, '/', &rest, &site)) {
        return false;
    }
    return str_equal(rest, sites) && topics_is_id(site) && str_copy(site, tap->site, sizeof tap->site) == OK;
}

static void read_children(struct json_in *data, struct tap *tap)
{
    size_t n = json_list(data, "children", JSON_OPTIONAL, TAP_CHILDREN_MAX);
    for (size_t i = 0; i < n && i < TAP_CHILDREN_MAX; i++) {
        struct str child = json_list_text(data, "children", i, SECRET_PUBLIC_ID_TEXT - 1);
        if (!topics_is_id(child) || str_copy(child, tap->children[i], sizeof tap->children[i]) != OK) {
            json_fault_add(data->faults, "/data/children", "BAD_FORMAT");
        }
    }
    tap->children_n = n <= TAP_CHILDREN_MAX ? n : 0;
}

static void read_card(struct json_in *data, struct tap *tap)
{
    struct str text = json_text(data, "card", JSON_OPTIONAL, CARD_TEXT - 1);
    size_t n = 0;
    if (text.n > 0 && (str_unbase64(text, tap->card, sizeof tap->card, &n) != OK || n != sizeof tap->card)) {
        json_fault_add(data->faults, "/data/card", "BAD_FORMAT");
    }
}

static void read_clock(struct json_in *data, struct tap *tap)
{
    struct json_in clock;
    if (json_nested(data, "clock", JSON_REQUIRED, &clock)) {
        tap->clock_synced = json_bool(&clock, "synced", JSON_REQUIRED, false);
        tap->clock_offset_ms = json_int(&clock, "offset_ms", JSON_REQUIRED, -TAP_CLOCK_MAX_MS, TAP_CLOCK_MAX_MS, 0);
        tap->clock_uncertainty_ms = json_int(&clock, "uncertainty_ms", JSON_REQUIRED, 0, TAP_CLOCK_MAX_MS, 0);
        json_nested_end(&clock);
    }
}

/* Which child is meant is said by a card or by its name; a touch that takes back says which one. */
static void check_subject(struct json_in *data, const struct tap *tap)
{
    bool takes_back = tap->direction == TAP_UNDO;
    if (!tap_has_card(tap) && !takes_back && (tap->method == TAP_BY_CARD || tap->children_n == 0)) {
        json_fault_add(data->faults, "/data/card", "MISSING");
    }
    if (takes_back && tap->undoes == 0) {
        json_fault_add(data->faults, "/data/undoes", "MISSING");
    }
}

/* False when the numbers inside contradict the id. */
static bool read_data(struct json_in *in, struct tap *tap)
{
    struct json_in data;
    enum punch_meaning said;
    if (!json_nested(in, "data", JSON_REQUIRED, &data)) {
        return true;
    }
    int64_t epoch = json_int(&data, "epoch", JSON_REQUIRED, 1, TAP_NUMBER_MAX, tap->epoch);
    int64_t seq = json_int(&data, "seq", JSON_REQUIRED, 1, TAP_NUMBER_MAX, tap->seq);
    struct str reader = json_text(&data, "reader", JSON_REQUIRED, TAP_READER_BYTES - 1);
    if (str_copy(reader, tap->reader, sizeof tap->reader) != OK) {
        json_fault_add(data.faults, "/data/reader", "TOO_LONG");
    }
    read_card(&data, tap);
    int direction = json_word(&data, "direction", JSON_REQUIRED, direction_words);
    int method = json_word(&data, "method", JSON_REQUIRED, method_words);
    tap->direction = direction < 0 ? TAP_AUTO : (enum tap_direction)direction;
    tap->method = method < 0 ? TAP_BY_CARD : (enum tap_method)method;
    read_children(&data, tap);
    tap->undoes = json_int(&data, "undoes", JSON_OPTIONAL, 1, tap->seq > 1 ? tap->seq - 1 : 1, 0);
    if (tap->undoes >= tap->seq) {
        json_fault_add(data.faults, "/data/undoes", "OUT_OF_RANGE");
    }
    check_subject(&data, tap);
    struct str word = json_text(&data, "said", JSON_REQUIRED, 16);
    if (word.n > 0 && punch_of_word(word.p, &said)) {
        tap->said = said;
    } else if (word.n > 0) {
        json_fault_add(data.faults, "/data/said", "BAD_FORMAT");
    }
    read_clock(&data, tap);
    json_nested_end(&data);
    return epoch == tap->epoch && seq == tap->seq;
}

enum err tap_decode(struct str json, struct tap *ret, struct json_faults *faults)
{
    struct json_in in;
    struct tap tap;
    memset(&tap, 0, sizeof tap);
    if (json.n > TAP_BYTES_MAX) {
        memset(faults, 0, sizeof *faults);
        json_fault_add(faults, "", "TOO_LONG");
        return ERR_INVALID;
    }
    if (json_open(json, &in, faults) != OK) {
        return ERR_INVALID;
    }
    if (!read_id(json_text(&in, "id", JSON_REQUIRED, 80), &tap)) {
        json_fault_add(faults, "/id", "BAD_FORMAT");
        json_drop(&in);
        return ERR_INVALID;
    }
    bool agrees = read_source(json_text(&in, "source", JSON_REQUIRED, 96), &tap);
    if (!agrees) {
        json_fault_add(faults, "/source", "BAD_FORMAT");
    }
    if (!str_is(json_text(&in, "specversion", JSON_REQUIRED, 8), "1.0")) {
        json_fault_add(faults, "/specversion", "BAD_FORMAT");
    }
    if (!str_is(json_text(&in, "type", JSON_REQUIRED, 32), TAP_TYPE)) {
        json_fault_add(faults, "/type", "BAD_FORMAT");
    }
    tap.time_ms = json_instant(&in, "time", JSON_REQUIRED, 0);
    if (!read_data(&in, &tap)) {
        json_fault_add(faults, "/data/seq", "BAD_FORMAT");
        agrees = false;
    }
    if (json_close(&in) == OK) {
        *ret = tap;
        return OK;
    }
    if (!agrees) {
        return ERR_INVALID;
    }
    struct tap known = {.epoch = tap.epoch, .seq = tap.seq};
    memcpy(known.site, tap.site, sizeof known.site);
    memcpy(known.gateway, tap.gateway, sizeof known.gateway);
    *ret = known;
    return ERR_CONFLICT;
}
