/* See helper.h. One socket carries both ways, so that no signal comes when the program is gone; posix_spawn, because a copy of a process with
 * hundreds of threads must do nothing but become another program. */
#include "base/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

#include "base/banned.h"

enum { FIRST_OTHER_FD = 3 };

struct talk {
    int fd;
    struct str input; /* what it has not taken yet */
    int64_t deadline_ms;
    unsigned char *out;
    size_t max;
    size_t n;
    bool ended;
};

static enum err start(const char *program, int fd, pid_t *ret)
{
    posix_spawn_file_actions_t actions;
    char *const arguments[] = {(char[]){"helper"}, NULL};
    char *const environment[] = {NULL};
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return ERR_IO;
    }
    int rc = posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
    rc = rc == 0 ? posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO) : rc;
    rc = rc == 0 ? posix_spawn_file_actions_addclosefrom_np(&actions, FIRST_OTHER_FD) : rc;
    rc = rc == 0 ? posix_spawn(ret, program, &actions, NULL, arguments, environment) : rc;
    posix_spawn_file_actions_destroy(&actions);
    return rc == 0 ? OK : ERR_IO;
}

static bool is_passing(ssize_t rc)
{
    return rc < 0 && (errno == EAGAIN || errno == EINTR);
}

static void give(struct talk *talk)
{
    ssize_t rc = send(talk->fd, talk->input.p, talk->input.n, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (rc < 0 && !is_passing(rc)) {
        talk->input.n = 0; /* it takes nothing more: its answer may stand all the same */
    } else if (rc > 0) {
        talk->input.p += rc;
        talk->input.n -= (size_t)rc;
    }
    if (talk->input.n == 0) {
        shutdown(talk->fd, SHUT_WR);
    }
}

static enum err take(struct talk *talk)
{
    unsigned char more;
    bool full = talk->n == talk->max;
    ssize_t rc = full ? recv(talk->fd, &more, 1, MSG_DONTWAIT)
                      : recv(talk->fd, talk->out + talk->n, talk->max - talk->n, MSG_DONTWAIT);
    if (rc > 0 && full) {
        return ERR_LIMIT;
    }
    talk->n += rc > 0 ? (size_t)rc : 0;
    talk->ended = rc == 0 || (rc < 0 && !is_passing(rc));
    return OK;
}

static enum err converse(struct talk *talk)
{
    enum err err = OK;
    if (talk->input.n == 0) {
        shutdown(talk->fd, SHUT_WR);
    }
    while (err == OK && !talk->ended) {
        int64_t left_ms = talk->deadline_ms - clock_mono_ms();
        struct pollfd wanted = {.fd = talk->fd, .events = (short)(POLLIN | (talk->input.n > 0 ? POLLOUT : 0))};
        int rc = left_ms <= 0 ? 0 : poll(&wanted, 1, (int)left_ms);
        if (rc == 0) {
            return ERR_LIMIT;
        }
        if (rc > 0 && (wanted.revents & POLLOUT) != 0 && talk->input.n > 0) {
            give(talk);
        }
        if (rc > 0 && (wanted.revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
            err = take(talk);
        }
    }
    return err;
}

enum err helper_run(const char *program, struct str input, int64_t wait_ms, unsigned char *out, size_t max,
                    size_t *ret_n)
{
    int ends[2];
    pid_t pid;
    *ret_n = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return ERR_IO;
    }
    enum err err = start(program, ends[1], &pid);
    close(ends[1]);
    if (err == OK) {
        struct talk talk = {
            .fd = ends[0], .input = input, .deadline_ms = clock_mono_ms() + wait_ms, .out = out, .max = max};
        err = converse(&talk);
        *ret_n = talk.n;
        kill(pid, SIGKILL);
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    close(ends[0]);
    return err;
}
