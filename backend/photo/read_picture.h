/* One function for each kind of file: its points, as the file has them. The size is asked and judged (core/picture.h) before a single point is
 * decoded. PICTURE_MADE: *ret is to be closed. */
#pragma once

#include "core/picture.h"
#include "photo/pixels.h"

enum picture_outcome read_jpeg(const unsigned char *file, size_t n, struct pixels *ret);
enum picture_outcome read_png(const unsigned char *file, size_t n, struct pixels *ret);
enum picture_outcome read_webp(const unsigned char *file, size_t n, struct pixels *ret);
