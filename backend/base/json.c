/* Reading JSON: the gate (depth, UTF-8) before jansson, because its parser overflows a 100 KiB stack near 1,000 brackets. */
#include "base/json.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

void json_fault_add(struct json_faults *faults, const char *pointer, const char *code)
{
    if (faults->n >= JSON_FAULTS_MAX) {
        return;
    }
    struct json_fault *fault = &faults->list[faults->n++];
    struct buf buf;
    buf_init(&buf, fault->pointer, sizeof fault->pointer);
    buf_puts(&buf, pointer);
    fault->code = code;
}

static bool depth_ok(struct str text)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (quoted) {
            i += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > JSON_DEPTH_MAX) {
                return false;
            }
        } else if (c == ']' || c == '}') {
            depth--;
        }
    }
    return true;
}

enum err json_open(struct str text, struct json_in *in, struct json_faults *faults)
{
    json_error_t error;
    memset(in, 0, sizeof *in);
    memset(faults, 0, sizeof *faults);
    in->faults = faults;
    if (!str_utf8(text)) {
        faults->malformed = "BAD_UTF8";
    } else if (!depth_ok(text)) {
        faults->malformed = "TOO_DEEP";
    }
    if (faults->malformed != NULL) {
        return ERR_INVALID;
    }
    in->root = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error);
    if (in->root == NULL) {
        faults->malformed = json_error_code(&error) == json_error_duplicate_key ? "DUPLICATE_KEY" : "BAD_JSON";
        return ERR_INVALID;
    }
    if (!json_is_object(in->root)) {
        json_drop(in);
        faults->malformed = "BAD_JSON";
        return ERR_INVALID;
    }
    in->object = in->root;
    return OK;
}

/* Stands between a list's name and an element's number until the pointer is written: no member's name may hold it unescaped. */
enum { ELEMENT_MARK = 0x01 };

/* The pointer of a member, "~" and "/" escaped; a name too long to show is cut. */
static void pointer_of(const struct json_in *in, const char *name, char out[64])
{
    struct buf buf;
    buf_init(&buf, out, 64);
    buf_puts(&buf, in->pointer);
    buf_char(&buf, '/');
    for (const char *p = name; *p != '\0' && buf.n + 5 < buf.max; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '~' || c == '/') {
            buf_puts(&buf, c == '~' ? "~0" : "~1");
        } else if (c == ELEMENT_MARK) {
            buf_char(&buf, '/');
        } else {
            buf_char(&buf, c < 0x20 || c >= 0x7F ? '?' : (char)c);
        }
    }
}

void json_blame(struct json_in *in, const char *name, const char *code)
{
    char pointer[64];
    pointer_of(in, name, pointer);
    json_fault_add(in->faults, pointer, code);
}

/* Remembers that `name` is a member of ours; more than JSON_MEMBERS_MAX is a broken program. */
static void ask(struct json_in *in, const char *name)
{
    for (size_t i = 0; i < in->asked_n; i++) {
        if (strcmp(in->asked[i], name) == 0) {
            return;
        }
    }
    assert(in->asked_n < JSON_MEMBERS_MAX);
    in->asked[in->asked_n++] = name;
}

/* The member, or NULL when absent or null. */
static json_t *member(struct json_in *in, const char *name, enum json_need need)
{
    assert(in->object != NULL);
    ask(in, name);
    json_t *value = json_object_get(in->object, name);
    if (value == NULL || json_is_null(value)) {
        if (need == JSON_REQUIRED) {
            json_blame(in, name, "MISSING");
        }
        return NULL;
    }
    return value;
}

static bool was_asked(const struct json_in *in, const char *key)
{
    for (size_t i = 0; i < in->asked_n; i++) {
        if (strcmp(in->asked[i], key) == 0) {
            return true;
        }
    }
    return false;
}

