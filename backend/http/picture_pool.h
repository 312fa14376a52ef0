/* Where pictures are taken in: room for two at once to be read and made anew, by tsubame-photo, on the thread of the request; a third waits a little
 * and is then told that it is busy. And room for those that are on their way out. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/picture.h"

enum { PICTURE_DESKS = 2, PICTURE_OUT = 16, PICTURE_WAIT_MS = 8000, PICTURE_MAKE_MS = 15000 };

struct pictures;

/* program: the path of tsubame-photo. */
struct pictures *pictures_open(const char *program);
void pictures_close(struct pictures *pictures); /* NULL is fine */

/* A place for one picture that comes. Its bytes go to in[PICTURE_BYTES_MAX + 1]. */
struct picture_desk {
    unsigned char *in;
    unsigned char *answer;
    unsigned char *sealed;    /* room for both pictures, sealed */
    struct picture_head head; /* after picture_make; of what is made, views into answer: */
    struct str made;
    struct str small;
};
/* ERR_BUSY: none came free. */
enum err pictures_desk(struct pictures *pictures, struct picture_desk *ret) NODISCARD;
void pictures_desk_return(struct pictures *pictures, struct picture_desk *desk);
/* The n bytes of desk->in made anew. A program that does not answer has met something that it does not survive: PICTURE_BROKEN, and *ret_died says
 * so. ERR_IO: it could not be started. */
enum err pictures_make(struct pictures *pictures, struct picture_desk *desk, size_t n, bool *ret_died) NODISCARD;

/* Room for a picture or a file that goes out: bytes has RESPONSE_HEAD_BYTES free in front of it and room for PICTURE_BYTES_MAX. */
struct picture_out {
    struct pictures *pictures;
    unsigned char *bytes;
};
/* NULL: none came free. */
struct picture_out *pictures_out(struct pictures *pictures);
/* arg: a struct picture_out, as response->release wants it. */
void pictures_out_return(void *arg);
