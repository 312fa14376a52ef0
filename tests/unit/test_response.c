/* Answers as they are put together: problems in words, tags, and what an err means. */
#include "http/response.h"

#include <string.h>

#include "base/secret.h"
#include "core/reservation.h"
#include "http/problem_words.h"
#include "support/test.h"

static struct request request;
static struct response response;

static void begin(enum request_language language)
{
    secret_init();
    request_init(&request);
    request.language = language;
    response_init(&response);
}

static void expect_words(const char *code)
{
    for (int language = REQUEST_JA; language <= REQUEST_EN; language++) {
        struct problem_words words = problem_words(code, (enum request_language)language);
        EXPECT(strcmp(words.title, code) != 0); /* an unknown code is its own title */
        EXPECT(strlen(words.title) > 0);
        EXPECT(strlen(words.detail) > 0);
        EXPECT(str_utf8(str_of(words.detail)));
    }
}

TEST("every code of the contract has its words in both languages")
{
    static const char *const codes[] = {"BAD_JSON",        "TOO_DEEP",         "BAD_UTF8",       "DUPLICATE_KEY",
                                        "BAD_REQUEST",     "TOO_LARGE",        "INVALID",        "SIGN_IN",
                                        "DENIED",          "NOT_FOUND",        "IN_FLIGHT",      "CHANGED",
                                        "IF_MATCH_NEEDED", "TOO_OFTEN",        "BUSY",           "STREAMS_FULL",
                                        "TOO_EARLY",       "TOO_LATE",         "AGE_LOW",        "AGE_HIGH",
                                        "NOT_RESIDENT",    "PARENTAL_LEAVE",   "NOT_REGISTERED", "REGISTRATION_EXPIRED",
                                        "SUSPENDED",       "CRITERIA_NOT_MET", "CLOSED",         "NOTE_MISSING",
                                        "NOTE_EXPIRED",    "DISEASE_REFUSED",  "EPISODE_LIMIT",  "ALREADY_BOOKED",
                                        "WISH_LIMIT",      "OFFER_EXPIRED",    "WRONG_STATE"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        expect_words(codes[i]);
        EXPECT_STR(problem_words(codes[i], REQUEST_EN).code, codes[i]);
    }
}

TEST("every reason has its words")
{
    for (int reason = REASON_FULL; reason <= REASON_LAST; reason++) {
        expect_words(reservation_reason_word((enum reservation_reason)reason));
    }
}

TEST("a word of ours goes out under the contract's code")
{
    EXPECT_STR(problem_words("SIGN_IN_FAILED", REQUEST_JA).code, "SIGN_IN");
    EXPECT_STR(problem_words("OTHER_ORIGIN", REQUEST_JA).code, "DENIED");
    EXPECT_STR(problem_words("KEY_NEEDED", REQUEST_JA).code, "BAD_REQUEST");
    EXPECT_STR(problem_words("NOT_SAVED", REQUEST_JA).code, "BUSY");
    EXPECT_STR(problem_words("NEVER_HEARD_OF", REQUEST_EN).code, "NEVER_HEARD_OF");
}

TEST("a problem names its fields and carries further members")
{
    struct json_faults faults = {.n = 0};
    char text[1024];
    struct buf buf;
    begin(REQUEST_EN);
    json_fault_add(&faults, "/days/0", "OUT_OF_RANGE");
    buf_init(&buf, text, sizeof text);
    response_put_problem(&buf, REQUEST_EN, 422, "INVALID", &faults, STR("\"opens_at\":null"));
    EXPECT_STR(text, "{\"status\":422,\"title\":\"Something in it is not right\",\"detail\":\"Correct the fields that "
                     "are named and send it "
                     "again.\",\"code\":\"INVALID\",\"errors\":[{\"pointer\":\"/days/"
                     "0\",\"code\":\"OUT_OF_RANGE\"}],\"opens_at\":null}");
}

