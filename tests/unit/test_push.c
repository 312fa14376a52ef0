/* What is pushed, how urgent, where to, and what a service's answer means. */
#include "core/push.h"

#include <string.h>

#include "support/test.h"

#define HOUR_MS INT64_C(3600000)

TEST("each kind of message has its push; offers and emergencies are urgent, and none is kept past its end")
{
    static const struct {
        enum message_kind kind;
        const char *word;
        const char *urgency;
        int64_t ttl_s;
    } rows[] = {
        {MESSAGE_OFFER, "offer", "high", 3600},
        {MESSAGE_MISSING, "alarm", "high", 3600},
        {MESSAGE_NOTICE_URGENT, "urgent", "high", 14400},
        {MESSAGE_NOTICE, "notice", "normal", 86400},
        {MESSAGE_NOTICE_UNREAD, "notice", "normal", 86400},
        {MESSAGE_TALK, "talk", "normal", 86400},
        {MESSAGE_CONFIRMED, "care", "normal", 86400},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum push_kind kind = push_kind_of(rows[i].kind);
        EXPECT_STR(push_kind_word(kind), rows[i].word);
        EXPECT_STR(push_urgency(kind), rows[i].urgency);
        EXPECT_INT(push_ttl_s(kind, 0, 0), rows[i].ttl_s);
        EXPECT_INT(push_ttl_s(kind, HOUR_MS + 60000, HOUR_MS), 60);
        EXPECT_INT(push_ttl_s(kind, HOUR_MS, 2 * HOUR_MS), 0);
    }
}

TEST("only named services are spoken to: nothing that only looks like one, no other port, no user, no plain HTTP")
{
    static const struct {
        const char *endpoint;
        bool allowed;
    } rows[] = {
        {"https://fcm.googleapis.com/fcm/send/abc:def", true},
        {"https://web.push.apple.com/QAB", true},
        {"https://updates.push.services.mozilla.com/wpush/v2/g", true},
        {"https://wns2-par02p.notify.windows.com/w/?token=B%2f", true},
        {"https://push.apple.com/x", false},
        {"https://.push.apple.com/x", false},
        {"https://evilpush.apple.com/x", false},
        {"https://evilpush.apple.com.example/x", false},
        {"https://xfcm.googleapis.com/x", false},
        {"https://fcm.googleapis.com.example/x", false},
        {"https://fcm.googleapis.com:444/x", false},
        {"https://fcm.googleapis.com@localhost/x", false},
        {"https://FCM.googleapis.com/x", false},
        {"http://fcm.googleapis.com/x", false},
        {"https://fcm.googleapis.com", false},
        {"https://fcm.googleapis.com/x#y", false},
        {"https://fcm.googleapis.com/x y", false},
        {"https://fcm.googleapis.com/x\r\nHost: y", false},
        {"https://127.0.0.1/x", false},
        {"https:///x", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(push_allowed(str_of(rows[i].endpoint), STR(PUSH_SERVICES_USUAL)), rows[i].allowed);
    }
    EXPECT(push_allowed(STR("https://localhost:4433/x"), STR("a.example localhost:4433")));
    EXPECT_NOT(push_allowed(STR("https://localhost/x"), STR("localhost:4433")));
    EXPECT_NOT(push_allowed(STR("https://localhost/x"), STR("")));
}

TEST("a service's answer: taken, gone, later as it wishes within an hour, or never")
{
    static const struct {
        int32_t status;
        enum push_outcome outcome;
    } rows[] = {
        {201, PUSH_SENT},     {200, PUSH_SENT},     {404, PUSH_GONE},     {410, PUSH_GONE},     {429, PUSH_AGAIN},
        {500, PUSH_AGAIN},    {503, PUSH_AGAIN},    {0, PUSH_AGAIN},      {400, PUSH_GIVEN_UP}, {401, PUSH_GIVEN_UP},
        {403, PUSH_GIVEN_UP}, {413, PUSH_GIVEN_UP}, {302, PUSH_GIVEN_UP},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(push_judge(rows[i].status), rows[i].outcome);
    }
    EXPECT_INT(push_wait_ms(1, 30, 0), 30000);
    EXPECT_INT(push_wait_ms(1, 86400, 0), HOUR_MS);
    EXPECT_INT(push_wait_ms(1, 0, 0), message_wait_ms(1, 0));
}
