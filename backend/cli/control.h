/* What an operator's command may change in a folder: one table of verbs, run on the write lane, whether the lane belongs to the running
 * server (asked over DATA/control.sock) or to the command itself. One JSON line asks, one JSON line answers:
 *   {"verb":"gateway_revoke","name":"g-n01"}  ->  {"done":{…}}  or  {"refused":"sentence"} */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "cli/cli.h"
#include "cli/data_dir.h"
#include "store/lane.h"

/* A request may hold a policy document, written as a JSON text. */
enum { CONTROL_LINE_BYTES = 128 * 1024 };

/* One verb under way: it asks `in` for its members, writes the members of its answer to `out` (the braces stand), or fills refusal. */
struct control_call {
    struct json_in in;
    struct json_out out;
    char refusal[CLI_FAILURE_BYTES];
};

struct control_verb {
    const char *name;
    /* On the lane. Anything but OK rolls back; refusal says why, or the err's word is answered. */
    enum err (*run)(struct tx *tx, struct control_call *call);
};

extern const struct control_verb control_verbs[]; /* ends at name NULL */

/* Runs one request line on this lane and writes the answer line (without a line break). Never fails: a refusal is an answer. */
void control_execute(struct lane *lane, struct str line, struct buf *answer);

/* The operator's side: runs the request through the running server, or, when there is none, takes the folder and runs it there.
 * true: *answer holds the object behind "done". false: failure says why. */
bool control_request(const char *data, struct str line, struct buf *answer, char failure[CLI_FAILURE_BYTES]);

/* The server's side: a thread that listens at dir->control and answers one after another. Only this user and root are heard. */
struct control_server;
bool control_listen(const struct data_dir *dir, struct control_server **ret, char failure[CLI_FAILURE_BYTES]);
void control_close(struct control_server *server); /* NULL is fine */
