/* See policy_files.h. */
#include "cli/policy_files.h"

#include <stdio.h>
#include <string.h>

#include "cli/files.h"

#include "base/banned.h"

void policy_fault_line(const struct json_fault *fault, char line[CLI_FAILURE_BYTES])
{
    const char *rule = policy_fault_rule(fault->pointer);
    snprintf(line, CLI_FAILURE_BYTES, rule[0] == '\0' ? "%s: %s%s" : "%s: %s (%s)", fault->pointer,
             policy_fault_sentence(fault->code), rule);
}

static bool read_text(const char *path, char *text, size_t bytes, struct str *ret, char failure[CLI_FAILURE_BYTES])
{
    struct buf buf;
    buf_init(&buf, text, bytes);
    if (!files_read(path, false, &buf, failure)) {
        return false;
    }
    *ret = buf_view(&buf);
    return true;
}

static bool no_document(const char *path, const struct json_faults *faults, char failure[CLI_FAILURE_BYTES])
{
    if (faults->malformed == NULL) {
        return false;
    }
    cli_fail(failure, "%s is no JSON object that can be read (%s); see 'tsubame policy schema'.", path,
             faults->malformed);
    return true;
}

static bool read_town(struct policy_file *to, const char *path, char failure[CLI_FAILURE_BYTES])
{
    struct str text;
    struct policy_head head;
    char line[CLI_FAILURE_BYTES];
    if (!read_text(path, to->town_text, sizeof to->town_text, &text, failure)) {
        return false;
    }
    enum err err = policy_decode(text, &to->policy, &head, &to->faults);
    if (no_document(path, &to->faults, failure)) {
        return false;
    }
    if (err != OK) {
        policy_fault_line(&to->faults.list[0], line);
        return cli_fail(failure, "%s is not right: %.*s.", path, 300, line);
    }
    return head.kind == POLICY_MUNICIPALITY
               ? true
               : cli_fail(failure, "%s is the document of a room, not a municipality's.", path);
}

bool policy_file_read(struct policy_file *to, const char *path, const char *municipality,
                      char failure[CLI_FAILURE_BYTES])
{
    policy_init(&to->policy);
    if (municipality != NULL && !read_town(to, municipality, failure)) {
        return false;
    }
    if (!read_text(path, to->text, sizeof to->text, &to->document, failure)) {
        return false;
    }
    enum err err = policy_decode(to->document, &to->policy, &to->head, &to->faults);
    if (no_document(path, &to->faults, failure)) {
        return false;
    }
    if (err == OK && to->head.kind == POLICY_SICK_ROOM) {
        policy_check(&to->policy, &to->faults);
    }
    return true;
}

bool policy_file_need(struct policy_file *to, const char *path, const char *municipality,
                      char failure[CLI_FAILURE_BYTES])
{
    char line[CLI_FAILURE_BYTES];
    if (!policy_file_read(to, path, municipality, failure)) {
        return false;
    }
    if (to->faults.n == 0) {
        return true;
    }
    policy_fault_line(&to->faults.list[0], line);
    return cli_fail(failure, "%s is not right: %.*s; 'tsubame policy check' tells everything.", path, 300, line);
}
