/* How a camera was held: the one thing that is read of what it wrote beside the picture. */
#pragma once

#include <stddef.h>

/* The orientation (1 to 8) that an EXIF block of a JPEG, PNG or WebP file says; 1 when there is none or it makes no sense. Reads nothing outside
 * file[0..n). */
int exif_of_jpeg(const unsigned char *file, size_t n);
int exif_of_png(const unsigned char *file, size_t n);
int exif_of_webp(const unsigned char *file, size_t n);
