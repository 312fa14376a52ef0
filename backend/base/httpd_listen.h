/* Where the web server may listen, and what that takes: httpd.c's own. */
#pragma once

#include <netinet/in.h>
#include <stddef.h>

#include "base/err.h"

/* "127.0.0.1:8080" and nothing else: a list, an 's' (TLS crashes in the library), an 'r', another address or IPv6 is ERR_INVALID. */
enum err httpd_listen_parse(const char *listen, struct sockaddr_in *ret) NODISCARD;
/* ERR_CONFLICT: the port is in use. The library itself would only say that it did not start. */
enum err httpd_listen_try(const struct sockaddr_in *address) NODISCARD;
/* A stream holds a descriptor; the soft limit of most machines is 1,024. */
void httpd_listen_raise(int wanted);
/* The descriptor of the connection from remote_port to our port: the library tells it to nobody. −1: not found. */
int httpd_listen_socket(int port, int remote_port);
/* How many bytes wait there to be read at once. */
size_t httpd_listen_waiting(int fd);
/* Connects to the port and leaves: wakes whoever accepts there. */
void httpd_listen_knock(int port);