static void report_unknown(struct json_in *in)
{
    for (void *at = json_object_iter(in->object); at != NULL; at = json_object_iter_next(in->object, at)) {
        const char *key = json_object_iter_key(at);
        if (!was_asked(in, key)) {
            json_blame(in, key, "UNKNOWN_MEMBER");
        }
    }
}

enum err json_close(struct json_in *in)
{
    assert(in->root != NULL);
    report_unknown(in);
    json_drop(in);
    return in->faults->n == 0 && in->faults->malformed == NULL ? OK : ERR_INVALID;
}

void json_drop(struct json_in *in)
{
    json_decref(in->root);
    in->root = NULL;
    in->object = NULL;
}

/* The text of a value, or a fault under `name`. */
static struct str text_of(struct json_in *in, const char *name, const json_t *value, size_t bytes_max)
{
    if (!json_is_string(value)) {
        json_blame(in, name, "WRONG_TYPE");
        return (struct str){"", 0};
    }
    struct str text = {json_string_value(value), json_string_length(value)};
    if (text.n > bytes_max) {
        json_blame(in, name, "TOO_LONG");
        return (struct str){"", 0};
    }
    if (memchr(text.p, '\0', text.n) != NULL) {
        json_blame(in, name, "BAD_FORMAT");
        return (struct str){"", 0};
    }
    return text;
}

struct str json_text(struct json_in *in, const char *name, enum json_need need, size_t bytes_max)
{
    json_t *value = member(in, name, need);
    return value == NULL ? (struct str){"", 0} : text_of(in, name, value, bytes_max);
}

int64_t json_int(struct json_in *in, const char *name, enum json_need need, int64_t min, int64_t max, int64_t absent)
{
    json_t *value = member(in, name, need);
    if (value == NULL) {
        return absent;
    }
    if (!json_is_integer(value)) {
        json_blame(in, name, "WRONG_TYPE");
        return absent;
    }
    int64_t number = json_integer_value(value);
    if (number < min || number > max) {
        json_blame(in, name, "OUT_OF_RANGE");
        return absent;
    }
    return number;
}

bool json_bool(struct json_in *in, const char *name, enum json_need need, bool absent)
{
    json_t *value = member(in, name, need);
    if (value == NULL) {
        return absent;
    }
    if (!json_is_boolean(value)) {
        json_blame(in, name, "WRONG_TYPE");
        return absent;
    }
    return json_is_true(value);
}

static int32_t day_of(struct json_in *in, const char *name, struct str text, int32_t absent)
{
    int32_t day = absent;
    if (civil_parse_day(text, &day) != OK) {
        json_blame(in, name, "BAD_FORMAT");
    }
    return day;
}

int32_t json_day(struct json_in *in, const char *name, enum json_need need, int32_t absent)
{
    json_t *value = member(in, name, need);
    return value == NULL ? absent : day_of(in, name, text_of(in, name, value, CIVIL_DAY_TEXT), absent);
}

int64_t json_instant(struct json_in *in, const char *name, enum json_need need, int64_t absent_ms)
{
    int64_t instant_ms = absent_ms;
    json_t *value = member(in, name, need);
    if (value != NULL && civil_parse_instant(text_of(in, name, value, 40), &instant_ms) != OK) {
        json_blame(in, name, "BAD_FORMAT");
    }
    return instant_ms;
}

int32_t json_minute(struct json_in *in, const char *name, enum json_need need, int32_t absent_min)
{
    int32_t minute = absent_min;
    json_t *value = member(in, name, need);
    if (value != NULL && civil_parse_minute(text_of(in, name, value, 5), &minute) != OK) {
        json_blame(in, name, "BAD_FORMAT");
    }
    return minute;
}

