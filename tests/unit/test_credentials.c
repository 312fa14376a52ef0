/* wire/credentials.c */
#include "test.h"

#include <string.h>

#include "wire/credentials.h"

#include "base/banned.h"

static char text[CREDENTIALS_BYTES_MAX];

static struct credentials sample(void)
{
    struct credentials c = {.host = "127.0.0.1",
                            .port = 1884,
                            .username = "n01-door",
                            .password = "a password",
                            .site = "n01",
                            .gateway = "n01-door",
                            .epoch = 2};
    secret_init();
    secret_random(c.sign_seed, sizeof c.sign_seed);
    secret_sign_keys(c.sign_seed, c.sign_public, c.sign_secret);
    secret_box_keys(c.box_public, c.box_secret);
    secret_random(c.server_sign_public, sizeof c.server_sign_public);
    secret_random(c.card_key, sizeof c.card_key);
    return c;
}

static struct str encoded(const struct credentials *c)
{
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    credentials_encode(c, &buf);
    EXPECT_NOT(buf.overflow);
    return buf_view(&buf);
}

TEST("credentials that were written are read back with every key")
{
    struct credentials c = sample();
    struct credentials back;
    struct json_faults faults;
    EXPECT_OK(credentials_decode(encoded(&c), &back, &faults));
    EXPECT_MEM(&back, &c, sizeof c);
    c.test = true;
    c.tls = true;
    EXPECT_OK(credentials_decode(encoded(&c), &back, &faults));
    EXPECT_MEM(&back, &c, sizeof c);
}

/* The sample with one text replaced: the pointer of the first fault. */
static const char *fault_after(const char *from, const char *to)
{
    static struct json_faults faults;
    static char changed[CREDENTIALS_BYTES_MAX];
    struct credentials c = sample();
    struct buf buf;
    (void)encoded(&c);
    const char *at = strstr(text, from);
    EXPECT_NOT_NULL(at);
    buf_init(&buf, changed, sizeof changed);
    buf_add(&buf, text, (size_t)(at - text));
    buf_puts(&buf, to);
    buf_puts(&buf, at + strlen(from));
    EXPECT_INT(credentials_decode(buf_view(&buf), &c, &faults), ERR_INVALID);
    return faults.n > 0 ? faults.list[0].pointer : faults.malformed;
}

TEST("each bad member of the credentials is named")
{
    EXPECT_STR(fault_after("mqtt://", "http://"), "/broker");
    EXPECT_STR(fault_after(":1884", ":0"), "/broker");
    EXPECT_STR(fault_after("127.0.0.1", "a b"), "/broker");
    EXPECT_STR(fault_after("\"site\":\"n01\"", "\"site\":\"N01\""), "/site");
    EXPECT_STR(fault_after("\"epoch\":2", "\"epoch\":0"), "/epoch");
    EXPECT_STR(fault_after("\"card_key\":\"", "\"card_key\":\"A"), "/card_key");
    EXPECT_STR(fault_after("\"card_key\":", "\"card_keys\":"), "/card_key");
    EXPECT_STR(fault_after("\"epoch\"", "\"colour\":1,\"epoch\""), "/colour");
    EXPECT_STR(fault_after("{", ""), "BAD_JSON");
}

TEST("a public key that does not belong to the secret one is refused")
{
    struct credentials c = sample();
    struct json_faults faults;
    c.sign_public[0] ^= 1;
    EXPECT_INT(credentials_decode(encoded(&c), &c, &faults), ERR_INVALID);
    EXPECT_STR(faults.list[0].pointer, "/sign_public");
}

TEST("a broker without a port has the usual one")
{
    struct credentials c;
    EXPECT_OK(credentials_broker(STR("mqtt://broker.example"), &c));
    EXPECT_INT(c.port, 1883);
    EXPECT_OK(credentials_broker(STR("mqtts://broker.example"), &c));
    EXPECT_INT(c.port, 8883);
    EXPECT_STR(c.host, "broker.example");
    EXPECT_INT(credentials_broker(STR("mqtt://"), &c), ERR_INVALID);
    EXPECT_INT(credentials_broker(STR("mqtt://h:99999"), &c), ERR_INVALID);
}
