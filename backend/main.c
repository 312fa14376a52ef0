/* tsubame: the server and the operator's commands. The one place that knows every door; what a door is stands in its own folder. */
#include <assert.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/secret.h"
#include "cli/backup.h"
#include "cli/cli.h"
#include "cli/demo.h"
#include "cli/export_nursery.h"
#include "cli/files.h"
#include "cli/export.h"
#include "cli/gateway.h"
#include "cli/gateway_pair.h"
#include "cli/init.h"
#include "cli/policy.h"
#include "cli/roll_over.h"
#include "cli/serve.h"
#include "cli/verify.h"
#include "cli/verify_draw.h"
#include "cli/what_if.h"
#include "cli/what_if_extension.h"
#include "cli/what_if_return_date.h"
#include "cli/what_if_staffing.h"
#include "cli/what_if_replay.h"
#include "http/server.h"
#include "http/vacancy_snapshot.h"
#include "core/push.h"
#include "mail/mail_door.h"
#include "mail/push_door.h"
#include "mqtt/roster_publisher.h"
#include "mqtt/tap_listener.h"
#include "work/agenda_watch.h"
#include "work/missing_watch.h"
#include "work/work.h"

#include "base/banned.h"

static const char version[] = "0.1.0";

struct people_door {
    struct vacancy_snapshot *vacancies;
    struct server *server;
};

static void people_stop(void *arg)
{
    struct people_door *door = arg;
    server_stop(door->server);
    vacancy_snapshot_close(door->vacancies);
    free(door);
}

/* The services that telephones may be reached through; NULL: none. */
static const char *push_services(const struct conf *conf)
{
    return conf->push_contact[0] == '\0'    ? NULL
           : conf->push_services[0] == '\0' ? PUSH_SERVICES_USUAL
                                            : conf->push_services;
}

/* Where a box that is paired will find the broker. */
static const char *entrances_broker(const struct serve_parts *parts)
{
    if (parts->conf->entrances_mqtt[0] != '\0') {
        return parts->conf->entrances_mqtt;
    }
    return parts->broker->url[0] != '\0' ? parts->broker->url : "mqtt://127.0.0.1:1884";
}

/* It lies beside this program. */
static const char *photo_program(void)
{
    static char path[PATH_MAX];
    static const char name[] = "tsubame-photo";
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - sizeof name);
    while (n > 0 && path[n - 1] != '/') {
        n--;
    }
    memcpy(path + (n < 0 ? 0 : n), name, sizeof name);
    return path;
}

static void fill_options(const struct serve_parts *parts, struct server_options *options)
{
    const struct conf *conf = parts->conf;
    _Static_assert(sizeof options->rates / sizeof options->rates[0] == CONF_RATES,
                   "one rate of the settings for each of the door");
    *options = (struct server_options){.listen = conf->listen,
                                       .streams_max = conf->streams_max,
                                       .behind_tls = conf->behind_tls,
                                       .proxy = conf->proxy[0] == '\0' ? NULL : conf->proxy,
                                       .unlimited = parts->dir->demo || parts->dir->test,
                                       .demo = parts->dir->demo,
                                       .version = version,
                                       .photo_program = photo_program(),
                                       .entrances_broker = entrances_broker(parts),
                                       .push_services = push_services(parts->conf),
                                       .lane = parts->dir->lane,
                                       .readers = parts->readers,
                                       .changes = parts->dir->changes,
                                       .keys = parts->dir->keys};
    for (size_t i = 0; i < CONF_RATES; i++) {
        options->rates[i] = (struct server_rate){conf->rates[i].per_minute, conf->rates[i].burst};
    }
}

static bool people_start(struct serve_parts *parts, void **ret, char failure[CLI_FAILURE_BYTES])
{
    struct server_options options;
    char problem[256] = "";
    struct people_door *door = calloc(1, sizeof *door);
    if (door == NULL || vacancy_snapshot_open(parts->readers, &door->vacancies) != OK) {
        free(door);
        return cli_fail(failure, "the vacancies cannot be read; run 'tsubame verify'.");
    }
    fill_options(parts, &options);
    options.vacancies = door->vacancies;
    enum err err = server_start(&options, &door->server, problem);
    if (err != OK) {
        people_stop(door);
        return err == ERR_CONFLICT
                   ? cli_fail(failure, "%s is in use by another program; stop it, or give another --listen.",
                              options.listen)
                   : cli_fail(failure, "%s", problem);
    }
    parts->port = server_port(door->server);
    *ret = door;
    return true;
}

