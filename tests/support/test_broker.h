/* A real mosquitto for C tests, on a free port of loopback, that can be killed and started again. */
#ifndef SUPPORT_TEST_BROKER_H
#define SUPPORT_TEST_BROKER_H

#include <stdint.h>
#include <sys/types.h>

struct test_broker {
    pid_t pid;
    int port;
    char conf[512];
};

/* Chooses a port and writes the configuration, with `more` appended (NULL: anybody may do anything). Starts nothing. */
void test_broker_prepare(struct test_broker *broker, const char *more);
/* Starts it and returns when it takes connections. */
void test_broker_start(struct test_broker *broker);
/* kill -9, and gone when this returns. */
void test_broker_kill(struct test_broker *broker);

#endif
