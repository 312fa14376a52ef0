/* The settings of sending: what would give a password or a family away is refused. */
#include "mail/sender.h"

#include <string.h>

#include "support/test.h"

static char failure[256];

static bool read(const char *server, const char *starttls, const char *from, const char *base_url, struct sender *ret)
{
    struct conf conf;
    conf_init(&conf);
    enum err err = str_copy(str_of(server), conf.mail_server, sizeof conf.mail_server);
    err = err == OK ? str_copy(str_of(starttls), conf.mail_starttls, sizeof conf.mail_starttls) : err;
    err = err == OK ? str_copy(str_of(from), conf.mail_from, sizeof conf.mail_from) : err;
    err = err == OK ? str_copy(str_of(base_url), conf.mail_base_url, sizeof conf.mail_base_url) : err;
    EXPECT_OK(err);
    return sender_read(&conf, false, ret, failure);
}

TEST("TLS is required outside this machine unless told otherwise, and we greet with our domain")
{
    struct sender sender;
    EXPECT(read("smtp://mail.town.example:587", "", "Town <m@town.example>", "https://t.example/", &sender));
    EXPECT_INT(sender.tls, SMTP_TLS_REQUIRED);
    EXPECT_STR(sender.url, "smtp://mail.town.example:587/town.example");
    EXPECT_STR(sender.name, "Town");
    EXPECT_STR(sender.base_url, "https://t.example");
    EXPECT(read("smtp://127.0.0.1:25", "", "m@town.example", "", &sender));
    EXPECT_INT(sender.tls, SMTP_TLS_OFF);
    EXPECT_STR(sender.name, "");
    EXPECT(read("smtp://mail.town.example", "opportunistic", "m@town.example", "http://127.0.0.1:8080", &sender));
    EXPECT_INT(sender.tls, SMTP_TLS_OPPORTUNISTIC);
    EXPECT(read("smtps://mail.town.example", "off", "m@town.example", "", &sender));
    EXPECT_INT(sender.tls, SMTP_TLS_REQUIRED);
}

TEST("a password goes to no server that does not prove who it is")
{
    struct sender sender;
    struct conf conf;
    static const char *const modes[] = {"off", "opportunistic"};
    for (size_t i = 0; i < 2; i++) {
        conf_init(&conf);
        enum err err = str_copy(STR("smtp://mail.town.example"), conf.mail_server, sizeof conf.mail_server);
        err = err == OK ? str_copy(STR("m@town.example"), conf.mail_from, sizeof conf.mail_from) : err;
        err = err == OK ? str_copy(STR("u"), conf.mail_user, sizeof conf.mail_user) : err;
        err = err == OK ? str_copy(str_of(modes[i]), conf.mail_starttls, sizeof conf.mail_starttls) : err;
        EXPECT_OK(err);
        EXPECT_NOT(sender_read(&conf, true, &sender, failure));
        EXPECT_NOT_NULL(strstr(failure, "starttls = required"));
    }
}

TEST("a server, sender or address of ours that is none is refused")
{
    struct sender sender;
    static const char *const servers[] = {"",
                                          "mail.example",
                                          "http://m.example",
                                          "smtp://",
                                          "smtp://u@m.example",
                                          "smtp://m.example/x",
                                          "smtp://m .example"};
    static const char *const froms[] = {"", "Town", "<a>", "Town <a@b> x", "a@b\r\nBcc: c@d"};
    static const char *const urls[] = {"town.example", "http://town.example", "https://t.example/#x", "javascript:x"};
    for (size_t i = 0; i < sizeof servers / sizeof servers[0]; i++) {
        EXPECT_NOT(read(servers[i], "", "a@b.c", "", &sender));
    }
    for (size_t i = 0; i < sizeof froms / sizeof froms[0]; i++) {
        EXPECT_NOT(read("smtp://127.0.0.1", "", froms[i], "", &sender));
    }
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        EXPECT_NOT(read("smtp://127.0.0.1", "", "a@b.c", urls[i], &sender));
    }
}