struct readers_door {
    struct tap_listener *listener;
    struct roster_publisher *rosters;
};

static void readers_stop(void *arg)
{
    struct readers_door *door = arg;
    roster_publisher_stop(door->rosters);
    tap_listener_stop(door->listener);
    free(door);
}

/* A municipality without a broker (a rehearsal, a restore looked into) is served all the same. */
static bool readers_start(struct serve_parts *parts, void **ret, char failure[CLI_FAILURE_BYTES])
{
    char problem[256] = "";
    const struct serve_broker *broker = parts->broker;
    if (broker->url[0] == '\0') {
        return true;
    }
    struct readers_door *door = calloc(1, sizeof *door);
    const struct tap_listener_options options = {.url = broker->url,
                                                 .username = broker->username,
                                                 .password = broker->password,
                                                 .accounts = parts->conf->accounts,
                                                 .lane = parts->dir->lane,
                                                 .readers = parts->readers,
                                                 .changes = parts->dir->changes,
                                                 .keys = parts->dir->keys};
    if (door == NULL || tap_listener_start(&options, &door->listener, problem) != OK) {
        free(door);
        return cli_fail(failure, "%s", problem);
    }
    if (roster_publisher_start(&options, door->listener, &door->rosters) != OK) {
        readers_stop(door);
        return cli_fail(failure, "no thread for the rosters; is the limit of processes reached?");
    }
    *ret = door;
    return true;
}

static void clock_stop(void *arg)
{
    work_stop(arg);
}

static bool clock_start(struct serve_parts *parts, void **ret, char failure[CLI_FAILURE_BYTES])
{
    struct work *work = NULL;
    if (work_start(parts->dir->lane, parts->readers, &work) != OK) {
        return cli_fail(failure, "no thread for what happens by itself; is the limit of processes reached?");
    }
    *ret = work;
    return true;
}

static void agenda_stop(void *arg)
{
    agenda_watch_stop(arg);
}

static bool agenda_start(struct serve_parts *parts, void **ret, char failure[CLI_FAILURE_BYTES])
{
    struct agenda_watch *watch = NULL;
    if (agenda_watch_start(parts->dir->lane, parts->readers, &watch) != OK) {
        return cli_fail(failure, "no thread for offers and decisions; is the limit of processes reached?");
    }
    *ret = watch;
    return true;
}

static void watch_stop(void *arg)
{
    missing_watch_stop(arg);
}

static bool watch_start(struct serve_parts *parts, void **ret, char failure[CLI_FAILURE_BYTES])
{
    struct missing_watch *watch = NULL;
    if (missing_watch_start(parts->dir->lane, parts->readers, &watch) != OK) {
        return cli_fail(failure, "no thread for the watch over missing children; is the limit of processes reached?");
    }
    *ret = watch;
    return true;
}

static void mail_stop(void *arg)
{
    mail_door_stop(arg);
}

/* The first line of the file, or nothing when none is named. */
static bool read_password(const char *path, char *password, size_t bytes, char failure[CLI_FAILURE_BYTES])
{
    struct buf buf;
    buf_init(&buf, password, bytes);
    if (path[0] != '\0' && !files_read(path, true, &buf, failure)) {
        return false;
    }
    password[strcspn(password, "\r\n")] = '\0';
    return true;
}

/* Without a mail server families are told by the pages alone; what there is to tell is kept for as long as it would be sent. */
static bool mail_start(struct serve_parts *parts, void **ret, char failure[CLI_FAILURE_BYTES])
{
    const struct conf *conf = parts->conf;
    char password[CONF_TEXT_BYTES] = "";
    char problem[256] = "";
    struct sender sender;
    struct mail_door *door = NULL;
    if (conf->mail_server[0] == '\0') {
        log_event(LOG_INFO, "mail_off",
                  LOG_TEXT("next", "to tell families by mail, name a server under [mail] of --config"));
        return true;
    }
    if (!read_password(conf->mail_password_file, password, sizeof password, failure)) {
        return false;
    }
    bool good = sender_read(conf, password[0] != '\0', &sender, problem);
    const struct mail_door_options options = {.sender = &sender,
                                              .ca_file = conf->mail_ca_file,
                                              .user = conf->mail_user,
                                              .password = password,
                                              .lane = parts->dir->lane,
                                              .readers = parts->readers};
    enum err err = good ? mail_door_start(&options, &door) : ERR_INVALID;
    secret_wipe(password, sizeof password);
    *ret = door;
    return err == OK ||
           cli_fail(failure, "%s", good ? "[mail] cannot be used: no thread, or no such TLS file." : problem);
}

