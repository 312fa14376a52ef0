/* Whatever is sent as a body: it is refused with a word of the contract, or every kind of member can be read from it without harm, and
 * what is accepted is UTF-8, no deeper than 32, and written back by our own writer to something that reads the same. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"

#include "base/banned.h"

static const char *const words[] = {"arrive", "leave", NULL};

static void read_list(struct json_in *in)
{
    size_t n = json_list(in, "days", JSON_OPTIONAL, 14);
    assert(n <= 14);
    for (size_t i = 0; i < n; i++) {
        struct json_in element;
        (void)json_list_day(in, "days", i);
        (void)json_list_text(in, "days", i, 40);
        if (json_list_object(in, "days", i, &element)) {
            (void)json_text(&element, "id", JSON_OPTIONAL, 8);
            json_nested_end(&element);
        }
    }
}

static void read_all(struct json_in *in, struct str *ret_text, char *copy, size_t copy_bytes)
{
    struct json_in nested;
    struct str text = json_text(in, "text", JSON_REQUIRED, copy_bytes - 1);
    assert(text.n < copy_bytes);
    assert(str_utf8(text));
    memcpy(copy, text.p, text.n);
    *ret_text = (struct str){copy, text.n};
    int64_t number = json_int(in, "number", JSON_OPTIONAL, -5, 1000, 7);
    assert(number >= -5);
    assert(number <= 1000);
    (void)json_bool(in, "flag", JSON_OPTIONAL, false);
    (void)json_day(in, "day", JSON_OPTIONAL, 0);
    (void)json_instant(in, "at", JSON_OPTIONAL, 0);
    int32_t minute = json_minute(in, "time", JSON_OPTIONAL, -1);
    assert(minute >= -1);
    assert(minute < 1440);
    int32_t tenths = json_tenths(in, "temperature_c", JSON_OPTIONAL, 340, 429, 0);
    assert(tenths == 0 || (tenths >= 340 && tenths <= 429));
    int word = json_word(in, "kind", JSON_OPTIONAL, words);
    assert(word >= -1);
    assert(word < 2);
    read_list(in);
    if (json_nested(in, "condition", JSON_OPTIONAL, &nested)) {
        (void)json_text(&nested, "diagnosis", JSON_OPTIONAL, 20);
        json_nested_end(&nested);
    }
}

/* What was read is written and read again. */
static void write_back(struct str text)
{
    static char storage[4096];
    static char copy[512];
    struct json_faults faults;
    struct json_in in;
    struct json_out out;
    struct buf buf;
    struct str again;
    buf_init(&buf, storage, sizeof storage);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_text(&out, "text", text);
    json_out_close(&out, '}');
    assert(!buf.overflow);
    enum err err = json_open(buf_view(&buf), &in, &faults);
    assert(err == OK);
    read_all(&in, &again, copy, sizeof copy);
    assert(str_equal(text, again));
    err = json_close(&in);
    assert(err == OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char copy[512];
    struct json_faults faults;
    struct json_in in;
    struct str text;
    struct str whole = {(const char *)data, size};
    if (json_open(whole, &in, &faults) != OK) {
        assert(faults.malformed != NULL);
        return 0;
    }
    assert(faults.malformed == NULL);
    assert(str_utf8(whole));
    read_all(&in, &text, copy, sizeof copy);
    enum err err = json_close(&in);
    assert((err == OK) == (faults.n == 0));
    for (size_t i = 0; i < faults.n; i++) {
        assert(faults.list[i].code != NULL);
        assert(faults.list[i].pointer[0] == '/');
    }
    if (err == OK) {
        write_back(text);
    }
    return 0;
}
