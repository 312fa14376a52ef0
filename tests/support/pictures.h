/* Files that somebody hands in as a picture, good and bad: made by the other halves of the libraries that read them, then spoilt. The painted ones are
 * red on the left, blue on the right and green in the lowest quarter: which way is up can be seen. */
#ifndef SUPPORT_PICTURES_H
#define SUPPORT_PICTURES_H

#include <stddef.h>

enum { PICTURES_FILE_MAX = 4 * 1024 * 1024, PICTURES_WIDTH = 48, PICTURES_HEIGHT = 32 };

/* What was made last. */
extern unsigned char pictures_file[PICTURES_FILE_MAX];
extern size_t pictures_n;

void pictures_jpeg_of(int width, int height, int flags); /* TJFLAG_… */
void pictures_insert(size_t at, const void *bytes, size_t n);

void pictures_bomb(void);
void pictures_clear_png(void);
void pictures_clear_webp(void);
void pictures_cmyk(void);
void pictures_dot(void);
void pictures_drawing(void);
void pictures_empty(void);
void pictures_gif(void);
void pictures_half_jpeg(void);
void pictures_half_png(void);
void pictures_half_progressive(void);
void pictures_half_webp(void);
void pictures_heic(void);
void pictures_jpeg(void);
void pictures_jpeg_head(void);
void pictures_moving_png(void);
void pictures_moving_webp(void);
void pictures_noise(void);
void pictures_page(void);
void pictures_paper(void);
void pictures_png(void);
void pictures_polyglot(void);
void pictures_progressive(void);
void pictures_webp(void);
void pictures_wide_jpeg(void);

#endif
