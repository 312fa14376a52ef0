/* Bare civetweb with the server's options, answering any request with the same bytes: what the library itself can do on this machine.
 *
 *   baseline_http PORT THREADS FILE      FILE holds the whole answer, head and body, as the server under test gave it.
 *
 * Prints "ready" and serves until its standard input ends. */
#include <civetweb.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "load/answers.h"

#include "base/banned.h"

static char *answer;
static size_t answer_n;

static int on_request(struct mg_connection *connection)
{
    return mg_write(connection, answer, answer_n) == (int)answer_n ? 200 : 500;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: baseline_http PORT THREADS FILE\n");
        return 2;
    }
    answer = answers_read_file(argv[3], &answer_n);
    char listen[32];
    (void)snprintf(listen, sizeof listen, "127.0.0.1:%s", argv[1]);
    /* As in base/httpd.c. */
    const char *options[] = {"listening_ports",
                             listen,
                             "num_threads",
                             argv[2],
                             "enable_keep_alive",
                             "yes",
                             "keep_alive_timeout_ms",
                             "500",
                             "request_timeout_ms",
                             "5000",
                             "tcp_nodelay",
                             "1",
                             "listen_backlog",
                             "1024",
                             "connection_queue",
                             "256",
                             "max_request_size",
                             "32768",
                             "decode_url",
                             "no",
                             "enable_directory_listing",
                             "no",
                             "enable_auth_domain_check",
                             "no",
                             "access_control_allow_origin",
                             "",
                             "access_control_allow_methods",
                             "",
                             "access_control_allow_headers",
                             "",
                             NULL};
    struct mg_callbacks callbacks = {.begin_request = on_request};
    mg_init_library(0);
    struct mg_context *context = mg_start(&callbacks, NULL, options);
    if (context == NULL) {
        fprintf(stderr, "baseline_http: civetweb did not start on %s\n", listen);
        return 1;
    }
    printf("ready\n");
    fflush(stdout);
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }
    mg_stop(context);
    free(answer);
    return 0;
}
