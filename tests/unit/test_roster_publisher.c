/* mqtt/roster_publisher.c against a real mosquitto: what an entrance is told of its nursery. */
#include "mqtt/roster_publisher.h"

#include <string.h>

#include "support/play.h"

#include "base/banned.h"

TEST("the roster opens with the gateway's key alone and holds the nursery's children, their cards and places")
{
    static struct play play;
    static struct roster_child children[ROSTER_CHILDREN_MAX];
    static unsigned char work[ROSTER_BYTES_MAX];
    struct roster roster = {.children = children};
    struct json_faults faults;
    struct str clear;
    unsigned char card[SECRET_CARD_HASH_BYTES];
    play_open(&play);
    play_wait_until_up(&play);
    struct str payload = {play.roster, play.roster_bytes};
    EXPECT_OK(roster_open(play.world.box_public[0], play.world.box_secret[0], payload, work, sizeof work, &clear));
    EXPECT_OK(roster_decode(clear, &roster, &faults));
    EXPECT_INT(roster.day, NURSERY_DAY);
    EXPECT_INT(roster.children_n, 3); /* c1, c3, c5 */
    EXPECT_STR(children[1].child, "c3");
    nursery_card(3, card);
    EXPECT_INT(children[1].cards_n, 1);
    EXPECT_MEM(children[1].cards[0], card, sizeof card);
    EXPECT_INT(children[1].place, PUNCH_NOT_ARRIVED);
    EXPECT_INT(roster.policy.lock_ms, 30 * 60000);
    EXPECT_INT(roster.policy.closing_ms, nursery_at("19:00"));
    play_close(&play);
}

TEST("a roster published after a touch says where the child is and when it was accepted")
{
    static struct play play;
    static struct roster_child children[ROSTER_CHILDREN_MAX];
    static unsigned char work[ROSTER_BYTES_MAX];
    struct roster roster = {.children = children};
    struct json_faults faults;
    struct str clear;
    play_open(&play);
    play_wait_until_up(&play);
    play_send_tap(&play, 1, 3, "08:12");
    PLAY_WAIT_FOR(&play, play.receipt.through == 1);
    test_broker_kill(&play.broker);
    PLAY_WAIT_FOR(&play, !broker_link_connected(tap_listener_link(play.listener)));
    test_broker_start(&play.broker);
    mosquitto_destroy(play.client);
    play.heard[TOPICS_ROSTER] = 0;
    play_connect(&play);
    play_wait_until_up(&play);
    struct str payload = {play.roster, play.roster_bytes};
    EXPECT_OK(roster_open(play.world.box_public[0], play.world.box_secret[0], payload, work, sizeof work, &clear));
    EXPECT_OK(roster_decode(clear, &roster, &faults));
    EXPECT_INT(children[1].place, PUNCH_PRESENT);
    EXPECT_INT(children[1].accepted_ms, nursery_at("08:12"));
    play_close(&play);
}
