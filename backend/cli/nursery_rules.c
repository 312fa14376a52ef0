/* See nursery_rules.h. */
#include "cli/nursery_rules.h"

#include "base/civil.h"
#include "cli/files.h"

#include "base/banned.h"

static char text[POLICY_DOCUMENT_BYTES_MAX + 1]; /* a stack is too small for it; one command runs in a process */

bool nursery_rules_read(const char *path, struct str *ret, char failure[CLI_FAILURE_BYTES])
{
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    if (!files_read(path, false, &buf, failure)) {
        return false;
    }
    *ret = buf_view(&buf);
    return true;
}

bool nursery_rules_fail(const char *path, const struct json_faults *faults, const char *(*rule)(const char *pointer),
                        char failure[CLI_FAILURE_BYTES])
{
    if (faults->malformed != NULL) {
        return cli_fail(failure, "%s is no JSON document (%s).", path, faults->malformed);
    }
    const struct json_fault *first = &faults->list[0];
    const char *number = rule == NULL ? "" : rule(first->pointer);
    return cli_fail(failure, "%s: %s: %s%s%s%s.", path, first->pointer, policy_fault_sentence(first->code),
                    number[0] == '\0' ? "" : " (", number, number[0] == '\0' ? "" : ")");
}

bool nursery_rules_extension(const char *path, struct extension_rules *ret, struct extension_head *ret_head,
                             char failure[CLI_FAILURE_BYTES])
{
    struct str document;
    struct json_faults faults;
    if (!nursery_rules_read(path, &document, failure)) {
        return false;
    }
    return extension_decode(document, ret, ret_head, &faults) == OK ||
           nursery_rules_fail(path, &faults, extension_fault_rule, failure);
}

bool nursery_rules_day(const struct cli *cli, const char *option, int32_t absent, int32_t *ret)
{
    *ret = absent;
    return cli_text(cli, option) == NULL || cli_day(cli, option, ret);
}

bool nursery_rules_minute(const struct cli *cli, const char *option, int32_t absent, int32_t *ret)
{
    const char *given = cli_text(cli, option);
    *ret = absent;
    if (given == NULL || civil_parse_minute(str_of(given), ret) == OK) {
        return true;
    }
    cli_refuse(cli, "--%s takes a time as 18:31, not '%s'.", option, given);
    return false;
}
