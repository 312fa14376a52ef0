/* A picture made anew: decoded, made smaller, set upright, and written as two JPEG files that hold nothing but its points. */
#pragma once

#include "core/picture.h"

/* A whole answer (core/picture.h) into out[PICTURE_ANSWER_BYTES_MAX]; returns its bytes. */
size_t remake(const unsigned char *file, size_t n, unsigned char *out);
/* One picture there and back, so that the libraries have asked the machine what it can before they may ask nothing any more. */
void remake_warm_up(unsigned char *out);
