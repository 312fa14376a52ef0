/* wire/roster.c */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "wire/roster.h"

#include "base/banned.h"

static struct roster_child children[ROSTER_CHILDREN_MAX];
static struct roster_child back_children[ROSTER_CHILDREN_MAX];
static char clear_text[ROSTER_BYTES_MAX];
static char payload_text[ROSTER_BYTES_MAX + 1];
static unsigned char work[ROSTER_BYTES_MAX];
static unsigned char box_public[SECRET_BOX_PUBLIC_BYTES];
static unsigned char box_secret[SECRET_BOX_SECRET_BYTES];

static struct roster town(size_t n, size_t cards_n)
{
    struct roster roster = {.day = civil_day_of_date((struct civil_date){2026, 11, 20}),
                            .version = 12,
                            .policy = {10000, 1800000, 3600000, INT64_C(1795165200000)},
                            .children = children,
                            .children_n = n};
    secret_init();
    secret_random_seed(3);
    secret_box_keys(box_public, box_secret);
    for (size_t i = 0; i < n; i++) {
        struct roster_child *child = &children[i];
        memset(child, 0, sizeof *child);
        secret_public_id(0, child->child);
        child->cards_n = cards_n;
        secret_random(child->cards, sizeof child->cards);
        memcpy(child->nick, i % 2 == 0 ? "はなこ" : "Anna", i % 2 == 0 ? sizeof "はなこ" : sizeof "Anna");
        child->symbol = (int32_t)(i % ROSTER_SYMBOLS) + 1;
        child->due_ms = i % 5 == 0 ? 0 : INT64_C(1795129000000);
        child->absent = i % 7 == 0;
        child->speak = i % 11 == 0;
        child->place = (enum punch_place)(i % 4);
        child->accepted_ms = i % 4 == 0 ? 0 : INT64_C(1795129083120) + (int64_t)i;
    }
    return roster;
}

static struct str encoded(const struct roster *roster)
{
    static struct buf buf;
    buf_init(&buf, clear_text, sizeof clear_text);
    roster_encode(roster, &buf);
    EXPECT_NOT(buf.overflow);
    return buf_view(&buf);
}

TEST("a roster is decoded into the same children, cards, places and policy")
{
    struct json_faults faults;
    struct roster roster = town(300, 2);
    struct roster back = {.children = back_children};
    EXPECT_OK(roster_decode(encoded(&roster), &back, &faults));
    EXPECT_INT(back.day, roster.day);
    EXPECT_INT(back.version, 12);
    EXPECT_MEM(&back.policy, &roster.policy, sizeof back.policy);
    EXPECT_INT(back.children_n, 300);
    for (size_t i = 0; i < back.children_n; i++) {
        const struct roster_child *a = &children[i];
        const struct roster_child *b = &back_children[i];
        EXPECT_STR(b->child, a->child);
        EXPECT_INT(b->cards_n, 2);
        EXPECT_MEM(b->cards, a->cards, 2 * SECRET_CARD_HASH_BYTES);
        EXPECT_INT(b->absent, a->absent);
        EXPECT_INT(b->speak, a->speak);
        EXPECT_INT(b->place, a->place);
        EXPECT_INT(b->accepted_ms, a->accepted_ms);
    }
}

TEST("a sealed roster opens with the gateway's key alone")
{
    struct str clear;
    struct buf payload;
    struct roster roster = town(1000, 1);
    struct str wanted = encoded(&roster);
    buf_init(&payload, payload_text, sizeof payload_text);
    EXPECT_OK(roster_seal(box_public, wanted, work, sizeof work, &payload));
    EXPECT(payload.n <= ROSTER_BYTES_MAX);
    memset(work, 0, sizeof work);
    EXPECT_OK(roster_open(box_public, box_secret, buf_view(&payload), work, sizeof work, &clear));
    EXPECT(str_equal(clear, wanted));

    unsigned char other_public[SECRET_BOX_PUBLIC_BYTES];
    unsigned char other_secret[SECRET_BOX_SECRET_BYTES];
    secret_box_keys(other_public, other_secret);
    EXPECT_INT(roster_open(other_public, other_secret, buf_view(&payload), work, sizeof work, &clear), ERR_INVALID);
    payload_text[payload.n / 2] = payload_text[payload.n / 2] == 'A' ? 'B' : 'A';
    EXPECT_INT(roster_open(box_public, box_secret, buf_view(&payload), work, sizeof work, &clear), ERR_INVALID);
}

