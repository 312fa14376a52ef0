/* tsubame serve: the frame of the running server. It takes the folder, opens the doors that main.c hands it in their order, says that
 * it is ready, waits for SIGTERM or SIGINT, and closes the doors the other way round. It knows no door. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "cli/cli.h"
#include "cli/data_dir.h"
#include "conf.h"
#include "store/readers.h"

/* The server's name and password at the broker, out of the credentials file. */
struct serve_broker {
    char url[CONF_TEXT_BYTES]; /* "": the server runs without a broker */
    char username[128];        /* "": nobody in particular */
    char password[256];
};

/* What a door may work with; all of it outlives the door. */
struct serve_parts {
    struct data_dir *dir;
    struct readers *readers;
    const struct conf *conf;
    const struct serve_broker *broker;
    int port; /* set by the HTTP door: what "ready" says; 0 none */
};

struct serve_door {
    const char *name;
    /* false: failure says why in one sentence. *ret NULL with true: this door is not needed here. */
    bool (*start)(struct serve_parts *parts, void **ret, char failure[CLI_FAILURE_BYTES]);
    void (*stop)(void *door);
};

enum { SERVE_DOORS_MAX = 8 };

/* Runs until it is told to stop; the exit code. */
int serve_run(const struct cli *cli, const struct serve_door *doors, size_t doors_n);

/* The options of the command; main.c makes the command of them. */
extern const struct cli_option serve_options[CLI_OPTIONS_MAX];