/* A JSON number is written back by jansson with 17 digits; we round by asking for three significant ones and accept only one place. */
static enum err tenths_of_number(const json_t *value, int32_t *ret)
{
    char text[40];
    size_t n = json_dumpb(value, text, sizeof text, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
    if (n == 0 || n >= sizeof text) {
        return ERR_INVALID;
    }
    return str_tenths((struct str){text, n}, ret);
}

int32_t json_tenths(struct json_in *in, const char *name, enum json_need need, int32_t min, int32_t max, int32_t absent)
{
    int32_t tenths = absent;
    json_t *value = member(in, name, need);
    if (value == NULL) {
        return absent;
    }
    enum err err = json_is_number(value) ? tenths_of_number(value, &tenths)
                                         : str_tenths(text_of(in, name, value, 8), &tenths);
    if (err != OK) {
        json_blame(in, name, "BAD_FORMAT");
        return absent;
    }
    if (tenths < min || tenths > max) {
        json_blame(in, name, "OUT_OF_RANGE");
        return absent;
    }
    return tenths;
}

int json_word(struct json_in *in, const char *name, enum json_need need, const char *const words[])
{
    json_t *value = member(in, name, need);
    if (value == NULL) {
        return -1;
    }
    struct str text = text_of(in, name, value, 64);
    for (int i = 0; words[i] != NULL; i++) {
        if (str_is(text, words[i])) {
            return i;
        }
    }
    json_blame(in, name, "OUT_OF_RANGE");
    return -1;
}

static bool open_nested(struct json_in *in, const char *name, json_t *value, struct json_in *ret)
{
    if (!json_is_object(value)) {
        json_blame(in, name, "WRONG_TYPE");
        return false;
    }
    char pointer[64];
    pointer_of(in, name, pointer);
    *ret = (struct json_in){.object = value, .faults = in->faults};
    enum err err = str_copy(str_of(pointer), ret->pointer, sizeof ret->pointer);
    if (err != OK) {
        json_blame(in, name, "TOO_LONG");
        return false;
    }
    return true;
}

bool json_nested(struct json_in *in, const char *name, enum json_need need, struct json_in *ret)
{
    json_t *value = member(in, name, need);
    return value != NULL && open_nested(in, name, value, ret);
}

void json_nested_end(struct json_in *in)
{
    assert(in->root == NULL);
    report_unknown(in);
    in->object = NULL;
}

size_t json_list(struct json_in *in, const char *name, enum json_need need, size_t max)
{
    json_t *value = member(in, name, need);
    if (value == NULL) {
        return 0;
    }
    if (!json_is_array(value)) {
        json_blame(in, name, "WRONG_TYPE");
        return 0;
    }
    if (json_array_size(value) > max) {
        json_blame(in, name, "OUT_OF_RANGE");
        return 0;
    }
    return json_array_size(value);
}

/* "name/i" once it is a pointer. */
static void element_name(const char *name, size_t i, char out[48])
{
    struct buf buf;
    buf_init(&buf, out, 48);
    buf_puts(&buf, name);
    buf_char(&buf, ELEMENT_MARK);
    buf_int(&buf, (int64_t)i);
}

struct str json_list_text(struct json_in *in, const char *name, size_t i, size_t bytes_max)
{
    char element[48];
    element_name(name, i, element);
    return text_of(in, element, json_array_get(json_object_get(in->object, name), i), bytes_max);
}

int64_t json_list_int(struct json_in *in, const char *name, size_t i, int64_t min, int64_t max)
{
    char element[48];
    element_name(name, i, element);
    const json_t *value = json_array_get(json_object_get(in->object, name), i);
    int64_t number = json_integer_value(value);
    bool good = json_is_integer(value) && number >= min && number <= max;
    if (!good) {
        json_blame(in, element, json_is_integer(value) ? "OUT_OF_RANGE" : "WRONG_TYPE");
    }
    return good ? number : min;
}

int32_t json_list_day(struct json_in *in, const char *name, size_t i)
{
    char element[48];
    element_name(name, i, element);
    struct str text = json_list_text(in, name, i, CIVIL_DAY_TEXT);
    return day_of(in, element, text, 0);
}

bool json_list_object(struct json_in *in, const char *name, size_t i, struct json_in *ret)
{
    char element[48];
    element_name(name, i, element);
    return open_nested(in, element, json_array_get(json_object_get(in->object, name), i), ret);
}
