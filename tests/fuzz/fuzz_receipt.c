/* Whatever is sent to …/receipt, …/command, …/state or …/roster is refused, or decodes to what encodes and decodes to itself. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "wire/receipt.h"
#include "wire/roster.h"

#include "base/banned.h"

static char first[ROSTER_BYTES_MAX];
static char again[ROSTER_BYTES_MAX];
static struct roster_child children[ROSTER_CHILDREN_MAX];

static void receipts(struct str json)
{
    struct receipt receipt;
    struct json_faults faults;
    struct buf buf;
    if (receipt_decode(json, &receipt, &faults) == OK) {
        buf_init(&buf, first, sizeof first);
        receipt_encode(&receipt, &buf);
        enum err err = receipt_decode(buf_view(&buf), &receipt, &faults);
        assert(err == OK);
    }
}

static void commands(struct str json)
{
    struct receipt_command command;
    struct json_faults faults;
    struct buf buf;
    if (receipt_command_decode(json, &command, &faults) == OK) {
        buf_init(&buf, first, sizeof first);
        receipt_command_encode(&command, &buf);
        enum err err = receipt_command_decode(buf_view(&buf), &command, &faults);
        assert(err == OK);
        buf_init(&buf, again, sizeof again);
        receipt_command_encode(&command, &buf);
        assert(strcmp(first, again) == 0);
    }
}

static void states(struct str json)
{
    struct receipt_state state;
    struct json_faults faults;
    struct buf buf;
    if (receipt_state_decode(json, &state, &faults) == OK) {
        buf_init(&buf, first, sizeof first);
        receipt_state_encode(&state, &buf);
        enum err err = receipt_state_decode(buf_view(&buf), &state, &faults);
        assert(err == OK);
    }
}

static void rosters(struct str json)
{
    static unsigned char work[ROSTER_BYTES_MAX];
    static const unsigned char key[32] = {9};
    struct roster roster = {.children = children};
    struct json_faults faults;
    struct str clear;
    struct buf buf;
    enum err err = roster_open(key, key, json, work, sizeof work, &clear);
    assert(err == ERR_INVALID);
    if (roster_decode(json, &roster, &faults) == OK) {
        buf_init(&buf, first, sizeof first);
        roster_encode(&roster, &buf);
        err = buf.overflow ? OK : roster_decode(buf_view(&buf), &roster, &faults);
        assert(err == OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str json = {(const char *)data, size};
    receipts(json);
    commands(json);
    states(json);
    rosters(json);
    return 0;
}
