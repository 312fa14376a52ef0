/* See language.h. */
#include "core/language.h"

#include <stddef.h>
#include <string.h>

#include "base/banned.h"

const char *const language_codes[] = {"ja", "ja-easy", "en", "zh-Hans", "ko", "vi", "ne", "tl", NULL};

const char *language_tag(const char *code)
{
    return strcmp(code, "ja-easy") == 0 ? "ja" : code;
}
