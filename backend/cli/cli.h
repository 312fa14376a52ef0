/* The operator's door: one table of commands, options checked before a command runs, the same answer for people and (--json) for
 * programs. Exit 0 done, 1 refused with a reason, 2 wrong usage. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { CLI_DONE = 0, CLI_REFUSED = 1, CLI_USAGE = 2 };
enum { CLI_OPTIONS_MAX = 12, CLI_FAILURE_BYTES = 512 };

struct cli_option {
    const char *name;  /* without dashes */
    const char *value; /* what stands behind it: "DIR"; NULL: a switch */
    const char *help;
    bool required;
};

struct cli;

struct cli_command {
    const char *name;    /* one word, or two: "gateway enrol" */
    const char *summary; /* one line of the list of commands */
    const char *help;    /* a paragraph for --help */
    int (*run)(const struct cli *cli);
    const char *word;                           /* what has no option's name: "FILE"; NULL: nothing has */
    struct cli_option options[CLI_OPTIONS_MAX]; /* ends at name NULL */
};

/* What was asked for. */
struct cli {
    const struct cli_command *command;
    const char *values[CLI_OPTIONS_MAX]; /* by option; a switch that was given is "" */
    const char *word;                    /* of a command that has one: never NULL */
    bool json;
};

/* Finds the command, reads its options and runs it. Prints help and wrong usage by itself. */
int cli_main(int argc, char **argv, const struct cli_command *const *commands, size_t commands_n);

/* The value of an option of this command; NULL when it was not given. Asserts that the command has it. */
const char *cli_text(const struct cli *cli, const char *name);
bool cli_flag(const struct cli *cli, const char *name);
/* false: what was given is no number in [min, max]; the refusal is printed and the command ends with CLI_USAGE. */
bool cli_int(const struct cli *cli, const char *name, int64_t min, int64_t max, int64_t absent, int64_t *ret);

/* A day, or a fiscal year, that was given behind an option, as 2026-04-01 and 2026 or as forms write them: R8.4.1, 令和8年4月1日, 令和8年度
 * (R-CAL-10). false: it is none; the refusal is printed and the command ends with CLI_USAGE. */
bool cli_day(const struct cli *cli, const char *name, int32_t *ret);
bool cli_year(const struct cli *cli, const char *name, int32_t *ret);

/* "tsubame: sentence" on stderr, or {"error":sentence} with --json. Returns CLI_REFUSED. */
int cli_refuse(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A sentence for people on stdout; nothing with --json. */
void cli_say(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* With --json: the answer on one line; nothing else goes to stdout then. */
void cli_answer(const struct cli *cli, struct str json);

/* A refusal as a function inside makes it: writes the sentence into failure[CLI_FAILURE_BYTES] and returns false. */
bool cli_fail(char failure[CLI_FAILURE_BYTES], const char *format, ...) __attribute__((format(printf, 2, 3)));
