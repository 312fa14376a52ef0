/* The shell around the web server: what it listens on, one handler, and how it stops. What it refuses over the wire is in tests/api. */
#include "base/httpd.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/test.h"

static void answer(struct httpd_exchange *exchange)
{
    char body[64];
    char text[256];
    if (exchange->body_bytes >= sizeof body || (exchange->body_bytes > 0 && httpd_read_body(exchange, body) != OK)) {
        return;
    }
    int n = snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n%s\r\n%.*s", exchange->path.n,
                     httpd_closes(exchange) ? "Connection: close\r\n" : "", (int)exchange->path.n, exchange->path.p);
    httpd_send(exchange, (struct str){text, (size_t)n});
}

static enum err start(const char *listen_on, struct httpd **ret, char failure[256])
{
    struct httpd_options options = {.listen = listen_on, .streams_max = 4, .body_bytes_max = 100, .answer = answer};
    return httpd_start(&options, ret, failure);
}

static void talk(int port, const char *request, char *out, size_t out_bytes)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    size_t n = 0;
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_INT(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    EXPECT_INT(write(fd, request, strlen(request)), (ssize_t)strlen(request));
    for (ssize_t got = 1; got > 0 && n<out_bytes - 1; n += got> 0 ? (size_t)got : 0) {
        got = read(fd, out + n, out_bytes - 1 - n);
    }
    out[n] = '\0';
    close(fd);
}

TEST("only a plain loopback address and a port is listened on")
{
    static const char *const bad[] = {"",
                                      "8080",
                                      "127.0.0.1",
                                      "127.0.0.1:",
                                      "127.0.0.1:8080s",
                                      "0.0.0.0:0",
                                      "192.168.0.1:0",
                                      "[::1]:8080",
                                      "localhost:8080",
                                      "127.0.0.1:0,127.0.0.1:0",
                                      "127.0.0.1:70000",
                                      "127.0.0.1:+80",
                                      "127.0.0.1:8080r",
                                      "127.0.0.1.5:80"};
    struct httpd *httpd = NULL;
    char failure[256];
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        EXPECT_INT(start(bad[i], &httpd, failure), ERR_INVALID);
        EXPECT_NULL(httpd);
        EXPECT(strstr(failure, "loopback") != NULL);
    }
    EXPECT_INT(start(NULL, &httpd, failure), ERR_INVALID);
}

TEST("port 0 becomes a real one, and a second server on it is told that it is in use")
{
    struct httpd *httpd = NULL;
    struct httpd *second = NULL;
    char failure[256];
    char listen_on[32];
    EXPECT_OK(start("127.0.0.1:0", &httpd, failure));
    EXPECT(httpd_port(httpd) > 0);
    snprintf(listen_on, sizeof listen_on, "127.0.0.1:%d", httpd_port(httpd));
    EXPECT_INT(start(listen_on, &second, failure), ERR_CONFLICT);
    EXPECT_NULL(second);
    EXPECT(strstr(failure, "in use") != NULL);
    httpd_stop(httpd);
    EXPECT_OK(start(listen_on, &second, failure));
    httpd_stop(second);
    httpd_stop(NULL);
}

TEST("a handler answers; without a refuse function the gate answers by itself")
{
    struct httpd *httpd = NULL;
    char failure[256];
    char text[2048];
    EXPECT_OK(start("127.0.0.1:0", &httpd, failure));
    talk(httpd_port(httpd), "GET /a/b?c=d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", text, sizeof text);
    EXPECT(strstr(text, "HTTP/1.1 200 OK") == text);
    EXPECT(strstr(text, "\r\n\r\n/a/b") != NULL);
    EXPECT(strstr(text, "Connection: close") != NULL);
    talk(httpd_port(httpd), "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", text,
         sizeof text);
    EXPECT(strstr(text, "HTTP/1.1 200 OK") == text);
    talk(httpd_port(httpd), "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n", text, sizeof text);
    EXPECT(strstr(text, "HTTP/1.1 413 ") == text);
    EXPECT(strstr(text, "application/problem+json") != NULL);
    talk(httpd_port(httpd), "GET /../x HTTP/1.1\r\nHost: x\r\n\r\n", text, sizeof text);
    EXPECT(strstr(text, "HTTP/1.1 400 ") == text);
    talk(httpd_port(httpd), "NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n", text, sizeof text);
    EXPECT(strstr(text, "HTTP/1.1 405 ") == text);
    httpd_stop(httpd);
}

TEST("a client that waits for 100 Continue is told to go on")
{
    struct httpd *httpd = NULL;
    char failure[256];
    char text[2048];
    EXPECT_OK(start("127.0.0.1:0", &httpd, failure));
    talk(httpd_port(httpd),
         "POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
         text, sizeof text);
    EXPECT(strstr(text, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK") == text);
    httpd_stop(httpd);
}
