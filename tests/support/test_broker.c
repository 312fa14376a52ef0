/* See test_broker.h. */
#include "test_broker.h"

#include <arpa/inet.h>
#include <assert.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

static struct sockaddr_in address(int port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

static int free_port(void)
{
    struct sockaddr_in a = address(0);
    socklen_t n = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int ok = fd >= 0 && bind(fd, (struct sockaddr *)&a, sizeof a) == 0 &&
             getsockname(fd, (struct sockaddr *)&a, &n) == 0;
    assert(ok);
    close(fd);
    return ntohs(a.sin_port);
}

void test_broker_prepare(struct test_broker *broker, const char *more)
{
    *broker = (struct test_broker){.port = free_port()};
    snprintf(broker->conf, sizeof broker->conf, "%s", test_path("mosquitto.conf"));
    FILE *f = fopen(broker->conf, "w");
    assert(f);
    fprintf(f, "listener %d 127.0.0.1\npersistence false\nuser root\nmax_packet_size 393216\nlog_type error\n%s\n",
            broker->port, more ? more : "allow_anonymous true");
    fclose(f);
}

static int answers(int port)
{
    struct sockaddr_in a = address(port);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int ok = fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof a) == 0;
    close(fd);
    return ok;
}

void test_broker_start(struct test_broker *broker)
{
    broker->pid = fork();
    assert(broker->pid >= 0);
    if (broker->pid == 0) {
        execlp("mosquitto", "mosquitto", "-c", broker->conf, (char *)NULL);
        _exit(127);
    }
    for (int tries = 0; !answers(broker->port); tries++) {
        assert(tries < 500);
        poll(NULL, 0, 10); /* until the condition holds, at most five seconds */
    }
}

void test_broker_kill(struct test_broker *broker)
{
    kill(broker->pid, SIGKILL);
    waitpid(broker->pid, NULL, 0);
    broker->pid = 0;
}