static void push_stop(void *arg)
{
    push_door_stop(arg);
}

static bool is_contact(const char *text)
{
    struct str contact = str_of(text);
    return (str_starts(contact, "mailto:") || str_starts(contact, "https://")) && str_made_of(contact, ":/.@-_+");
}

static bool push_start(struct serve_parts *parts, void **ret, char failure[CLI_FAILURE_BYTES])
{
    const struct conf *conf = parts->conf;
    struct push_door *door = NULL;
    const struct push_door_options options = {
        .services = push_services(conf),
        .contact = conf->push_contact,
        .ca_file = conf->push_ca_file,
        .loopback = strcmp(conf->push_loopback, "yes") == 0,
        .keys = parts->dir->keys,
        .lane = parts->dir->lane,
        .readers = parts->readers,
    };
    if (options.services == NULL) {
        log_event(LOG_INFO, "push_off",
                  LOG_TEXT("next", "to tell telephones on their own screen, name a contact under [push] of --config"));
        return true;
    }
    if (!is_contact(conf->push_contact)) {
        return cli_fail(failure, "[push] contact is an address that begins with mailto: or https://");
    }
    enum err err = push_door_start(&options, &door);
    *ret = door;
    return err == OK || cli_fail(failure, "[push] cannot be used: no thread, or no such TLS file.");
}

/* In the order in which they open. */
static const struct serve_door doors[] = {
    {"http", people_start, people_stop}, {"mqtt", readers_start, readers_stop}, {"work", clock_start, clock_stop},
    {"watch", watch_start, watch_stop},  {"agenda", agenda_start, agenda_stop}, {"mail", mail_start, mail_stop},
    {"push", push_start, push_stop},
};

static int run_serve(const struct cli *cli)
{
    return serve_run(cli, doors, sizeof doors / sizeof doors[0]);
}

int main(int argc, char **argv)
{
    static struct cli_command serve_command = {
        .name = "serve",
        .summary = "the server, until SIGTERM or Ctrl-C",
        .help = "Answers on loopback; a proxy with TLS stands in front. Prints 'ready http://…' when it does. Without "
                "--mqtt and without\n"
                "--credentials it runs without a broker: no taps come in, everything else works.",
        .run = run_serve,
    };
    static const struct cli_command *const commands[] = {
        &serve_command,
        &init_command,
        &demo_command,
        &gateway_enrol_command,
        &gateway_pair_command,
        &gateway_confirm_command,
        &gateway_revoke_command,
        &gateway_list_command,
        &roll_over_command,
        &verify_command,
        &backup_command,
        &restore_command,
        &export_attendance_command,
        &export_extension_command,
        &what_if_extension_command,
        &what_if_return_date_command,
        &what_if_staffing_command,
        &policy_check_command,
        &policy_load_command,
        &policy_list_command,
        &policy_show_command,
        &policy_schema_command,
        &what_if_window_command,
        &what_if_age_command,
        &what_if_care_rooms_command,
        &what_if_waitlist_command,
        &what_if_replay_command,
        &what_if_fee_command,
        &verify_draw_command,
        &export_sick_care_command,
        &export_settlement_command,
        &export_same_day_command,
        &export_promotions_command,
        &export_open_data_command,
    };
    memcpy(serve_command.options, serve_options, sizeof serve_command.options);
    umask(077); /* whatever is made here is this user's alone */
    signal(SIGPIPE, SIG_IGN);
    secret_init();
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("tsubame %s\n", version);
        return CLI_DONE;
    }
    return cli_main(argc, argv, commands, sizeof commands / sizeof commands[0]);
}
