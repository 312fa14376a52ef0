/* The bytes of a message: nothing from outside begins a header line. */
#include "mail/mime.h"

#include <string.h>

#include "core/message.h"
#include "support/test.h"

static char storage[32768];
static struct buf out;

static struct mime_message plain_message(void)
{
    return (struct mime_message){.from = STR("town@town.example"),
                                 .from_name = STR("つばめ市"),
                                 .to = STR("a@b.example"),
                                 .subject = STR("hello"),
                                 .body = STR("first\nsecond\n"),
                                 .language = STR("ja"),
                                 .ident = STR("00ff"),
                                 .at_ms = INT64_C(1772398800000)};
}

static enum err put(const struct mime_message *message)
{
    buf_init(&out, storage, sizeof storage);
    return mime_put(&out, message);
}

/* How many lines begin so. */
static int count_lines(const char *start)
{
    int n = 0;
    for (const char *line = out.p; line != NULL; line = strstr(line, "\r\n"), line = line == NULL ? NULL : line + 2) {
        n += strncmp(line, start, strlen(start)) == 0;
    }
    return n;
}

TEST("a message has its header lines once each, in ASCII, no line longer than 78")
{
    struct mime_message message = plain_message();
    message.subject = STR(
        "空きが出ました：11月24日(火) 23:15 までにお返事ください。とても長い件名のときも文字の途中では切れません");
    EXPECT_OK(put(&message));
    static const char *const lines[] = {"Date: ",
                                        "From: ",
                                        "To: ",
                                        "Subject: ",
                                        "Message-ID: <00ff@town.example>",
                                        "MIME-Version",
                                        "Content-Type: ",
                                        "Auto-Submitted: auto-generated"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        EXPECT_INT(count_lines(lines[i]), 1);
    }
    size_t length = 0;
    for (size_t i = 0; i < out.n; i++) {
        EXPECT((unsigned char)out.p[i] < 0x7F);
        length = out.p[i] == '\n' ? 0 : length + 1;
        EXPECT(length <= 79);
    }
    EXPECT_NOT_NULL(strstr(out.p, "Date: Sun, 01 Mar 2026 21:00:00 +0000\r\n"));
    EXPECT_NOT_NULL(strstr(out.p, "\r\n\r\nZmlyc3QNCnNlY29uZA0K\r\n")); /* lines end in CRLF inside it */
}

TEST("a line break in a subject or a name does not begin a header line, whatever kind it is")
{
    static const char *const bad[] = {"x\r\nBcc: all@b.example", "x\nBcc: all@b.example", "x\rBcc: a@b",
                                      "=?UTF-8?B?Cg==?=\r\nBcc: a@b"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct mime_message message = plain_message();
        message.subject = str_of(bad[i]);
        message.from_name = str_of(bad[i]);
        EXPECT_OK(put(&message));
        EXPECT_INT(count_lines("Bcc"), 0);
        EXPECT_NULL(strstr(out.p, "Bcc"));
    }
}

TEST("an address that could end its line or be two is refused")
{
    static const char *const bad[] = {
        "",       "a",      "@b.c",   "a@",     "a@b@c",  "a b@c.d",     "a@b.c\r\n", "a@b.c, d@e.f", "<a@b.c>",
        "a@b..c", ".a@b.c", "a@-b.c", "a@b.c.", "あ@b.c", "a@b.c\nBcc:", "\"a\"@b.c", "a..b@c.d",     "a@[1.2.3.4]"};
    static const char *const good[] = {"a@b.c", "first.last+tag@sub.example.jp", "x_y-z@1.example",
                                       "a!#$%&'*/=?^`{|}~@b"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct mime_message message = plain_message();
        message.to = str_of(bad[i]);
        EXPECT_INT(put(&message), ERR_INVALID);
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        EXPECT(message_is_address(str_of(good[i])));
    }
}

TEST("a body of any length comes out in whole base64 lines that join to the same bytes")
{
    static char body[9000];
    for (size_t n = 0; n < sizeof body; n += 371) {
        memset(body, 'x', sizeof body);
        for (size_t i = 0; i < n; i += 61) {
            body[i] = '\n';
        }
        struct mime_message message = plain_message();
        message.body = (struct str){body, n};
        EXPECT_OK(put(&message));
        const char *at = strstr(out.p, "\r\n\r\n") + 4;
        for (const char *pad = strchr(at, '='); pad != NULL; pad = NULL) {
            EXPECT(strspn(pad, "=\r\n") == strlen(pad)); /* padding stands at the end alone */
        }
    }
}
