/* Queries, cookies, tags and languages as they come in. */
#include "http/request.h"

#include <string.h>

#include "http/assets_http.h"
#include "http/dispatch.h"
#include "support/test.h"

static struct request request;

static enum err parse(const char *query)
{
    request_init(&request);
    return request_parse_query(&request, str_of(query));
}

TEST("a query is decoded and found by name")
{
    EXPECT_OK(parse("from=2026-11-20&days=7&q=%E7%97%85+x%2B&empty="));
    EXPECT(str_is(request_query(&request, "from"), "2026-11-20"));
    EXPECT(str_is(request_query(&request, "q"), "病 x+"));
    EXPECT(request_has_query(&request, "empty"));
    EXPECT_NOT(request_has_query(&request, "absent"));
    EXPECT_INT(request_query(&request, "absent").n, 0);
}

TEST("a query that is not well formed is refused whole")
{
    static const char *const bad[] = {"a=%", "a=%1",    "a=%zz",    "a=%0G", "a=%ff", "a=%00",   "a=%0a",
                                      "=1",  "a=1&a=2", "a=1&&b=2", "&",     "%=1",   "a=%C0%AF"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        EXPECT_INT(parse(bad[i]), ERR_INVALID);
        EXPECT_INT(request.query_n, 0);
    }
}

TEST("an escape at the very end of a query is read")
{
    EXPECT_OK(parse("a=%41"));
    EXPECT(str_is(request_query(&request, "a"), "A"));
}

TEST("a query is bounded in parameters and bytes")
{
    char many[256] = "";
    struct buf buf;
    buf_init(&buf, many, sizeof many);
    for (int i = 0; i < REQUEST_QUERY_MAX; i++) {
        buf_puts(&buf, i > 0 ? "&" : "");
        buf_char(&buf, (char)('a' + i));
        buf_puts(&buf, "=1");
    }
    EXPECT_OK(parse(many));
    buf_puts(&buf, "&z=1");
    EXPECT_INT(parse(many), ERR_INVALID);
    char large[REQUEST_QUERY_BYTES_MAX + 8];
    memset(large, 'a', sizeof large);
    large[sizeof large - 1] = '\0';
    EXPECT_INT(parse(large), ERR_INVALID);
}

TEST("a cookie is found by its whole name, and only when it stands once")
{
    EXPECT(str_is(request_cookie(STR("a=b; session=x; c=d"), "session"), "x"));
    EXPECT(str_is(request_cookie(STR("session=x"), "session"), "x"));
    EXPECT(str_is(request_cookie(STR("a=session=y;session=x="), "session"), "x="));
    EXPECT_INT(request_cookie(STR("xsession=x"), "session").n, 0);
    EXPECT_INT(request_cookie(STR("session"), "session").n, 0);
    EXPECT_INT(request_cookie(STR("Session=x"), "session").n, 0);
    EXPECT_INT(request_cookie(STR("__Host-session=x"), "session").n, 0);
    EXPECT_INT(request_cookie(STR("session=x; session=y"), "session").n, 0);
    EXPECT_INT(request_cookie(STR(""), "session").n, 0);
}

TEST("a tag is found in a list, weak or strong, and the star names every tag")
{
    struct str tag = STR("\"abc\"");
    EXPECT(request_tag_in(STR("\"abc\""), tag));
    EXPECT(request_tag_in(STR("\"x\",\"abc\""), tag));
    EXPECT(request_tag_in(STR(" \"x\" , W/\"abc\" "), tag));
    EXPECT(request_tag_in(STR("*"), tag));
    EXPECT_NOT(request_tag_in(STR("\"abcd\""), tag));
    EXPECT_NOT(request_tag_in(STR("abc"), tag));
    EXPECT_NOT(request_tag_in(STR(""), tag));
    EXPECT_NOT(request_tag_in(STR("\"\""), STR("")));
}

TEST("the language is the better of Japanese and English, and Japanese when neither is named")
{
    EXPECT_INT(request_language_of(STR("")), REQUEST_JA);
    EXPECT_INT(request_language_of(STR("ko-KR,zh;q=0.9")), REQUEST_JA);
    EXPECT_INT(request_language_of(STR("en-GB,en;q=0.9")), REQUEST_EN);
    EXPECT_INT(request_language_of(STR("ja,en-US;q=0.9,en;q=0.8")), REQUEST_JA);
    EXPECT_INT(request_language_of(STR("en;q=0.2, ja;q=0.8")), REQUEST_JA);
    EXPECT_INT(request_language_of(STR("en;q=0")), REQUEST_JA);
    EXPECT_INT(request_language_of(STR("EN")), REQUEST_EN);
}

TEST("an encoding is accepted when it is named and not refused")
{
    EXPECT(assets_accepts(STR("gzip, deflate, br"), "br"));
    EXPECT(assets_accepts(STR("br;q=0.5"), "br"));
    EXPECT_NOT(assets_accepts(STR("br;q=0"), "br"));
    EXPECT_NOT(assets_accepts(STR("br;q=0.000, gzip"), "br"));
    EXPECT_NOT(assets_accepts(STR("brotli"), "br"));
    EXPECT_NOT(assets_accepts(STR(""), "br"));
}

TEST("a change may come from our own pages or from a program, from nowhere else")
{
    const struct str none = {NULL, 0};
    struct str host = STR("tsubame.example:8080");
    EXPECT(dispatch_same_origin(none, none, host, false));
    EXPECT(dispatch_same_origin(STR("http://tsubame.example:8080"), none, host, false));
    EXPECT(dispatch_same_origin(STR("https://Tsubame.example:8080"), none, host, true));
    EXPECT(dispatch_same_origin(none, STR("same-origin"), host, true));
    EXPECT(dispatch_same_origin(none, STR("none"), host, true));
    EXPECT_NOT(dispatch_same_origin(STR("http://tsubame.example:8080"), none, host, true));
    EXPECT_NOT(dispatch_same_origin(STR("http://tsubame.example"), none, host, false));
    EXPECT_NOT(dispatch_same_origin(STR("http://tsubame.example:80801"), none, host, false));
    EXPECT_NOT(dispatch_same_origin(STR("null"), none, host, false));
    EXPECT_NOT(dispatch_same_origin(STR(""), STR("same-origin"), host, false));
    EXPECT_NOT(dispatch_same_origin(none, STR("same-site"), host, false));
    EXPECT_NOT(dispatch_same_origin(none, STR("cross-site"), host, false));
}
