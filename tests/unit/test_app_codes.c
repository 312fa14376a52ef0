/* When a box takes a code of the app. R-ATT-18, R-ATT-08. */
#include "app_codes.h"

#include "support/test.h"

TEST("R-ATT-18: a minute and once; a clock that is in doubt widens the minute and is named as the reason beyond it")
{
    static const struct {
        const char *what;
        int64_t age_ms;
        struct sync sync;
        enum app_code_verdict verdict;
    } rows[] = {
        {"fresh", 0, {.synced = true}, APP_CODE_GOOD},
        {"at the end of its minute", 60000, {.synced = true}, APP_CODE_GOOD},
        {"over", 60001, {.synced = true}, APP_CODE_OVER},
        {"a little ahead of the box", -5000, {.synced = true}, APP_CODE_GOOD},
        {"of the future", -5001, {.synced = true}, APP_CODE_OVER},
        {"within the doubt", 75000, {.synced = true, .uncertainty_ms = 15000}, APP_CODE_GOOD},
        {"beyond the doubt", 75001, {.synced = true, .uncertainty_ms = 15000}, APP_CODE_OVER},
        {"a clock that nobody set, within its doubt", 76000, {.uncertainty_ms = 16000}, APP_CODE_GOOD},
        {"a clock that nobody set", 600000, {.uncertainty_ms = 16000}, APP_CODE_CLOCK},
        {"a clock that nobody set, years behind", -INT64_C(86400000) * 400, {.uncertainty_ms = 16000}, APP_CODE_CLOCK},
    };
    static struct app_codes codes;
    struct app_code code = {.issued_ms = INT64_C(1772406000000), .children_n = 1};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("%s\n", rows[i].what);
        EXPECT_INT(app_codes_judge(&codes, &code, code.issued_ms + rows[i].age_ms, &rows[i].sync), rows[i].verdict);
    }
}

TEST("R-ATT-18: a code that was taken is refused; a scanner that reads the same phone again is a bounce")
{
    static struct app_codes codes;
    struct sync sync = {.synced = true};
    struct app_code code = {.issued_ms = INT64_C(1772406000000), .nonce = {1}, .children_n = 1};
    struct app_code other = {.issued_ms = INT64_C(1772406000000), .nonce = {2}, .children_n = 1};
    int64_t now_ms = code.issued_ms + 1000;
    app_codes_take(&codes, &code, now_ms);
    EXPECT_INT(app_codes_judge(&codes, &code, now_ms + 4999, &sync), APP_CODE_GOOD);
    EXPECT_INT(app_codes_judge(&codes, &code, now_ms + 5000, &sync), APP_CODE_USED);
    EXPECT_INT(app_codes_judge(&codes, &other, now_ms + 5000, &sync), APP_CODE_GOOD);
    for (unsigned char i = 3; i < 250; i++) {
        struct app_code more = {.issued_ms = code.issued_ms, .nonce = {i}, .children_n = 1};
        app_codes_take(&codes, &more, now_ms);
    }
    EXPECT_INT(app_codes_judge(&codes, &code, now_ms + 5000, &sync), APP_CODE_USED);
}
