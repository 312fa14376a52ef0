/* mqtt/tap_listener.c against a real mosquitto: what is signed is receipted, nothing else is. */
#include "mqtt/tap_listener.h"

#include <semaphore.h>
#include <string.h>

#include "store/gateway_store.h"
#include "support/play.h"

#include "base/banned.h"

TEST("a signed tap is receipted by the server's signature, and again when it is sent again")
{
    static struct play play;
    play_open(&play);
    play_wait_until_up(&play);
    play_send_tap(&play, 1, 1, "08:12");
    PLAY_WAIT_FOR(&play, play.receipt.through == 1);
    EXPECT_INT(play.receipt.epoch, 1);
    int before = play.heard[TOPICS_RECEIPT];
    play_send_tap(&play, 1, 1, "08:12");
    PLAY_WAIT_FOR(&play, play.heard[TOPICS_RECEIPT] > before);
    EXPECT_INT(play.receipt.through, 1);
    for (int64_t seq = 2; seq <= 40; seq++) {
        play_send_tap(&play, seq, 1, "08:12");
    }
    PLAY_WAIT_FOR(&play, play.receipt.through == 40);
    EXPECT_INT(play_stored(&play), 40);
    play_close(&play);
}

static void send_forgeries(struct play *play)
{
    char text[TAP_BYTES_MAX];
    char large[TAP_BYTES_MAX + 1];
    struct tap tap = nursery_tap(&play->world, 1, 1, 1, nursery_at("08:12"));
    struct str payload = play_tap_text(&tap, text);
    play_publish(play, PLAY_TAP_TOPIC, payload, NULL);
    play_publish(play, PLAY_TAP_TOPIC, payload, "AAAA");
    play_send_signed(play, PLAY_TAP_TOPIC, "tsubame/v1/n1/n1-b/tap", payload);           /* signed for elsewhere */
    play_send_signed(play, "tsubame/v1/n1/n1-b/tap", "tsubame/v1/n1/n1-b/tap", payload); /* another's topic */
    play_send_signed(play, "tsubame/v1/n2/n1-a/tap", "tsubame/v1/n2/n1-a/tap", payload); /* another's site */
    play_send_signed(play, "tsubame/v1/n1/nobody/tap", "tsubame/v1/n1/nobody/tap", payload);
    play_send_signed(play, PLAY_TAP_TOPIC, PLAY_TAP_TOPIC, STR("{\"id\":7}"));
    memset(large, ' ', sizeof large);
    play_send_signed(play, PLAY_TAP_TOPIC, PLAY_TAP_TOPIC, (struct str){large, sizeof large});
    tap = nursery_tap(&play->world, 2, 1, 1, nursery_at("08:12")); /* own signature and topic, another's name inside */
    play_send_signed(play, PLAY_TAP_TOPIC, PLAY_TAP_TOPIC, play_tap_text(&tap, text));
}

TEST("forged, altered, foreign and malformed taps change nothing, are recorded, and get no receipt")
{
    static struct play play;
    play_open(&play);
    play_wait_until_up(&play);
    send_forgeries(&play);
    PLAY_WAIT_FOR(&play, play_figures(&play).refused == 9);
    play_send_tap(&play, 1, 1, "08:12"); /* what comes after them is still heard */
    PLAY_WAIT_FOR(&play, play.receipt.through == 1);
    EXPECT_INT(play.heard[TOPICS_RECEIPT], 1);
    EXPECT_INT(play_stored(&play), 1);
    PLAY_WAIT_FOR(&play, play_refused(&play, "n1-a", TAP_REFUSED_UNSIGNED) == 1 &&
                             play_refused(&play, "n1-a", TAP_REFUSED_SIGNATURE) == 2 &&
                             play_refused(&play, "n1-b", TAP_REFUSED_SIGNATURE) == 1 &&
                             play_refused(&play, "n1-a", TAP_REFUSED_TOPIC) == 2 &&
                             play_refused(&play, "nobody", TAP_REFUSED_GATEWAY) == 1 &&
                             play_refused(&play, "n1-a", TAP_REFUSED_MALFORMED) == 1 &&
                             play_refused(&play, "n1-a", TAP_REFUSED_TOO_LARGE) == 1);
    play_close(&play);
}

TEST("a number that comes again with another content gets no receipt and is recorded")
{
    static struct play play;
    play_open(&play);
    play_wait_until_up(&play);
    play_send_tap(&play, 1, 1, "08:12");
    PLAY_WAIT_FOR(&play, play.receipt.through == 1);
    play_send_tap(&play, 1, 3, "08:12");
    PLAY_WAIT_FOR(&play, play_refused(&play, "n1-a", TAP_REFUSED_REPLAY) == 1);
    int64_t silence_until_ms = test_ms() + 300; /* a receipt would be out after five */
    PLAY_WAIT_FOR(&play, test_ms() >= silence_until_ms);
    EXPECT_INT(play.heard[TOPICS_RECEIPT], 1);
    EXPECT_INT(play_stored(&play), 1);
    play_close(&play);
}

