/* See serve.h. */
#include "cli/serve.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/secret.h"
#include "cli/control.h"
#include "cli/files.h"

#include "base/banned.h"

enum { READERS = 16, LAST_RESORT_S = 10 };

struct serve {
    struct conf conf;
    struct serve_broker broker;
    struct data_dir dir;
    struct serve_parts parts;
    struct control_server *control;
    void *opened[SERVE_DOORS_MAX];
};

const struct cli_option serve_options[CLI_OPTIONS_MAX] = {
    {"data", "DIR", "the data folder of 'tsubame init' or 'tsubame demo'", true},
    {"listen", "ADDRESS", "where to answer (127.0.0.1:8080); loopback only, port 0 takes a free one", false},
    {"mqtt", "URL", "the broker, for example mqtt://127.0.0.1:1884", false},
    {"credentials", "FILE", "JSON {broker,username,password} of the server at the broker, mode 0600", false},
    {"clock-file", "FILE", "test data only: time is what this file says (RFC 3339)", false},
    {"config", "FILE", "settings; the options above win over it", false},
};

static bool take(const struct cli *cli, const char *name, char place[CONF_TEXT_BYTES], char failure[CLI_FAILURE_BYTES])
{
    const char *value = cli_text(cli, name);
    if (value == NULL || str_copy(str_of(value), place, CONF_TEXT_BYTES) == OK) {
        return true;
    }
    return cli_fail(failure, "--%s is longer than %d bytes.", name, CONF_TEXT_BYTES - 1);
}

static bool read_settings(const struct cli *cli, struct conf *conf, char failure[CLI_FAILURE_BYTES])
{
    char problem[256];
    const char *path = cli_text(cli, "config");
    conf_init(conf);
    if (path != NULL && conf_read(path, conf, problem) != OK) {
        return cli_fail(failure, "%s Correct the file of --config, or leave it out.", problem);
    }
    return take(cli, "listen", conf->listen, failure) && take(cli, "mqtt", conf->mqtt, failure) &&
           take(cli, "credentials", conf->credentials, failure) && take(cli, "clock-file", conf->clock_file, failure);
}

/* `broker` may be left out of the file when --mqtt says it. */
static bool decode_credentials(const struct conf *conf, struct str json, struct serve_broker *ret,
                               char failure[CLI_FAILURE_BYTES])
{
    struct json_faults faults = {0};
    struct json_in in;
    if (json_open(json, &in, &faults) != OK) {
        return cli_fail(failure, "%s is no JSON object; it holds {\"broker\":…,\"username\":…,\"password\":…}.",
                        conf->credentials);
    }
    struct str url = json_text(&in, "broker", JSON_OPTIONAL, sizeof ret->url - 1);
    struct str username = json_text(&in, "username", JSON_REQUIRED, sizeof ret->username - 1);
    struct str password = json_text(&in, "password", JSON_REQUIRED, sizeof ret->password - 1);
    bool fits = faults.n == 0 && str_copy(username, ret->username, sizeof ret->username) == OK &&
                str_copy(password, ret->password, sizeof ret->password) == OK;
    if (ret->url[0] == '\0') {
        fits = str_copy(url, ret->url, sizeof ret->url) == OK && fits;
    }
    if (json_close(&in) == OK && fits && ret->url[0] != '\0') {
        return true;
    }
    if (faults.n > 0) {
        return cli_fail(failure, "%s: %s is not right (%s); it holds {\"broker\":…,\"username\":…,\"password\":…}.",
                        conf->credentials, faults.list[0].pointer, faults.list[0].code);
    }
    return cli_fail(failure, "%s names no broker; add it, or give --mqtt.", conf->credentials);
}

static bool read_credentials(const struct conf *conf, struct serve_broker *ret, char failure[CLI_FAILURE_BYTES])
{
    char text[4096];
    struct buf buf;
    enum err err = str_copy(str_of(conf->mqtt), ret->url, sizeof ret->url);
    assert(err == OK);
    if (conf->credentials[0] == '\0') {
        return true;
    }
    buf_init(&buf, text, sizeof text);
    bool good = files_read(conf->credentials, true, &buf, failure) &&
                decode_credentials(conf, buf_view(&buf), ret, failure);
    secret_wipe(text, sizeof text);
    return good;
}

