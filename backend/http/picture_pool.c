/* See picture_pool.h. */
#include "http/picture_pool.h"

#include <stdlib.h>

#include "base/helper.h"
#include "base/secret.h"
#include "http/blocks.h"
#include "http/response.h"

#include "base/banned.h"

enum { IN_BYTES = PICTURE_BYTES_MAX + 1, SEALED_BYTES = PICTURE_ANSWER_BYTES_MAX + 2 * SECRET_SEAL_OVERHEAD };
enum { OUT_AT = sizeof(struct picture_out) + RESPONSE_HEAD_BYTES };

struct pictures {
    const char *program;
    struct blocks *desks;
    struct blocks *out;
};

struct pictures *pictures_open(const char *program)
{
    struct pictures *pictures = calloc(1, sizeof *pictures);
    if (pictures == NULL) {
        abort();
    }
    pictures->program = program;
    pictures->desks = blocks_open(PICTURE_DESKS, IN_BYTES + PICTURE_ANSWER_BYTES_MAX + SEALED_BYTES);
    pictures->out = blocks_open(PICTURE_OUT, OUT_AT + PICTURE_BYTES_MAX + 1);
    return pictures;
}

void pictures_close(struct pictures *pictures)
{
    if (pictures != NULL) {
        blocks_close(pictures->desks);
        blocks_close(pictures->out);
        free(pictures);
    }
}

enum err pictures_desk(struct pictures *pictures, struct picture_desk *ret)
{
    unsigned char *block = blocks_borrow(pictures->desks, PICTURE_WAIT_MS);
    *ret = (struct picture_desk){.in = block};
    if (block == NULL) {
        return ERR_BUSY;
    }
    ret->answer = block + IN_BYTES;
    ret->sealed = ret->answer + PICTURE_ANSWER_BYTES_MAX;
    return OK;
}

void pictures_desk_return(struct pictures *pictures, struct picture_desk *desk)
{
    if (desk->in != NULL) {
        blocks_return(pictures->desks, desk->in);
        desk->in = NULL;
    }
}

enum err pictures_make(struct pictures *pictures, struct picture_desk *desk, size_t n, bool *ret_died)
{
    size_t answered = 0;
    const struct str input = {(const char *)desk->in, n};
    enum err err = helper_run(pictures->program, input, PICTURE_MAKE_MS, desk->answer, PICTURE_ANSWER_BYTES_MAX,
                              &answered);
    if (err == ERR_IO) {
        return err;
    }
    *ret_died = err != OK || picture_head_take(desk->answer, answered, &desk->head) != OK;
    if (*ret_died) {
        desk->head = (struct picture_head){.outcome = PICTURE_BROKEN};
        return OK;
    }
    const char *made = (const char *)desk->answer + PICTURE_HEAD_BYTES;
    desk->made = (struct str){made, desk->head.bytes};
    desk->small = (struct str){made + desk->head.bytes, desk->head.small_bytes};
    return OK;
}

struct picture_out *pictures_out(struct pictures *pictures)
{
    unsigned char *block = blocks_borrow(pictures->out, PICTURE_WAIT_MS);
    if (block == NULL) {
        return NULL;
    }
    struct picture_out *out = (void *)block;
    *out = (struct picture_out){pictures, block + OUT_AT};
    return out;
}

void pictures_out_return(void *arg)
{
    struct picture_out *out = arg;
    blocks_return(out->pictures->out, arg);
}
