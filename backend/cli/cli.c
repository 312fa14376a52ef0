/* Finding the command and reading its options: see cli.h. getopt_long is not used because a command's name may be two words and its
 * options live in a table that also writes the help. */
#include "cli/cli.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "core/wareki.h"

#include "base/banned.h"

static const char product[] = "tsubame";

bool cli_fail(char failure[CLI_FAILURE_BYTES], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(failure, CLI_FAILURE_BYTES, format, args);
    va_end(args);
    return false;
}

int cli_refuse(const struct cli *cli, const char *format, ...)
{
    char sentence[2 * CLI_FAILURE_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    if (!cli->json) {
        fprintf(stderr, "%s: %s\n", product, sentence);
        return CLI_REFUSED;
    }
    char text[4 * CLI_FAILURE_BYTES];
    struct buf buf;
    struct json_out out;
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_text(&out, "error", str_utf8(str_of(sentence)) ? str_of(sentence) : STR("a file name is not UTF-8"));
    json_out_close(&out, '}');
    printf("%s\n", buf.p);
    return CLI_REFUSED;
}

void cli_say(const struct cli *cli, const char *format, ...)
{
    if (cli->json) {
        return;
    }
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    fflush(stdout);
}

void cli_answer(const struct cli *cli, struct str json)
{
    if (cli->json) {
        printf("%.*s\n", (int)json.n, json.p);
        fflush(stdout);
    }
}

static int option_index(const struct cli_command *command, struct str name)
{
    for (int i = 0; i < CLI_OPTIONS_MAX && command->options[i].name != NULL; i++) {
        if (str_is(name, command->options[i].name)) {
            return i;
        }
    }
    return -1;
}

const char *cli_text(const struct cli *cli, const char *name)
{
    int index = option_index(cli->command, str_of(name));
    assert(index >= 0);
    return cli->values[index];
}

bool cli_flag(const struct cli *cli, const char *name)
{
    return cli_text(cli, name) != NULL;
}

bool cli_int(const struct cli *cli, const char *name, int64_t min, int64_t max, int64_t absent, int64_t *ret)
{
    const char *text = cli_text(cli, name);
    if (text == NULL) {
        *ret = absent;
        return true;
    }
    if (str_int(str_of(text), min, max, ret) == OK) {
        return true;
    }
    cli_refuse(cli, "--%s takes a number from %lld to %lld, not '%s'.", name, (long long)min, (long long)max, text);
    return false;
}

bool cli_day(const struct cli *cli, const char *name, int32_t *ret)
{
    const char *given = cli_text(cli, name);
    if (wareki_parse_any(str_of(given), ret) == OK) {
        return true;
    }
    cli_refuse(cli, "--%s takes a day as 2026-04-01 or R8.4.1, not '%s'.", name, given);
    return false;
}

bool cli_year(const struct cli *cli, const char *name, int32_t *ret)
{
    const char *given = cli_text(cli, name);
    if (wareki_parse_year(str_of(given), ret) == OK) {
        return true;
    }
    cli_refuse(cli, "--%s takes a year as 2026 or R8, not '%s'.", name, given);
    return false;
}

static void print_command_help(const struct cli_command *command)
{
    printf("usage: %s %s%s%s", product, command->name, command->word == NULL ? "" : " ",
           command->word == NULL ? "" : command->word);
    for (int i = 0; i < CLI_OPTIONS_MAX && command->options[i].name != NULL; i++) {
        const struct cli_option *option = &command->options[i];
        const char *space = option->value == NULL ? "" : " ";
        const char *value = option->value == NULL ? "" : option->value;
        printf(option->required ? " --%s%s%s" : " [--%s%s%s]", option->name, space, value);
    }
    printf(" [--json]\n\n%s\n\n", command->help);
    for (int i = 0; i < CLI_OPTIONS_MAX && command->options[i].name != NULL; i++) {
        const struct cli_option *option = &command->options[i];
        char left[64];
        snprintf(left, sizeof left, "--%s %s", option->name, option->value == NULL ? "" : option->value);
        printf("  %-26s %s\n", left, option->help);
    }
    printf("  %-26s %s\n  %-26s %s\n", "--json", "answer in JSON, on one line", "--help", "this text");
}

static void print_help(const struct cli_command *const *commands, size_t n)
{
    printf("usage: %s COMMAND [OPTIONS]\n\n", product);
    for (size_t i = 0; i < n; i++) {
        printf("  %-20s %s\n", commands[i]->name, commands[i]->summary);
    }
    printf("\n'%s COMMAND --help' tells a command's options. Every command answers in JSON with --json.\n"
           "Exit: 0 done, 1 refused with a reason, 2 wrong usage.\n",
           product);
}

static int wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));
static int wrong(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s: ", product);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return CLI_USAGE;
}

