/* wire/tap.c */
#include "test.h"

#include <string.h>

#include "wire/tap.h"

#include "base/banned.h"

static struct tap sample(void)
{
    struct tap tap = {.site = "n01",
                      .gateway = "n01-door",
                      .epoch = 3,
                      .seq = 42,
                      .time_ms = INT64_C(1795129083120),
                      .reader = "simulated",
                      .direction = TAP_AUTO,
                      .method = TAP_BY_CARD,
                      .said = PUNCH_ARRIVE,
                      .clock_synced = true,
                      .clock_offset_ms = -3,
                      .clock_uncertainty_ms = 15};
    for (size_t i = 0; i < sizeof tap.card; i++) {
        tap.card[i] = (unsigned char)(i * 17);
    }
    return tap;
}

static const char sample_json[] =
    "{\"specversion\":\"1.0\",\"id\":\"n01-door:3:42\",\"source\":\"/sites/n01/gateways/"
    "n01-door\",\"type\":\"tsubame.tap.v1\","
    "\"time\":\"2026-11-20T07:58:03.120+09:00\",\"data\":{\"epoch\":3,\"seq\":42,\"reader\":\"simulated\","
    "\"card\":\"ABEiM0RVZneImaq7zN3u_w\",\"direction\":\"auto\",\"method\":\"card\",\"said\":\"arrive\","
    "\"clock\":{\"synced\":true,\"offset_ms\":-3,\"uncertainty_ms\":15}}}";

TEST("a tap travels as the CloudEvents document outside programs rely on")
{
    char text[TAP_BYTES_MAX + 1];
    struct buf buf;
    struct tap tap = sample();
    buf_init(&buf, text, sizeof text);
    tap_encode(&tap, &buf);
    EXPECT_NOT(buf.overflow);
    EXPECT_STR(text, sample_json);
}

static bool same(const struct tap *a, const struct tap *b)
{
    bool children = a->children_n == b->children_n;
    for (size_t i = 0; children && i < a->children_n; i++) {
        children = strcmp(a->children[i], b->children[i]) == 0;
    }
    return children && strcmp(a->site, b->site) == 0 && strcmp(a->gateway, b->gateway) == 0 && a->epoch == b->epoch &&
           a->seq == b->seq && a->time_ms == b->time_ms && strcmp(a->reader, b->reader) == 0 &&
           memcmp(a->card, b->card, sizeof a->card) == 0 && a->direction == b->direction && a->method == b->method &&
           a->said == b->said && a->undoes == b->undoes && a->clock_synced == b->clock_synced &&
           a->clock_offset_ms == b->clock_offset_ms && a->clock_uncertainty_ms == b->clock_uncertainty_ms;
}

static struct tap random_tap(void)
{
    uint64_t r[8];
    struct tap tap = sample();
    secret_random(r, sizeof r);
    secret_random(tap.card, sizeof tap.card);
    tap.epoch = 1 + (int64_t)(r[0] % 1000000);
    tap.seq = 1 + (int64_t)(r[1] % INT64_C(999999999999999));
    tap.time_ms = (int64_t)(r[2] % UINT64_C(4000000000000));
    tap.direction = (enum tap_direction)(r[3] % 3);
    tap.method = (enum tap_method)(r[4] % 4);
    tap.said = (enum punch_meaning)(r[5] % PUNCH_MEANING_COUNT);
    tap.clock_synced = r[6] % 2 == 0;
    tap.clock_offset_ms = (int64_t)(r[6] % 2000001) - 1000000;
    tap.clock_uncertainty_ms = (int64_t)(r[7] % 100000);
    tap.children_n = r[7] % (TAP_CHILDREN_MAX + 1);
    for (size_t i = 0; i < tap.children_n; i++) {
        secret_public_id(0, tap.children[i]);
    }
    size_t reader_n = 1 + r[0] % (TAP_READER_BYTES - 1);
    memset(tap.reader, 'r', reader_n);
    tap.reader[reader_n] = '\0';
    return tap;
}

