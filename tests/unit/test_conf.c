/* conf.c: the server's settings. */
#include "conf.h"

#include <stdio.h>
#include <string.h>

#include "support/test.h"

#include "base/banned.h"

static char failure[256];

static enum err read_text(const char *text, struct conf *conf)
{
    FILE *file = fopen(test_path("conf"), "w");
    EXPECT_NOT_NULL(file);
    fputs(text, file);
    fclose(file);
    conf_init(conf);
    return conf_read(test_path("conf"), conf, failure);
}

TEST("settings that are not given keep their defaults")
{
    struct conf conf;
    EXPECT_OK(read_text("; nothing\n", &conf));
    EXPECT_STR(conf.listen, "127.0.0.1:8080");
    EXPECT_STR(conf.mqtt, "");
    EXPECT_NOT(conf.behind_tls);
    EXPECT_INT(conf.rates[0].per_minute, 0);
}

TEST("every setting is read")
{
    struct conf conf;
    EXPECT_OK(read_text(
        "[server]\nlisten = 127.0.0.1:9000\nproxy = 127.0.0.1\nbehind_tls = yes\nstreams_max = 500\nclock_file = /c\n"
        "[broker]\nurl = mqtt://127.0.0.1:1884\ncredentials = /x\n[rates]\nsign_in = 10 5\nwrite = 60 20\n",
        &conf));
    EXPECT_STR(conf.listen, "127.0.0.1:9000");
    EXPECT_STR(conf.proxy, "127.0.0.1");
    EXPECT_STR(conf.mqtt, "mqtt://127.0.0.1:1884");
    EXPECT_STR(conf.credentials, "/x");
    EXPECT_STR(conf.clock_file, "/c");
    EXPECT(conf.behind_tls);
    EXPECT_INT(conf.streams_max, 500);
    EXPECT_INT(conf.rates[2].per_minute, 10);
    EXPECT_INT(conf.rates[2].burst, 5);
    EXPECT_INT(conf.rates[1].burst, 20);
}

TEST("a setting that is misspelt or out of range is refused with its line")
{
    static const char *const wrong[] = {
        "[server]\nlisten=x\nlissten = 1\n",
        "[server]\n\nstreams_max = many\n",
        "[server]\n\nbehind_tls = perhaps\n",
        "[rates]\n\nread = 5\n",
        "[rates]\n\nread = 5 0\n",
        "[other]\n\nlisten = x\n",
        "[server]\n\nnonsense\n",
    };
    struct conf conf;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        EXPECT_INT(read_text(wrong[i], &conf), ERR_INVALID);
        EXPECT_NOT_NULL(strstr(failure, "line 3"));
    }
}

TEST("a file that is not there is said to be so")
{
    struct conf conf;
    conf_init(&conf);
    EXPECT_INT(conf_read(test_path("none"), &conf, failure), ERR_IO);
    EXPECT_NOT_NULL(strstr(failure, "cannot be read"));
}
