/* Which reader a word names: see reader.h. */
#include "readers/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "readers/pcsc.h"
#include "readers/simulated.h"
#include "readers/wedge.h"

#include "base/banned.h"

struct reader {
    const struct reader_kind *kind;
    void *self;
};

static const char simulated_prefix[] = "simulated:";
static const char wedge_prefix[] = "wedge:";

bool reader_read_line(struct str line, struct reader_touch *ret)
{
    struct card_number number;
    ret->app[0] = '\0';
    if (str_starts(line, APP_CODE_PREFIX) && str_copy(line, ret->app, sizeof ret->app) == OK) {
        ret->uid_n = 0;
        return true;
    }
    bool good = card_number_read(line, &number);
    memcpy(ret->uid, number.bytes, sizeof ret->uid);
    ret->uid_n = number.n;
    ret->code = number.code;
    ret->throwaway = card_number_throwaway(&number);
    secret_wipe(&number, sizeof number);
    return good;
}

enum err reader_open(const char *spec, struct reader **ret, const char **why)
{
    struct reader made = {NULL, NULL};
    enum err err = ERR_INVALID;
    if (strcmp(spec, "pcsc") == 0) {
        err = pcsc_open(&made.self, why);
        made.kind = &pcsc_kind;
    } else if (str_starts(str_of(spec), simulated_prefix)) {
        err = simulated_open(spec + sizeof simulated_prefix - 1, &made.self, why);
        made.kind = &simulated_kind;
    } else if (str_starts(str_of(spec), wedge_prefix)) {
        err = wedge_open(spec + sizeof wedge_prefix - 1, &made.self, why);
        made.kind = &wedge_kind;
    } else {
        *why = "a reader is pcsc, wedge:DEVICE or simulated:FIFO";
    }
    if (err != OK) {
        return err;
    }
    struct reader *reader = malloc(sizeof *reader);
    if (reader == NULL) {
        abort();
    }
    *reader = made;
    *ret = reader;
    return OK;
}

enum reader_event reader_wait(struct reader *reader, int timeout_ms, struct reader_touch *ret)
{
    memset(ret, 0, sizeof *ret);
    return reader->kind->wait(reader->self, timeout_ms, ret);
}

void reader_sign(struct reader *reader, enum profile_sign sign)
{
    if (reader->kind->sign != NULL) {
        reader->kind->sign(reader->self, sign);
    }
}

void reader_close(struct reader *reader)
{
    if (reader != NULL) {
        reader->kind->close(reader->self);
        free(reader);
    }
}
