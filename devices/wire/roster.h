/* The list of a nursery's children for one gateway and day, sealed for that gateway's key in transit and on the box. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/str.h"
#include "wire/punch.h"

enum {
    ROSTER_BYTES_MAX = 256 * 1024,
    ROSTER_CHILDREN_MAX = 1200,
    ROSTER_CARDS_MAX = 4,
    ROSTER_NICK_BYTES = 49,
    ROSTER_SYMBOLS = 16
};

struct roster_child {
    char child[SECRET_PUBLIC_ID_TEXT];
    unsigned char cards[ROSTER_CARDS_MAX][SECRET_CARD_HASH_BYTES]; /* active ones */
    size_t cards_n;
    char nick[ROSTER_NICK_BYTES]; /* all that the entrance ever shows of a name (R-ATT-19); "" unknown */
    int32_t symbol;               /* 1 … ROSTER_SYMBOLS: its picture; 0 none */
    int64_t due_ms;               /* from when it is missed if it has not come (R-ABS-03), 0: never today */
    bool absent;                  /* reported absent today */
    bool speak;                   /* staff want a word when it comes (R-INF-02); why is not told to the entrance */
    enum punch_place place;       /* as the server knew it */
    int64_t accepted_ms;          /* last accepted punch of the day as the server knew it, 0 = none */
};

struct roster {
    int32_t day;
    int64_t version;
    struct punch_policy policy;
    struct roster_child *children; /* caller's array of ROSTER_CHILDREN_MAX */
    size_t children_n;
};

/* The clear JSON {day,version,policy:{…},children:[…]}: sealed with crypto_box_seal and wrapped as {"sealed":"base64url"} by the helpers. */
void roster_encode(const struct roster *roster, struct buf *buf);
enum err roster_decode(struct str json, struct roster *ret, struct json_faults *faults) NODISCARD;
/* Wraps / unwraps for topic …/roster. `work` and `work_bytes` are scratch (≥ clear size + 48). */
enum err roster_seal(const unsigned char box_public[SECRET_BOX_PUBLIC_BYTES], struct str clear, unsigned char *work,
                     size_t work_bytes, struct buf *ret_payload) NODISCARD;
enum err roster_open(const unsigned char box_public[SECRET_BOX_PUBLIC_BYTES],
                     const unsigned char box_secret[SECRET_BOX_SECRET_BYTES], struct str payload, unsigned char *work,
                     size_t work_bytes, struct str *ret_clear) NODISCARD;
