/* Readings of names are written in hiragana by some and in katakana by others: ゆうま and ユウマ are one reading. Pure. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* The same reading in the other script: every hiragana becomes katakana and the other way round, all else stays. UTF-8 in and out, as long as
 * it was; ERR_LIMIT when `size` bytes do not hold it. *ret views `out`. */
enum err kana_other_script(struct str reading, char *out, size_t size, struct str *ret) NODISCARD;