TEST("a problem that does not fit is an overflow, not half a document")
{
    char text[64];
    struct buf buf;
    begin(REQUEST_EN);
    buf_init(&buf, text, sizeof text);
    response_put_problem(&buf, REQUEST_EN, 409, "CLOSED", NULL, STR("\"a\":1"));
    EXPECT(buf.overflow);
}

TEST("sixteen faults of the longest pointers fit the small body")
{
    struct json_faults faults = {.n = 0};
    char pointer[80];
    begin(REQUEST_JA);
    memset(pointer, '"', sizeof pointer - 1); /* two bytes each when written */
    pointer[0] = '/';
    pointer[sizeof pointer - 1] = '\0';
    for (int i = 0; i < JSON_FAULTS_MAX + 4; i++) {
        json_fault_add(&faults, pointer, "UNKNOWN_MEMBER");
    }
    response_faults(&request, &response, &faults);
    EXPECT_INT(response.status, 422);
    EXPECT_NOT(response.body.overflow);
}

TEST("a read gets the same tag for the same bytes, 304 when it is named, and another for other bytes")
{
    char tag[40];
    begin(REQUEST_JA);
    buf_puts(&response.body, "{\"a\":1}");
    response_json_etag(&request, &response);
    EXPECT_INT(response.status, 200);
    EXPECT(response.tag[0] == '"');
    memcpy(tag, response.tag, sizeof tag);
    request.if_none_match = str_of(tag);
    response_init(&response);
    buf_puts(&response.body, "{\"a\":1}");
    response_json_etag(&request, &response);
    EXPECT_INT(response.status, 304);
    EXPECT_INT(response.body.n, 0);
    response_init(&response);
    buf_puts(&response.body, "{\"a\":2}");
    response_json_etag(&request, &response);
    EXPECT_INT(response.status, 200);
    EXPECT(strcmp(response.tag, tag) != 0);
}

static int released;

static void release(void *arg)
{
    (void)arg;
    released++;
}

TEST("a shared body that a problem replaces is released once")
{
    begin(REQUEST_JA);
    released = 0;
    response_shared(&request, &response, STR("{}"), STR("\"x\""), release, NULL);
    EXPECT_INT(response.status, 200);
    response_problem(&request, &response, 503, "BUSY", NULL);
    EXPECT_INT(released, 1);
    EXPECT_NULL(response.shared.p);
    EXPECT_STR(response.tag, "");
    response_problem(&request, &response, 503, "BUSY", NULL);
    EXPECT_INT(released, 1);
}

TEST("what an err means when nothing more is known")
{
    static const struct {
        enum err err;
        int status;
    } wanted[] = {{ERR_INVALID, 422}, {ERR_NOT_FOUND, 404}, {ERR_DENIED, 403}, {ERR_CONFLICT, 409},
                  {ERR_LIMIT, 413},   {ERR_BUSY, 503},      {ERR_IO, 503}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        begin(REQUEST_JA);
        response_err(&request, &response, wanted[i].err);
        EXPECT_INT(response.status, wanted[i].status);
        EXPECT_INT(strstr(response.extra_text, "Retry-After") != NULL, wanted[i].status == 503);
    }
}

static void put_line_break(void)
{
    begin(REQUEST_JA);
    response_header(&response, "X-One", STR("a\r\nX-Two: b"));
}

TEST("what a decode found is answered once: nothing, the fields, or what the err means")
{
    struct json_faults faults = {.n = 0};
    begin(REQUEST_JA);
    EXPECT(response_decoded(&request, &response, OK, &faults));
    EXPECT_INT(response.status, 0);
    json_fault_add(&faults, "/days/0", "OUT_OF_RANGE");
    EXPECT(!response_decoded(&request, &response, ERR_INVALID, &faults));
    EXPECT_INT(response.status, 422);
    EXPECT_NOT_NULL(strstr(response.body.p, "/days/0"));
    EXPECT(!response_decoded(&request, &response, ERR_LIMIT, &faults));
    EXPECT_INT(response.status, 413);
}

TEST("a header value with a line break is a broken program")
{
    EXPECT_ABORT(put_line_break);
}