TEST("a broker that dies and comes back is found again, subscribed again, and given the rosters again")
{
    static struct play play;
    play_open(&play);
    play_wait_until_up(&play);
    play_send_tap(&play, 1, 1, "08:12");
    PLAY_WAIT_FOR(&play, play.receipt.through == 1);
    test_broker_kill(&play.broker);
    PLAY_WAIT_FOR(&play, !broker_link_connected(tap_listener_link(play.listener)));
    test_broker_start(&play.broker);
    mosquitto_destroy(play.client);
    play.heard[TOPICS_ROSTER] = 0;
    play_connect(&play);
    play_wait_until_up(&play);
    play_send_tap(&play, 2, 1, "17:40");
    PLAY_WAIT_FOR(&play, play.receipt.through == 2);
    play_close(&play);
}

TEST("numbers that a gateway says it gave out and that are not here are asked for")
{
    static struct play play;
    char json[512];
    struct buf buf;
    struct receipt_state state = {
        .state = GATEWAY_READY, .epoch = 1, .last = 7, .version = "0.1.0", .clock_synced = true};
    play_open(&play);
    play_wait_until_up(&play);
    play_send_tap(&play, 1, 1, "08:12");
    PLAY_WAIT_FOR(&play, play.receipt.through == 1);
    buf_init(&buf, json, sizeof json);
    receipt_state_encode(&state, &buf);
    play_send_signed(&play, "tsubame/v1/n1/n1-a/state", "tsubame/v1/n1/n1-a/state", buf_view(&buf));
    PLAY_WAIT_FOR(&play, play.heard[TOPICS_COMMAND] == 1);
    EXPECT_INT(play.command.kind, COMMAND_RESEND);
    EXPECT_INT(play.command.epoch, 1);
    EXPECT_INT(play.command.from, 2);
    for (int64_t seq = 2; seq <= 7; seq++) {
        play_send_tap(&play, seq, 1, "08:12");
    }
    PLAY_WAIT_FOR(&play, play.receipt.through == 7);
    play_close(&play);
}

TEST("a gap that stays is asked for, and what came after it is not lost")
{
    static struct play play;
    play_open(&play);
    play_wait_until_up(&play);
    play_send_tap(&play, 2, 1, "08:12");
    play_send_tap(&play, 3, 1, "08:13");
    PLAY_WAIT_FOR(&play, play.heard[TOPICS_COMMAND] == 1);
    EXPECT_INT(play.command.from, 1);
    EXPECT_INT(play.receipt.through, 0);
    play_send_tap(&play, 1, 1, "08:11");
    PLAY_WAIT_FOR(&play, play.receipt.through == 3);
    play_close(&play);
}

static enum err stand_still(struct tx *tx, void *arg)
{
    sem_t *gate = arg;
    (void)tx;
    while (sem_wait(gate) != 0) {
    }
    return OK;
}

static void went_on(void *arg, enum err err)
{
    EXPECT_OK(err);
    sem_post(arg);
}

TEST("a lane that stands still makes the door hold back, and what was held back is stored when it comes again")
{
    enum { MANY = 2300 };
    static struct play play;
    sem_t gate;
    play_open(&play);
    play_wait_until_up(&play);
    sem_init(&gate, 0, 0);
    struct lane_job job = {.priority = LANE_TAP, .run = stand_still, .done = went_on, .arg = &gate};
    EXPECT_OK(lane_post(play.world.lane, &job));
    for (int64_t seq = 1; seq <= MANY; seq++) {
        play_send_tap(&play, seq, 1, "08:12");
    }
    PLAY_WAIT_FOR(&play, play_figures(&play).taken + play_figures(&play).held_back == MANY);
    EXPECT(play_figures(&play).held_back > 0);
    EXPECT_INT(play.heard[TOPICS_RECEIPT], 0);
    sem_post(&gate);
    PLAY_WAIT_FOR(&play, play.receipt.through > 0);
    int64_t from = play.receipt.through + 1;
    for (int64_t seq = from; seq <= MANY; seq++) {
        play_send_tap(&play, seq, 1, "08:12");
    }
    PLAY_WAIT_FOR(&play, play.receipt.through == MANY);
    EXPECT_INT(play_stored(&play), MANY);
    play_close(&play);
}

static enum err revoke(struct tx *tx, void *arg)
{
    (void)arg;
    tx_change(tx, CHANGE_GATEWAY, 1, 0);
    return gateway_revoke(tx->db, 1, tx->now_ms);
}

TEST("a revoked entrance is not heard any more")
{
    static struct play play;
    play_open(&play);
    play_wait_until_up(&play);
    struct lane_job job = {.priority = LANE_REST, .run = revoke};
    EXPECT_OK(lane_do(play.world.lane, &job));
    for (int64_t seq = 1; play_figures(&play).refused == 0; seq++) { /* until the change has come round */
        int before = play.heard[TOPICS_RECEIPT];
        play_send_tap(&play, seq, 1, "08:12");
        PLAY_WAIT_FOR(&play, play.heard[TOPICS_RECEIPT] > before || play_figures(&play).refused > 0);
    }
    int receipts = play.heard[TOPICS_RECEIPT];
    int64_t taps = play_stored(&play);
    play_send_tap(&play, 1000, 1, "08:12");
    PLAY_WAIT_FOR(&play, play_refused(&play, "n1-a", TAP_REFUSED_GATEWAY) == 2);
    EXPECT_INT(play.heard[TOPICS_RECEIPT], receipts);
    EXPECT_INT(play_stored(&play), taps);
    play_close(&play);
}
