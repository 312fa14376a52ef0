/* The languages in which families read (R-UX-03): ja and en whole, the others for what families meet; where one lacks a sentence, easy Japanese
 * says it, else Japanese. The catalogues of web/words carry the same names. */
#ifndef CORE_LANGUAGE_H
#define CORE_LANGUAGE_H

/* NULL-terminated; the first is what nobody chose. */
extern const char *const language_codes[];

/* How the world calls it: easy Japanese is Japanese. */
const char *language_tag(const char *code);

#endif
