/* One request on the lane, and the operator's way to it: see control.h. */
#include "cli/control.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#include "base/banned.h"

enum { CONNECT_WAIT_MS = 2000, ANSWER_WAIT_S = 30, RETRY_MS = 20 };

struct execution {
    struct str line;
    struct buf *answer;
    struct control_call call;
};

static const struct control_verb *find_verb(struct str name)
{
    for (const struct control_verb *verb = control_verbs; verb->name != NULL; verb++) {
        if (str_is(name, verb->name)) {
            return verb;
        }
    }
    return NULL;
}

static void refuse_faults(struct control_call *call, const struct json_faults *faults)
{
    if (faults->n > 0) {
        cli_fail(call->refusal, "the request's %s is not right (%s).", faults->list[0].pointer, faults->list[0].code);
    } else {
        cli_fail(call->refusal, "the request is no JSON object (%s).",
                 faults->malformed == NULL ? "BAD_JSON" : faults->malformed);
    }
}

static enum err run_verb(struct tx *tx, void *arg)
{
    struct execution *execution = arg;
    struct control_call *call = &execution->call;
    struct json_faults faults = {0};
    if (json_open(execution->line, &call->in, &faults) != OK) {
        refuse_faults(call, &faults);
        return ERR_INVALID;
    }
    struct str name = json_text(&call->in, "verb", JSON_REQUIRED, 64);
    const struct control_verb *verb = find_verb(name);
    if (verb == NULL) {
        cli_fail(call->refusal, "there is no such action in this version of the server.");
        json_drop(&call->in);
        return ERR_NOT_FOUND;
    }
    json_out_init(&call->out, execution->answer);
    json_out_open(&call->out, '{');
    json_out_key(&call->out, "done");
    json_out_open(&call->out, '{');
    enum err err = verb->run(tx, call);
    json_out_close(&call->out, '}');
    json_out_close(&call->out, '}');
    if (json_close(&call->in) != OK && call->refusal[0] == '\0') {
        refuse_faults(call, &faults);
        err = ERR_INVALID;
    }
    return err == OK && execution->answer->overflow ? ERR_LIMIT : err;
}

void control_execute(struct lane *lane, struct str line, struct buf *answer)
{
    struct execution execution = {.line = line, .answer = answer};
    struct lane_job job = {.priority = LANE_REST, .run = run_verb, .arg = &execution};
    buf_clear(answer);
    enum err err = lane_do(lane, &job);
    if (err == OK) {
        return;
    }
    if (execution.call.refusal[0] == '\0') {
        cli_fail(execution.call.refusal,
                 err == ERR_BUSY ? "the server is too busy just now; try again in a moment."
                                 : "nothing was changed (%s); see the server's log.",
                 err_word(err));
    }
    struct json_out out;
    buf_clear(answer);
    json_out_init(&out, answer);
    json_out_open(&out, '{');
    json_put_text(&out, "refused", str_of(execution.call.refusal));
    json_out_close(&out, '}');
}

/* A path under /proc stays short however long the data folder's is: a socket's address holds 107 bytes. */
static int connect_once(const struct data_dir *dir)
{
    int folder = open(dir->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/control.sock", folder);
    bool connected = folder >= 0 && fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    if (folder >= 0) {
        close(folder);
    }
    if (connected) {
        return fd;
    }
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}

/* A server that has just taken its lock opens its socket a moment later. */
static int connect_running(const struct data_dir *dir)
{
    int64_t until_ms = clock_mono_ms() + CONNECT_WAIT_MS;
    int fd = connect_once(dir);
    while (fd < 0 && clock_mono_ms() < until_ms) {
        struct timespec pause = {0, RETRY_MS * 1000000};
        nanosleep(&pause, NULL);
        fd = connect_once(dir);
    }
    return fd;
}

static bool send_line(int fd, struct str line)
{
    assert(line.n < CONTROL_LINE_BYTES);
    return send(fd, line.p, line.n, MSG_NOSIGNAL | MSG_MORE) == (ssize_t)line.n && send(fd, "\n", 1, MSG_NOSIGNAL) == 1;
}

static bool receive_line(int fd, struct buf *answer)
{
    char piece[1024];
    buf_clear(answer);
    for (;;) {
        ssize_t n = recv(fd, piece, sizeof piece, 0);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        const char *end = memchr(piece, '\n', (size_t)n);
        buf_add(answer, piece, end == NULL ? (size_t)n : (size_t)(end - piece));
        if (end != NULL || answer->overflow) {
            return !answer->overflow;
        }
    }
}

static bool ask_running(const struct data_dir *dir, struct str line, struct buf *answer,
                        char failure[CLI_FAILURE_BYTES])
{
    int fd = connect_running(dir);
    if (fd < 0) {
        return cli_fail(
            failure, "%s is in use by another tsubame that does not answer at %s; wait until it is done, or stop it.",
            dir->path, dir->control);
    }
    struct timeval patience = {.tv_sec = ANSWER_WAIT_S};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    bool answered = send_line(fd, line) && receive_line(fd, answer);
    close(fd);
    return answered ? true : cli_fail(failure, "the running server did not answer; look at its log, then try again.");
}

static bool run_here(struct data_dir *dir, struct str line, struct buf *answer, char failure[CLI_FAILURE_BYTES])
{
    bool started = data_dir_start(dir, failure);
    if (started) {
        control_execute(dir->lane, line, answer);
    }
    data_dir_close(dir);
    return started;
}

/* Takes the object out of {"done":{…}}, or the sentence out of {"refused":…}. */
static bool unwrap(struct buf *answer, char failure[CLI_FAILURE_BYTES])
{
    static const char done[] = "{\"done\":";
    if (str_starts(buf_view(answer), done)) {
        size_t head = sizeof done - 1;
        memmove(answer->p, answer->p + head, answer->n - head);
        answer->n -= head + 1;
        answer->p[answer->n] = '\0';
        return true;
    }
    struct json_faults faults = {0};
    struct json_in in;
    if (json_open(buf_view(answer), &in, &faults) != OK) {
        return cli_fail(failure, "the running server's answer is not understood; is it another version?");
    }
    struct str refusal = json_text(&in, "refused", JSON_REQUIRED, CLI_FAILURE_BYTES - 1);
    cli_fail(failure, "%.*s", (int)refusal.n, refusal.p);
    json_drop(&in);
    return false;
}

bool control_request(const char *data, struct str line, struct buf *answer, char failure[CLI_FAILURE_BYTES])
{
    struct data_dir dir;
    bool busy = false;
    bool asked;
    if (data_dir_open(&dir, data, &busy, failure)) {
        asked = run_here(&dir, line, answer, failure);
    } else {
        data_dir_close(&dir);
        asked = busy && ask_running(&dir, line, answer, failure);
    }
    return asked && unwrap(answer, failure);
}