TEST("any tap that is encoded is decoded into the same tap, and encodes to the same bytes again")
{
    secret_init();
    secret_random_seed(7);
    for (int i = 0; i < 5000; i++) {
        char first[TAP_BYTES_MAX + 1];
        char again[TAP_BYTES_MAX + 1];
        struct buf buf;
        struct json_faults faults;
        struct tap tap = random_tap();
        struct tap back;
        buf_init(&buf, first, sizeof first);
        tap_encode(&tap, &buf);
        EXPECT_NOT(buf.overflow);
        EXPECT_OK(tap_decode(buf_view(&buf), &back, &faults));
        EXPECT(same(&tap, &back));
        buf_init(&buf, again, sizeof again);
        tap_encode(&back, &buf);
        EXPECT_STR(again, first);
    }
}

/* The sample with the first `from` replaced; what decoding says of it. */
static enum err decoded(const char *from, const char *to, struct tap *ret, struct json_faults *faults)
{
    char text[TAP_BYTES_MAX];
    struct buf buf;
    const char *at = strstr(sample_json, from);
    EXPECT_NOT_NULL(at);
    buf_init(&buf, text, sizeof text);
    buf_add(&buf, sample_json, (size_t)(at - sample_json));
    buf_puts(&buf, to);
    buf_puts(&buf, at + strlen(from));
    return tap_decode(buf_view(&buf), ret, faults);
}

TEST("an id or source that contradicts the members is refused with the member named")
{
    static const struct {
        const char *from, *to, *pointer;
    } cases[] = {
        {"n01-door:3:42", "n01-door:3:43", "/data/seq"},
        {"n01-door:3:42", "n01-door:4:42", "/data/seq"},
        {"n01-door:3:42", "n02-door:3:42", "/source"},
        {"n01-door:3:42", "n01-door:3:042", "/id"},
        {"n01-door:3:42", "n01-door:3", "/id"},
        {"n01-door:3:42", "N01:3:42", "/id"},
        {"n01-door:3:42", "n01-door:0:42", "/id"},
        {"n01-door:3:42", "n01-door:3:-1", "/id"},
        {"/sites/n01/", "/site/n01/", "/source"},
        {"/gateways/n01-door", "/gateways/n01-door/", "/source"},
        {"/sites/n01/gateways", "/sites/n/1/gateways", "/source"},
        {"/sites/n01/", "x/sites/n01/", "/source"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tap tap;
        struct json_faults faults;
        print_message("%s -> %s\n", cases[i].from, cases[i].to);
        EXPECT_INT(decoded(cases[i].from, cases[i].to, &tap, &faults), ERR_INVALID);
        EXPECT(faults.n >= 1);
        EXPECT_STR(faults.list[0].pointer, cases[i].pointer);
    }
}

TEST("an authentic tap that cannot be used still says who and which number, so that it can be quarantined")
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"tsubame.tap.v1", "tsubame.tap.v2"},
        {"\"seq\":42", "\"seq\":42,\"mood\":\"good\""},
        {"{\"specversion\"", "{\"traceparent\":\"00-1\",\"specversion\""},
        {"\"said\":\"arrive\"", "\"said\":\"waved\""},
        {"\"method\":\"card\"", "\"method\":\"face\""},
        {"\"direction\":\"auto\",", ""},
        {"ABEiM0RVZneImaq7zN3u_w", "ABEiM0RVZneImaq7zN3u_x"},
        {"ABEiM0RVZneImaq7zN3u_w", "ABEi"},
        {"2026-11-20T07", "2026-11-31T07"},
        {"\"synced\":true,", ""},
        {"\"specversion\":\"1.0\"", "\"specversion\":\"1.1\""},
        {"\"epoch\":3,\"seq\":42,", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tap tap;
        struct json_faults faults;
        memset(&tap, 0xEE, sizeof tap);
        print_message("%s -> %s\n", cases[i].from, cases[i].to);
        EXPECT_INT(decoded(cases[i].from, cases[i].to, &tap, &faults), ERR_CONFLICT);
        EXPECT(faults.n >= 1);
        EXPECT_STR(tap.site, "n01");
        EXPECT_STR(tap.gateway, "n01-door");
        EXPECT_INT(tap.epoch, 3);
        EXPECT_INT(tap.seq, 42);
    }
}

TEST("what is no JSON of ours is refused whole")
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"{\"specversion\"", "[\"specversion\""},
        {"\"seq\":42", "\"seq\":42,\"seq\":42"},
        {"}}}", "}}"},
        {"}}}", "}}} x"},
        {"simulated", "\xFF"},
        {"simulated", "\\u0000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tap tap;
        struct json_faults faults;
        EXPECT_INT(decoded(cases[i].from, cases[i].to, &tap, &faults), ERR_INVALID);
        EXPECT_NOT_NULL(faults.malformed);
    }
}

