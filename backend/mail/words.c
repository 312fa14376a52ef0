/* See words.h. */
#include "mail/words.h"

#include <string.h>

#include "mail_words.h"

#include "base/banned.h"

enum { KEY_BYTES = 96, NAME_BYTES_MAX = 24 };

static const char *find_in(const char *language, const char *key)
{
    for (const struct mail_word *word = mail_words; word->language != NULL; word++) {
        if (strcmp(word->language, language) == 0 && strcmp(word->key, key) == 0) {
            return word->text;
        }
    }
    return NULL;
}

const char *words_find(const char *language, const char *key)
{
    const char *const order[] = {language, "ja-easy", "ja"};
    const char *found = NULL;
    for (size_t i = 0; found == NULL && i < sizeof order / sizeof order[0]; i++) {
        found = find_in(order[i], key);
    }
    return found;
}

const char *words_of(const char *language, const char *word, const char *part)
{
    char storage[KEY_BYTES];
    struct buf key;
    buf_init(&key, storage, sizeof storage);
    buf_puts(&key, "mail.");
    buf_puts(&key, word);
    buf_char(&key, '.');
    buf_puts(&key, part);
    return words_find(language, key.p);
}

/* What a name brings with it must not become a line of its own. */
static void put_value(struct buf *out, struct str value)
{
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        buf_char(out, c < 0x20 || c == 0x7F ? ' ' : (char)c);
    }
}

/* Fills the place that begins at `at`; returns how many characters of the sentence it took, 0: it is none. */
static size_t fill_one(struct buf *out, const char *at, const struct words_place *places, size_t n)
{
    const char *end = strchr(at, '}');
    if (at[0] != '{' || end == NULL || end - at > NAME_BYTES_MAX) {
        return 0;
    }
    struct str name = {at + 1, (size_t)(end - at) - 1};
    for (size_t i = 0; i < n; i++) {
        if (str_is(name, places[i].name)) {
            if (places[i].block) {
                buf_str(out, places[i].value);
            } else {
                put_value(out, places[i].value);
            }
            return name.n + 2;
        }
    }
    return 0;
}

void words_fill(struct buf *out, const char *sentence, const struct words_place *places, size_t n)
{
    while (*sentence != '\0') {
        size_t taken = fill_one(out, sentence, places, n);
        if (taken == 0) {
            buf_char(out, *sentence);
            taken = 1;
        }
        sentence += taken;
    }
}

struct str words_nth(const char *list, int32_t i)
{
    for (; i > 0 && list != NULL; i--) {
        list = strchr(list, ' ');
        list = list == NULL ? NULL : list + 1;
    }
    return list == NULL ? STR("") : (struct str){list, strcspn(list, " ")};
}
