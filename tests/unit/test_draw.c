/* The draw that anyone can check again. */
#include "core/draw.h"

#include <stdio.h>
#include <string.h>

#include "support/rules.h"
#include "support/test.h"

static void seed_of(unsigned char first, unsigned char seed[DRAW_SEED_BYTES])
{
    for (size_t i = 0; i < DRAW_SEED_BYTES; i++) {
        seed[i] = (unsigned char)(first + i);
    }
}

static size_t invent(struct draw_entry *entries, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char id[40];
        snprintf(id, sizeof id, "reservation-%zu", i);
        entries[i] = (struct draw_entry){.children = 1, .subject = (int64_t)i};
        draw_ticket(str_of(id), entries[i].ticket);
    }
    return n;
}

TEST("the published vector: commitment, tickets and order of three who asked")
{
    unsigned char seed[DRAW_SEED_BYTES];
    unsigned char commitment[SECRET_HASH_BYTES];
    char hex[2 * SECRET_HASH_BYTES + 1];
    struct draw_entry entries[3];
    secret_init();
    seed_of(0, seed);
    draw_commit(seed, STR("s04"), rules_day("2026-03-02"), commitment);
    str_hex(commitment, sizeof commitment, hex);
    EXPECT_STR(hex, "88e58b644f9f247d7f391c516a9a57ef6e268c75a3429ebaedbcb261bc3e5c13");
    draw_order(seed, entries, invent(entries, 3));
    EXPECT_STR(entries[0].ticket, "7024c4cf80a1484b85aeee73743359de");
    EXPECT_STR(entries[1].ticket, "7bbbe13d6b458b45d9ba1c8db86e2de3");
    EXPECT_STR(entries[2].ticket, "754535af4ea4647d3ec039df58f403c1");
}

TEST("the order does not depend on who asked first, and another seed gives another one")
{
    enum { N = 40 };
    unsigned char seed[DRAW_SEED_BYTES];
    struct draw_entry once[N];
    struct draw_entry again[N];
    struct draw_entry other[N];
    secret_init();
    seed_of(7, seed);
    draw_order(seed, once, invent(once, N));
    invent(again, N);
    for (size_t i = 0; i < N / 2; i++) {
        struct draw_entry swap = again[i];
        again[i] = again[N - 1 - i];
        again[N - 1 - i] = swap;
    }
    draw_order(seed, again, N);
    seed_of(8, seed);
    draw_order(seed, other, invent(other, N));
    size_t same = 0;
    for (size_t i = 0; i < N; i++) {
        EXPECT_INT(once[i].subject, again[i].subject);
        EXPECT_INT(once[i].position, (int)i + 1);
        same += once[i].subject == other[i].subject ? 1 : 0;
    }
    EXPECT(same < N / 2);
}

TEST("one more or one less who asked changes the order of all; classes come first whatever was drawn")
{
    enum { N = 40 };
    unsigned char seed[DRAW_SEED_BYTES];
    struct draw_entry all[N];
    struct draw_entry fewer[N];
    secret_init();
    seed_of(7, seed);
    draw_order(seed, all, invent(all, N));
    draw_order(seed, fewer, invent(fewer, N - 1));
    size_t same = 0;
    for (size_t i = 0; i < N - 1; i++) {
        same += all[i].subject == fewer[i].subject ? 1 : 0;
    }
    EXPECT(same < N / 2);
    invent(all, N);
    all[5].class = -1 + 1;
    for (size_t i = 0; i < N; i++) {
        all[i].class = i == 5 ? 0 : 1;
    }
    draw_order(seed, all, N);
    EXPECT_INT(all[0].subject, 5);
}