/* Time from a file is for test data alone: in a nursery a stopped clock is a lie about where a child was. */
static bool follow_clock(const struct serve *serve, char failure[CLI_FAILURE_BYTES])
{
    const char *path = serve->conf.clock_file;
    if (path[0] == '\0') {
        return true;
    }
    if (!serve->dir.test) {
        return cli_fail(failure, "--clock-file is refused: %s was not made with --test. Leave it out.",
                        serve->dir.path);
    }
    enum err err = clock_follow_file(path);
    return err == OK ? true
                     : cli_fail(failure, "%s %s.", path,
                                err == ERR_INVALID ? "holds no RFC 3339 instant" : "cannot be read; make it first");
}

static bool open_data(struct serve *serve, const char *path, char failure[CLI_FAILURE_BYTES])
{
    if (!data_dir_open(&serve->dir, path, NULL, failure) || !data_dir_prepare(&serve->dir, failure)) {
        return false;
    }
    if (!serve->dir.filled) {
        return cli_fail(
            failure, "%s was not filled to its end; remove it and make it again with 'tsubame init' or 'tsubame demo'.",
            path);
    }
    if (!follow_clock(serve, failure) || !data_dir_start(&serve->dir, failure)) {
        return false;
    }
    if (readers_open(serve->dir.database, READERS, &serve->parts.readers) != OK) {
        return cli_fail(failure, "%s cannot be opened for reading; run 'tsubame verify'.", serve->dir.database);
    }
    return true;
}

static bool open_doors(struct serve *serve, const struct serve_door *doors, size_t doors_n,
                       char failure[CLI_FAILURE_BYTES])
{
    for (size_t i = 0; i < doors_n; i++) {
        if (!doors[i].start(&serve->parts, &serve->opened[i], failure)) {
            log_event(LOG_ERROR, "door_failed", LOG_TEXT("door", doors[i].name));
            return false;
        }
    }
    return control_listen(&serve->dir, &serve->control, failure);
}

/* Newest first: nothing new comes in, then what is under way ends, then the lane writes the last of it. */
static void close_all(struct serve *serve, const struct serve_door *doors, size_t doors_n)
{
    control_close(serve->control);
    if (serve->dir.changes != NULL) {
        changes_stop(serve->dir.changes);
    }
    for (size_t i = doors_n; i-- > 0;) {
        if (serve->opened[i] != NULL) {
            doors[i].stop(serve->opened[i]);
        }
    }
    readers_close(serve->parts.readers);
    data_dir_close(&serve->dir);
    secret_wipe(&serve->broker, sizeof serve->broker);
}

static void say_ready(const struct cli *cli, const struct serve *serve)
{
    char text[128];
    struct buf buf;
    struct json_out out;
    if (!cli->json) {
        cli_say(cli, "ready http://127.0.0.1:%d\n", serve->parts.port);
        return;
    }
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_int(&out, "ready", serve->parts.port);
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
}

/* Every open stream holds a descriptor. */
static void raise_limits(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static void signals_of_end(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
}

int serve_run(const struct cli *cli, const struct serve_door *doors, size_t doors_n)
{
    static struct serve serve = {.dir = {.lock_fd = -1}};
    char failure[CLI_FAILURE_BYTES];
    int64_t started_ms = clock_mono_ms();
    sigset_t end;
    int signal_number = 0;
    assert(doors_n <= SERVE_DOORS_MAX);
    serve.parts = (struct serve_parts){.dir = &serve.dir, .conf = &serve.conf, .broker = &serve.broker};
    signals_of_end(&end);
    pthread_sigmask(SIG_BLOCK, &end, NULL); /* before any thread starts: only sigwait hears them */
    raise_limits();
    bool open = read_settings(cli, &serve.conf, failure) && read_credentials(&serve.conf, &serve.broker, failure) &&
                open_data(&serve, cli_text(cli, "data"), failure) && open_doors(&serve, doors, doors_n, failure);
    if (open) {
        log_event(LOG_INFO, "ready", LOG_INT("port", serve.parts.port),
                  LOG_INT("start_ms", clock_mono_ms() - started_ms));
        say_ready(cli, &serve);
        while (sigwait(&end, &signal_number) != 0) {
        }
        log_event(LOG_INFO, "stopping", LOG_INT("signal", signal_number));
        pthread_sigmask(SIG_UNBLOCK, &end,
                        NULL); /* a second signal ends it at once; the log of SQLite keeps what is committed */
        alarm(LAST_RESORT_S);
    }
    close_all(&serve, doors, doors_n);
    if (!open) {
        return cli_refuse(cli, "%s", failure);
    }
    log_plain(LOG_INFO, "stopped");
    return CLI_DONE;
}
