/* See httpd_listen.h. */
#include "base/httpd_listen.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/httpd.h"

#include "base/banned.h"

bool httpd_is_loopback(struct str address)
{
    return str_starts(address, "127.");
}

/* "127.0.0.1:8080" and nothing else: a list, an 's' (TLS crashes in this library), an 'r' or IPv6 is refused. */
enum err httpd_listen_parse(const char *listen, struct sockaddr_in *ret)
{
    const char *colon = listen == NULL ? NULL : strrchr(listen, ':');
    char host[16];
    int64_t port = 0;
    if (colon == NULL || str_copy((struct str){listen, (size_t)(colon - listen)}, host, sizeof host) != OK ||
        str_int(str_of(colon + 1), 0, 65535, &port) != OK) {
        return ERR_INVALID;
    }
    memset(ret, 0, sizeof *ret);
    ret->sin_family = AF_INET;
    ret->sin_port = htons((uint16_t)port);
    if (inet_pton(AF_INET, host, &ret->sin_addr) != 1 || !httpd_is_loopback(str_of(host))) {
        return ERR_INVALID;
    }
    return OK;
}

/* The library only says "failed": find out beforehand, with its own socket options, whether the port is free. */
enum err httpd_listen_try(const struct sockaddr_in *address)
{
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return ERR_IO;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    int rc = bind(fd, (const struct sockaddr *)address, sizeof *address);
    if (rc == 0) {
        rc = listen(fd, 1);
    }
    int problem = errno;
    close(fd);
    if (rc == 0) {
        return OK;
    }
    return problem == EADDRINUSE ? ERR_CONFLICT : ERR_IO;
}

/* A stream holds a descriptor; the soft limit of most machines is 1,024. */
void httpd_listen_raise(int wanted)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < (rlim_t)wanted) {
        limit.rlim_cur = limit.rlim_max < (rlim_t)wanted ? limit.rlim_max : (rlim_t)wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static bool is_between(int fd, int port, int remote_port)
{
    struct sockaddr_in here = {.sin_family = AF_UNSPEC};
    struct sockaddr_in there = {.sin_family = AF_UNSPEC};
    socklen_t here_n = sizeof here;
    socklen_t there_n = sizeof there;
    return getsockname(fd, (struct sockaddr *)&here, &here_n) == 0 && here.sin_family == AF_INET &&
           ntohs(here.sin_port) == port && getpeername(fd, (struct sockaddr *)&there, &there_n) == 0 &&
           there.sin_family == AF_INET && ntohs(there.sin_port) == remote_port;
}

int httpd_listen_socket(int port, int remote_port)
{
    DIR *dir = opendir("/proc/self/fd");
    int found = -1;
    const struct dirent *entry = dir == NULL ? NULL : readdir(dir);
    while (entry != NULL && found < 0) {
        int64_t fd;
        if (str_int(str_of(entry->d_name), 0, INT32_MAX, &fd) == OK && is_between((int)fd, port, remote_port)) {
            found = (int)fd;
        }
        entry = readdir(dir);
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return found;
}

size_t httpd_listen_waiting(int fd)
{
    int n = 0;
    return fd >= 0 && ioctl(fd, FIONREAD, &n) == 0 && n > 0 ? (size_t)n : 0;
}

void httpd_listen_knock(int port)
{
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0) {
        int ignored = connect(fd, (struct sockaddr *)&address, sizeof address);
        (void)ignored;
        close(fd);
    }
}