/* One argument of a command; *at moves past what was read. CLI_DONE when it was understood. */
static int read_option(struct cli *cli, int argc, char **argv, int *at)
{
    const struct cli_command *command = cli->command;
    struct str word = str_of(argv[*at]);
    if (!str_starts(word, "--")) {
        if (command->word != NULL && cli->word == NULL) {
            cli->word = word.p;
            return CLI_DONE;
        }
        return wrong("'%s' does not belong to '%s'; see '%s %s --help'.", word.p, command->name, product,
                     command->name);
    }
    const char *equals = memchr(word.p, '=', word.n);
    struct str name = {word.p + 2, equals == NULL ? word.n - 2 : (size_t)(equals - word.p) - 2};
    int index = option_index(command, name);
    if (index < 0) {
        return wrong("'%s' has no option '%s'; see '%s %s --help'.", command->name, word.p, product, command->name);
    }
    const struct cli_option *option = &command->options[index];
    if (option->value == NULL) {
        cli->values[index] = "";
        return equals == NULL ? CLI_DONE : wrong("--%s takes no value.", option->name);
    }
    if (equals == NULL && *at + 1 >= argc) {
        return wrong("--%s needs %s behind it.", option->name, option->value);
    }
    cli->values[index] = equals != NULL ? equals + 1 : argv[++*at];
    return CLI_DONE;
}

/* Is all there that the command cannot do without? */
static int check_whole(const struct cli *cli)
{
    const struct cli_command *command = cli->command;
    if (command->word != NULL && cli->word == NULL) {
        return wrong("'%s' needs %s; see '%s %s --help'.", command->name, command->word, product, command->name);
    }
    for (size_t i = 0; i < CLI_OPTIONS_MAX && command->options[i].name != NULL; i++) {
        if (command->options[i].required && cli->values[i] == NULL) {
            return wrong("'%s' needs --%s %s; see '%s %s --help'.", command->name, command->options[i].name,
                         command->options[i].value, product, command->name);
        }
    }
    return CLI_DONE;
}

static int run_command(const struct cli_command *command, int argc, char **argv)
{
    struct cli cli = {.command = command};
    for (int i = 0; i < argc; i++) {
        if (str_is(str_of(argv[i]), "--help")) {
            print_command_help(command);
            return CLI_DONE;
        }
        if (str_is(str_of(argv[i]), "--json")) {
            cli.json = true;
            continue;
        }
        int code = read_option(&cli, argc, argv, &i);
        if (code != CLI_DONE) {
            return code;
        }
    }
    int code = check_whole(&cli);
    return code == CLI_DONE ? command->run(&cli) : code;
}

/* Does the command's name stand at the front of argv? Returns how many words it takes, 0: no. */
static int words_match(const char *name, int argc, char **argv)
{
    const char *space = strchr(name, ' ');
    if (space == NULL) {
        return argc >= 1 && str_is(str_of(argv[0]), name) ? 1 : 0;
    }
    struct str first = {name, (size_t)(space - name)};
    return argc >= 2 && str_equal(str_of(argv[0]), first) && str_is(str_of(argv[1]), space + 1) ? 2 : 0;
}

/* The group "gateway" without a command of its own: its commands. */
static bool print_group(const char *word, const struct cli_command *const *commands, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(word);
        if (strncmp(commands[i]->name, word, length) == 0 && commands[i]->name[length] == ' ') {
            fprintf(stdout, "  %s %-20s %s\n", product, commands[i]->name, commands[i]->summary);
            any = true;
        }
    }
    return any;
}

int cli_main(int argc, char **argv, const struct cli_command *const *commands, size_t commands_n)
{
    static const char *const later[] = {"import"};
    if (argc < 2) {
        print_help(commands, commands_n);
        return CLI_USAGE;
    }
    if (str_is(str_of(argv[1]), "--help") || str_is(str_of(argv[1]), "help")) {
        print_help(commands, commands_n);
        return CLI_DONE;
    }
    for (size_t i = 0; i < commands_n; i++) {
        int words = words_match(commands[i]->name, argc - 1, argv + 1);
        if (words > 0) {
            return run_command(commands[i], argc - 1 - words, argv + 1 + words);
        }
    }
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++) {
        if (str_is(str_of(argv[1]), later[i])) {
            return wrong("'%s' is not part of this version yet; '%s --help' lists what is.", argv[1], product);
        }
    }
    if (print_group(argv[1], commands, commands_n)) {
        return argc > 2 && str_is(str_of(argv[2]), "--help") ? CLI_DONE : CLI_USAGE;
    }
    return wrong("there is no command '%s'; '%s --help' lists them.", argv[1], product);
}
