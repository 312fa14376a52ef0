/* Whom a push service sees, and which addresses are never spoken to. */
#include "mail/push_sender.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "support/test.h"

static bool is_public(const char *text)
{
    struct sockaddr_storage storage;
    memset(&storage, 0, sizeof storage);
    if (strchr(text, ':') != NULL) {
        struct sockaddr_in6 six = {.sin6_family = AF_INET6};
        EXPECT_INT(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
        memcpy(&storage, &six, sizeof six);
    } else {
        struct sockaddr_in four = {.sin_family = AF_INET};
        EXPECT_INT(inet_pton(AF_INET, text, &four.sin_addr), 1);
        memcpy(&storage, &four, sizeof four);
    }
    return push_sender_is_public((const struct sockaddr *)&storage);
}

TEST("addresses inside a network, of this machine and of the cloud's own services are not of the public internet")
{
    static const char *const inside[] = {
        "127.0.0.1",    "10.1.2.3",    "172.16.0.1", "172.31.255.255", "192.168.1.1",     "169.254.169.254",
        "100.64.0.1",   "0.0.0.0",     "198.18.0.1", "224.0.0.1",      "255.255.255.255", "::1",
        "::",           "fe80::1",     "fc00::1",    "fd12::1",        "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::", "2001:db8::1", "2001::1",    "ff02::1",
    };
    static const char *const outside[] = {"142.250.1.1", "17.0.0.1",     "172.32.0.1",
                                          "100.128.0.1", "2404:6800::1", "2a00:1450:4001::1"};
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++) {
        EXPECT_NOT(is_public(inside[i]));
    }
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        EXPECT(is_public(outside[i]));
    }
}

TEST("RFC 8292: the signed claims name the service, twelve hours and whom to ask, and nobody else")
{
    struct push_sender_options options = {.contact = "mailto:push@town.example", .secret = {1, 2, 3}};
    char text[1024];
    char claims[512];
    size_t n = 0;
    struct buf buf;
    EXPECT_OK(p256_public(options.secret, options.public_key));
    buf_init(&buf, text, sizeof text);
    EXPECT_OK(push_sender_vapid(&options, STR("https://push.example"), INT64_C(1772400000000), &buf));
    EXPECT(str_starts(buf_view(&buf), "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9."));
    const char *begin = strchr(text, '.') + 1;
    const char *end = strchr(begin, '.');
    EXPECT_OK(str_unbase64((struct str){begin, (size_t)(end - begin)}, claims, sizeof claims - 1, &n));
    claims[n] = '\0';
    EXPECT_STR(claims, "{\"aud\":\"https://push.example\",\"exp\":1772443200,\"sub\":\"mailto:push@town.example\"}");
    EXPECT_NOT_NULL(strstr(text, ", k=B"));
    buf_init(&buf, text, 100);
    EXPECT_INT(push_sender_vapid(&options, STR("https://push.example"), 0, &buf), ERR_LIMIT);
}
