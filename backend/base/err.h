/* The few ways a function of this program can fail. Expected outcomes (full, too early, refused) are values of their own
 * enums, never an enum err. Outputs are written only on OK. */
#pragma once

enum err {
    OK = 0,
    ERR_INVALID,   /* broken input; who decodes it says which field */
    ERR_NOT_FOUND, /* no such thing, or not yours to see */
    ERR_DENIED,    /* your role may not */
    ERR_CONFLICT,  /* the present state or a constraint refuses it */
    ERR_LIMIT,     /* a bound that was written at birth is reached */
    ERR_BUSY,      /* a bounded queue is full: try again later */
    ERR_IO,        /* the world is broken: disk, broker, library */
};

#define NODISCARD __attribute__((warn_unused_result))

/* A short lower-case word for logs; never for people. */
const char *err_word(enum err err);
