/* `tsubame-gateway --pair CODE --server URL`: makes this box's keys, offers their public halves, shows the number that the head compares, and when the
 * head has confirmed, writes the credentials. See wire/pairing.h for why nobody in between gains anything. */
#pragma once

#include <stdbool.h>

struct pair_options {
    const char *code; /* "-": read from standard input */
    const char *server;
    const char
        *config; /* where the credentials go (0600); one that is there is replaced only once the head has confirmed */
    const volatile int *stop;
    void (*number)(const char *number); /* told as soon as it is known; NULL: only printed */
};

/* Prints `check NNN NNN`, then `paired SITE GATEWAY EPOCH`. False: refused, and why was said. */
bool pair_run(const struct pair_options *options);
