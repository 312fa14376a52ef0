/* JSON in and out. Reading: jansson behind a depth and UTF-8 gate, typed members, unknown members refused, every fault named by its
 * JSON pointer. Writing: straight into a buf, commas placed by the writer. The only file that includes jansson.h is json.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum { JSON_DEPTH_MAX = 32, JSON_FAULTS_MAX = 16, JSON_MEMBERS_MAX = 24 };

/* What is wrong with a document, in the words of the HTTP contract (`code`); pointer is RFC 6901. */
struct json_fault {
    char pointer[64];
    const char *code; /* MISSING UNKNOWN_MEMBER OUT_OF_RANGE WRONG_TYPE TOO_LONG BAD_FORMAT */
};

struct json_faults {
    struct json_fault list[JSON_FAULTS_MAX];
    size_t n;
    const char *malformed; /* BAD_JSON TOO_DEEP BAD_UTF8 DUPLICATE_KEY when it is no JSON of ours at all; else NULL */
};

/* Adds one fault; beyond JSON_FAULTS_MAX it is dropped (one is enough to refuse). */
void json_fault_add(struct json_faults *faults, const char *pointer, const char *code);

struct json_in;
/* Adds a fault of the member `name` of this object: for what only the caller can know to be wrong. */
void json_blame(struct json_in *in, const char *name, const char *code);

struct json_t; /* jansson's */

/* One object being read. Members are asked for by name; json_close reports what nobody asked for. */
struct json_in {
    struct json_t *object;
    struct json_t *root; /* owned; NULL for a nested object */
    struct json_faults *faults;
    char pointer[40];
    const char *asked[JSON_MEMBERS_MAX]; /* the names asked for: literals of the caller */
    size_t asked_n;
};

enum json_need { JSON_OPTIONAL, JSON_REQUIRED };

/* Parses `text` (whole, an object at the top). ERR_INVALID sets faults->malformed. On OK the caller must json_close(). */
enum err json_open(struct str text, struct json_in *in, struct json_faults *faults) NODISCARD;
/* Counts members nobody asked for as UNKNOWN_MEMBER and frees the document. Views into it end here.
 * Returns ERR_INVALID when any fault was found since json_open. */
enum err json_close(struct json_in *in) NODISCARD;
/* Frees without judging: after an early refusal. Safe to call twice. */
void json_drop(struct json_in *in);

/* Text of at most bytes_max bytes; empty view when absent. NUL-terminated, lives until json_close. */
struct str json_text(struct json_in *in, const char *name, enum json_need need, size_t bytes_max);
int64_t json_int(struct json_in *in, const char *name, enum json_need need, int64_t min, int64_t max, int64_t absent);
bool json_bool(struct json_in *in, const char *name, enum json_need need, bool absent);
int32_t json_day(struct json_in *in, const char *name, enum json_need need, int32_t absent);
int64_t json_instant(struct json_in *in, const char *name, enum json_need need, int64_t absent_ms);
int32_t json_minute(struct json_in *in, const char *name, enum json_need need, int32_t absent_min); /* "hh:mm" */
/* A decimal with at most one place ("37.5" or 37.5) as tenths. */
int32_t json_tenths(struct json_in *in, const char *name, enum json_need need, int32_t min, int32_t max,
                    int32_t absent);
/* One of `words` (NULL-terminated) as its index; -1 when absent or wrong. */
int json_word(struct json_in *in, const char *name, enum json_need need, const char *const words[]);
/* A nested object; false when absent (or wrong: a fault). Close with json_nested_end. */
bool json_nested(struct json_in *in, const char *name, enum json_need need, struct json_in *ret);
void json_nested_end(struct json_in *in);
/* Number of elements of the array (0 when absent); more than max is a fault. Then the elements by index. */
size_t json_list(struct json_in *in, const char *name, enum json_need need, size_t max);
struct str json_list_text(struct json_in *in, const char *name, size_t i, size_t bytes_max);
int64_t json_list_int(struct json_in *in, const char *name, size_t i, int64_t min, int64_t max); /* min when wrong */
int32_t json_list_day(struct json_in *in, const char *name, size_t i);
bool json_list_object(struct json_in *in, const char *name, size_t i, struct json_in *ret);

/* The writer. Nesting at most 32; structure mistakes assert. */
struct json_out {
    struct buf *buf;
    uint32_t comma; /* bit per depth: a value stands here already */
    int depth;
    bool after_key;
};

void json_out_init(struct json_out *out, struct buf *buf);
void json_out_open(struct json_out *out, char bracket);  /* '{' or '[' */
void json_out_close(struct json_out *out, char bracket); /* '}' or ']' */
void json_out_key(struct json_out *out, const char *key);
void json_out_text(struct json_out *out, struct str text); /* must be valid UTF-8 */
void json_out_int(struct json_out *out, int64_t value);
void json_out_bool(struct json_out *out, bool value);
void json_out_null(struct json_out *out);
void json_out_json(struct json_out *out,
                   struct str json); /* one value that is JSON already; ours, never what came from outside */
void json_out_day(struct json_out *out, int32_t day);
void json_out_instant(struct json_out *out, int64_t instant_ms);
void json_out_minute(struct json_out *out, int32_t minute);
void json_out_tenths(struct json_out *out, int32_t tenths);

/* key and value in one. */
void json_put_text(struct json_out *out, const char *key, struct str text);
void json_put_word(struct json_out *out, const char *key, const char *word); /* NULL gives null */
void json_put_int(struct json_out *out, const char *key, int64_t value);
void json_put_bool(struct json_out *out, const char *key, bool value);
void json_put_day(struct json_out *out, const char *key, int32_t day);
void json_put_instant(struct json_out *out, const char *key, int64_t instant_ms);
void json_put_instant_or_null(struct json_out *out, const char *key, int64_t instant_ms); /* 0 gives null */
void json_put_minute_or_null(struct json_out *out, const char *key, int32_t minute);      /* negative gives null */
void json_put_text_or_null(struct json_out *out, const char *key, struct str text);       /* empty gives null */
void json_put_json_or_null(struct json_out *out, const char *key, struct str json);       /* empty gives null */
void json_put_day_or_null(struct json_out *out, const char *key, int32_t day);            /* 0 gives null */
void json_put_int_or_null(struct json_out *out, const char *key, int64_t value);          /* 0 gives null */