TEST("a tap longer than four KiB is refused before it is parsed")
{
    static char text[TAP_BYTES_MAX + 2];
    struct tap tap;
    struct json_faults faults;
    memset(text, ' ', sizeof text);
    memcpy(text, sample_json, sizeof sample_json - 1);
    EXPECT_OK(tap_decode((struct str){text, TAP_BYTES_MAX}, &tap, &faults));
    EXPECT_INT(tap_decode((struct str){text, TAP_BYTES_MAX + 1}, &tap, &faults), ERR_INVALID);
}

TEST("a tap with the most children still fits its limit")
{
    char text[TAP_BYTES_MAX + 1];
    struct buf buf;
    struct tap tap = sample();
    secret_init();
    tap.children_n = TAP_CHILDREN_MAX;
    for (size_t i = 0; i < tap.children_n; i++) {
        secret_public_id(0, tap.children[i]);
    }
    memset(tap.site, 's', TOPICS_ID_BYTES - 1);
    memset(tap.gateway, 'g', TOPICS_ID_BYTES - 1);
    buf_init(&buf, text, sizeof text);
    tap_encode(&tap, &buf);
    EXPECT_NOT(buf.overflow);
}

static enum err decode(const char *text, struct tap *ret, struct json_faults *faults)
{
    return tap_decode(str_of(text), ret, faults);
}

TEST("R-ATT-05 R-ATT-17: a touch of names travels without a card, one that takes back says which")
{
    static const struct {
        const char *name;
        struct tap tap;
        bool good;
    } rows[] = {
        {"a name touched", {.method = TAP_BY_TOUCH, .children_n = 1, .children = {"c1"}}, true},
        {"two of a family", {.method = TAP_BY_QR, .children_n = 2, .children = {"c1", "c2"}}, true},
        {"nobody", {.method = TAP_BY_TOUCH}, false},
        {"a card that is none", {.method = TAP_BY_CARD, .children_n = 1, .children = {"c1"}}, false},
        {"taken back", {.direction = TAP_UNDO, .undoes = 41, .said = PUNCH_UNDONE}, true},
        {"taken back, but what?", {.direction = TAP_UNDO, .said = PUNCH_UNDONE}, false},
        {"an answer",
         {.method = TAP_BY_TOUCH, .children_n = 1, .children = {"c1"}, .direction = TAP_ARRIVE, .undoes = 40},
         true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[TAP_BYTES_MAX + 1];
        struct buf buf;
        struct tap tap = sample();
        struct tap back;
        struct json_faults faults;
        memset(tap.card, 0, sizeof tap.card);
        tap.method = rows[i].tap.method;
        tap.direction = rows[i].tap.direction;
        tap.undoes = rows[i].tap.undoes;
        tap.children_n = rows[i].tap.children_n;
        memcpy(tap.children, rows[i].tap.children, sizeof tap.children);
        buf_init(&buf, text, sizeof text);
        tap_encode(&tap, &buf);
        print_message("%s\n", rows[i].name);
        EXPECT_INT(decode(text, &back, &faults), rows[i].good ? OK : ERR_CONFLICT);
        EXPECT(!rows[i].good || same(&tap, &back));
        EXPECT_NULL(strstr(text, "\"card\":"));
    }
}

TEST("a touch cannot take back itself or a later one")
{
    char text[TAP_BYTES_MAX + 1];
    struct buf buf;
    struct tap tap = sample();
    struct tap back;
    struct json_faults faults;
    tap.undoes = 41;
    buf_init(&buf, text, sizeof text);
    tap_encode(&tap, &buf);
    EXPECT_OK(decode(text, &back, &faults));
    char *at = strstr(text, "\"undoes\":41");
    EXPECT_NOT_NULL(at);
    memcpy(at, "\"undoes\":42", 11);
    EXPECT_INT(decode(text, &back, &faults), ERR_CONFLICT);
    memcpy(at, "\"undoes\":99", 11);
    EXPECT_INT(decode(text, &back, &faults), ERR_CONFLICT);
}
