/* See nursery_check.h. */
#include "cli/nursery_check.h"

#include "base/json.h"
#include "cli/nursery_rules.h"
#include "core/extension.h"
#include "core/house_rules.h"
#include "core/register.h"
#include "core/return_date.h"
#include "core/staffing.h"

#include "base/banned.h"

enum { KIND_BYTES = 16, ANSWER_BYTES = 8192 };

static enum err judge_extension(struct str document, struct json_faults *faults)
{
    static struct extension_rules rules; /* a stack is too small for these; one command runs in a process */
    struct extension_head head;
    return extension_decode(document, &rules, &head, faults);
}

static enum err judge_return(struct str document, struct json_faults *faults)
{
    static struct return_rules rules;
    struct return_head head;
    return return_decode(document, &rules, &head, faults);
}

static enum err judge_staffing(struct str document, struct json_faults *faults)
{
    static struct staffing_rules rules;
    struct staffing_head head;
    return staffing_decode(document, &rules, &head, faults);
}

static enum err judge_register(struct str document, struct json_faults *faults)
{
    struct register_symbols symbols;
    struct register_head head;
    register_symbols_init(&symbols);
    return register_decode(document, &symbols, &head, faults);
}

static enum err judge_house(struct str document, struct json_faults *faults)
{
    struct house_rules rules;
    struct house_head head;
    return house_rules_decode(document, &rules, &head, faults);
}

static const struct kind {
    const char *word;
    enum err (*judge)(struct str document, struct json_faults *faults);
    const char *(*rule)(const char *pointer);
} kinds[] = {
    {"nursery", judge_house, house_rules_fault_rule},  {"extension", judge_extension, extension_fault_rule},
    {"return", judge_return, return_fault_rule},       {"staffing", judge_staffing, staffing_fault_rule},
    {"register", judge_register, register_fault_rule},
};

/* NULL: it is no document of a nursery, or none at all. */
static const struct kind *kind_of(struct str document)
{
    struct json_in in;
    struct json_faults faults;
    const struct kind *found = NULL;
    if (json_open(document, &in, &faults) != OK) {
        return NULL;
    }
    struct str word = json_text(&in, "policy", JSON_OPTIONAL, KIND_BYTES);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        found = str_is(word, kinds[i].word) ? &kinds[i] : found;
    }
    json_drop(&in);
    return found;
}

static void tell(const struct cli *cli, const char *path, const struct kind *kind, const struct json_faults *faults)
{
    static char text[ANSWER_BYTES]; /* a stack is too small for it */
    struct buf buf;
    struct json_out out;
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_word(&out, "policy", kind->word);
    json_out_key(&out, "faults");
    json_out_open(&out, '[');
    for (size_t i = 0; i < faults->n; i++) {
        const struct json_fault *fault = &faults->list[i];
        const char *rule = kind->rule(fault->pointer);
        const char *sentence = policy_fault_sentence(fault->code);
        json_out_open(&out, '{');
        json_put_text(&out, "pointer", str_of(fault->pointer));
        json_put_word(&out, "code", fault->code);
        json_put_word(&out, "rule", rule[0] == '\0' ? NULL : rule);
        json_put_text(&out, "sentence", str_of(sentence));
        json_out_close(&out, '}');
        cli_say(cli, rule[0] == '\0' ? "%s: %s: %s%s\n" : "%s: %s: %s (%s)\n", path, fault->pointer, sentence, rule);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
    if (faults->n == 0) {
        cli_say(cli, "%s is right: a document of a nursery's rules (%s).\n", path, kind->word);
    }
}

/* NULL: it is no such document, or cannot be read. */
static const struct kind *judge(const char *path, struct str *ret, struct json_faults *faults, enum err *ret_err)
{
    char failure[CLI_FAILURE_BYTES];
    if (!nursery_rules_read(path, ret, failure)) {
        return NULL; /* whoever asks says so */
    }
    const struct kind *kind = kind_of(*ret);
    if (kind != NULL) {
        *ret_err = kind->judge(*ret, faults);
    }
    return kind;
}

bool nursery_check(const struct cli *cli, const char *path, int *ret_code)
{
    struct str document;
    struct json_faults faults = {.n = 0};
    enum err err = OK;
    const struct kind *kind = judge(path, &document, &faults, &err);
    if (kind == NULL) {
        return false;
    }
    tell(cli, path, kind, &faults);
    *ret_code = err == OK ? CLI_DONE : CLI_REFUSED;
    return true;
}

bool nursery_check_right(const struct cli *cli, const char *path, struct str *ret, int *ret_code)
{
    struct json_faults faults = {.n = 0};
    enum err err = OK;
    const struct kind *kind = judge(path, ret, &faults, &err);
    if (kind == NULL) {
        return false;
    }
    if (err != OK) {
        tell(cli, path, kind, &faults);
    }
    *ret_code = err == OK ? CLI_DONE : CLI_REFUSED;
    return true;
}
