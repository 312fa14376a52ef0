/* See desk_world.h. */
#include "desk_world.h"

#include "base/civil.h"
#include "base/clock.h"
#include "test.h"

#include "base/banned.h"

struct desk_world world;

void desk_world_at(int32_t hour, int32_t minute)
{
    clock_pin(civil_ms_at(world.day, hour * 60 + minute));
}

void desk_world_card(int n, unsigned char card[SECRET_CARD_HASH_BYTES])
{
    memset(card, n, SECRET_CARD_HASH_BYTES);
}

static void make_children(const char *speak)
{
    memset(world.children, 0, sizeof world.children);
    for (int i = 0; i < DESK_CHILDREN; i++) {
        struct roster_child *child = &world.children[i];
        child->child[0] = (char)('a' + i);
        child->nick[0] = (char)('A' + i);
        child->symbol = i + 1;
        child->due_ms = civil_ms_at(world.day, 9 * 60);
        child->speak = strchr(speak, 'a' + i) != NULL;
        desk_world_card(i + 1, child->cards[0]);
        desk_world_card(9, child->cards[1]);
        child->cards_n = i >= 2 ? 2 : 1;
    }
    world.children[4].absent = true;
}

void desk_world_open(const char *speak)
{
    const char *why = "";
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    world.day = civil_day_of_date((struct civil_date){2026, 11, 20});
    desk_world_at(8, 0);
    world.half = server_half_make(1);
    EXPECT_OK(outbox_open(test_dir(), "n01/n01-door", 1, &world.outbox, &why));
    world.book = roster_book_open(test_dir(), &world.half.credentials);
    make_children(speak);
    struct roster roster = {.day = world.day,
                            .version = 1,
                            .policy = {10000, 30 * 60000, 60 * 60000, civil_ms_at(world.day, 18 * 60)},
                            .children = world.children,
                            .children_n = DESK_CHILDREN};
    struct str payload = server_half_roster(&world.half, &roster, signature);
    EXPECT_OK(roster_book_offer(world.book, payload, signature));
    world.desk = desk_open(&(struct desk_options){&world.half.credentials, world.outbox, world.book, 0});
}

void desk_world_close(void)
{
    desk_close(world.desk);
    roster_book_close(world.book);
    outbox_close(world.outbox);
}

enum err desk_world_touch(int card)
{
    unsigned char hash[SECRET_CARD_HASH_BYTES];
    desk_world_card(card, hash);
    return desk_touch(world.desk, &(struct desk_touch){.card = hash, .reader = "r", .method = TAP_BY_CARD});
}

struct desk_moment desk_world_moment(void)
{
    struct desk_moment now;
    struct desk_state state;
    desk_look(world.desk, &now, &state);
    return now;
}

enum err desk_world_answer(enum desk_word word, const char *names)
{
    struct desk_answer said = {.ticket = desk_world_moment().ticket, .word = word, .children_n = strlen(names)};
    for (size_t i = 0; i < said.children_n; i++) {
        said.children[i][0] = names[i];
    }
    return desk_answer(world.desk, &said);
}
