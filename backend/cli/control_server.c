/* The listening side of DATA/control.sock: see control.h. One thread, one request at a time, everything bounded. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "cli/control.h"

#include "base/banned.h"

enum { REQUEST_WAIT_S = 2, BACKLOG = 16 };

struct control_server {
    pthread_t thread;
    int listening;
    int stop;
    struct lane *lane;
    char path[sizeof((struct data_dir *)0)->control];
    char line[CONTROL_LINE_BYTES];
    char answer[CONTROL_LINE_BYTES];
};

/* The folder is 0700 and the socket 0600; this says it once more, for a folder whose mode was changed. */
static bool is_ours(int fd)
{
    struct ucred peer;
    socklen_t n = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 && (peer.uid == geteuid() || peer.uid == 0);
}

/* One line without its break; empty when none came in time or it is too long. */
static struct str read_line(struct control_server *server, int fd)
{
    size_t n = 0;
    while (n < sizeof server->line) {
        ssize_t more = recv(fd, server->line + n, sizeof server->line - n, 0);
        if (more <= 0) {
            break;
        }
        char *end = memchr(server->line + n, '\n', (size_t)more);
        if (end != NULL) {
            return (struct str){server->line, (size_t)(end - server->line)};
        }
        n += (size_t)more;
    }
    return STR("");
}

static void serve_one(struct control_server *server, int fd)
{
    struct timeval patience = {.tv_sec = REQUEST_WAIT_S};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (!is_ours(fd)) {
        return;
    }
    struct str line = read_line(server, fd);
    if (line.n == 0) {
        return;
    }
    struct buf answer;
    buf_init(&answer, server->answer, sizeof server->answer - 1); /* the line break behind it has its place */
    control_execute(server->lane, line, &answer);
    assert(answer.n + 1 < sizeof server->answer);
    server->answer[answer.n] = '\n';
    ssize_t sent = send(fd, server->answer, answer.n + 1, MSG_NOSIGNAL);
    (void)sent; /* what was committed stays so; who did not hear it asks again */
}

static void *control_main(void *arg)
{
    struct control_server *server = arg;
    struct pollfd waited[] = {{.fd = server->listening, .events = POLLIN}, {.fd = server->stop, .events = POLLIN}};
    for (;;) {
        if (poll(waited, 2, -1) < 0 && errno != EINTR) {
            return NULL;
        }
        if (waited[1].revents != 0) {
            return NULL;
        }
        int fd = waited[0].revents != 0 ? accept4(server->listening, NULL, NULL, SOCK_CLOEXEC) : -1;
        if (fd >= 0) {
            serve_one(server, fd);
            close(fd);
        }
    }
}

/* Binds by the folder's descriptor, as control.c connects; an old socket of a killed server is taken away: the lock is ours. */
static int listen_at(const struct data_dir *dir)
{
    int folder = open(dir->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/control.sock", folder);
    unlink(dir->control);
    bool bound = folder >= 0 && fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    bool ready = bound && chmod(dir->control, 0600) == 0 && listen(fd, BACKLOG) == 0;
    if (folder >= 0) {
        close(folder);
    }
    if (ready) {
        return fd;
    }
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}

bool control_listen(const struct data_dir *dir, struct control_server **ret, char failure[CLI_FAILURE_BYTES])
{
    assert(dir->lock_fd >= 0);
    struct control_server *server = calloc(1, sizeof *server);
    int listening = server == NULL ? -1 : listen_at(dir);
    int stop = eventfd(0, EFD_CLOEXEC);
    if (listening < 0 || stop < 0) {
        free(server);
        return cli_fail(failure, "%s cannot be opened (%s); check who owns the folder.", dir->control, strerror(errno));
    }
    server->listening = listening;
    server->stop = stop;
    server->lane = dir->lane;
    memcpy(server->path, dir->control, sizeof server->path);
    if (pthread_create(&server->thread, NULL, control_main, server) != 0) {
        free(server);
        return cli_fail(failure, "no thread for %s; is the limit of processes reached?", dir->control);
    }
    *ret = server;
    return true;
}

void control_close(struct control_server *server)
{
    if (server == NULL) {
        return;
    }
    uint64_t one = 1;
    ssize_t told = write(server->stop, &one, sizeof one);
    assert(told == (ssize_t)sizeof one);
    pthread_join(server->thread, NULL);
    unlink(server->path);
    close(server->listening);
    close(server->stop);
    free(server);
}