TEST("no card of a roster can be read in what travels")
{
    char card[32];
    struct buf payload;
    struct roster roster = town(3, 1);
    buf_init(&payload, payload_text, sizeof payload_text);
    EXPECT_OK(roster_seal(box_public, encoded(&roster), work, sizeof work, &payload));
    EXPECT_OK(str_base64(children[0].cards[0], SECRET_CARD_HASH_BYTES, card, sizeof card));
    EXPECT_NOT_NULL(strstr(clear_text, card));
    EXPECT_NULL(strstr(payload_text, card));
    EXPECT_NULL(strstr(payload_text, children[0].child));
}

TEST("scratch or payload that is too small is a limit, not a crash")
{
    struct str clear;
    struct buf payload;
    struct roster roster = town(10, 1);
    struct str wanted = encoded(&roster);
    buf_init(&payload, payload_text, 100);
    EXPECT_INT(roster_seal(box_public, wanted, work, sizeof work, &payload), ERR_LIMIT);
    EXPECT_INT(roster_seal(box_public, wanted, work, wanted.n, &payload), ERR_LIMIT);
    buf_init(&payload, payload_text, sizeof payload_text);
    EXPECT_OK(roster_seal(box_public, wanted, work, wanted.n + SECRET_BOX_OVERHEAD, &payload));
    EXPECT_OK(roster_open(box_public, box_secret, buf_view(&payload), work, wanted.n + SECRET_BOX_OVERHEAD, &clear));
    EXPECT_INT(roster_open(box_public, box_secret, buf_view(&payload), work, wanted.n, &clear), ERR_INVALID);
    EXPECT_INT(roster_open(box_public, box_secret, STR("{\"sealed\":\"AAAA\"}"), work, sizeof work, &clear),
               ERR_INVALID);
    EXPECT_INT(roster_open(box_public, box_secret, STR("{\"sealed\":7}"), work, sizeof work, &clear), ERR_INVALID);
}

TEST("a roster with a wrong card, child, place or unknown member is refused and changes nothing")
{
    static const char *const wrong[] = {
        "{}",
        "{\"day\":\"2026-11-20\",\"version\":1,\"policy\":{\"debounce_ms\":1,\"lock_ms\":1,\"late_first_ms\":1}}",
        "{\"day\":\"2026-11-20\",\"version\":1,\"policy\":{\"debounce_ms\":1,\"lock_ms\":1},\"children\":[]}",
        "{\"day\":\"2026-11-20\",\"version\":1,\"policy\":{\"debounce_ms\":1,\"lock_ms\":1,\"late_first_ms\":1},"
        "\"children\":[{\"child\":\"c\",\"cards\":[\"AAAA\"]}]}",
        "{\"day\":\"2026-11-20\",\"version\":1,\"policy\":{\"debounce_ms\":1,\"lock_ms\":1,\"late_first_ms\":1},"
        "\"children\":[{\"child\":\"\",\"cards\":[]}]}",
        "{\"day\":\"2026-11-20\",\"version\":1,\"policy\":{\"debounce_ms\":1,\"lock_ms\":1,\"late_first_ms\":1},"
        "\"children\":[{\"child\":\"c\",\"cards\":[],\"place\":\"home\"}]}",
        "{\"day\":\"2026-11-20\",\"version\":1,\"policy\":{\"debounce_ms\":1,\"lock_ms\":1,\"late_first_ms\":1},"
        "\"children\":[{\"child\":\"c\",\"cards\":[],\"name\":\"x\"}]}",
        "{\"day\":\"2026-11-20\",\"version\":1,\"policy\":{\"debounce_ms\":1,\"lock_ms\":1,\"late_first_ms\":1},"
        "\"children\":[7]}",
    };
    struct roster back = {.children = back_children, .version = 99};
    struct json_faults faults;
    secret_init();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        print_message("%s\n", wrong[i]);
        EXPECT_INT(roster_decode(str_of(wrong[i]), &back, &faults), ERR_INVALID);
        EXPECT_INT(back.version, 99);
    }
}
