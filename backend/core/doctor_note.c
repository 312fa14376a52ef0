/* See doctor_note.h. */
#include "core/doctor_note.h"

#include <assert.h>
#include <string.h>

#include "core/illness.h"

#include "base/banned.h"

const char *const doctor_note_rest_words[] = {"bed_rest", "isolate", "quiet", "normal", NULL};

/* A blank, or the wide one (U+3000), at p? Its bytes. */
static size_t blank(const char *p, size_t n)
{
    if (n >= 1 && (p[0] == ' ' || p[0] == '\t')) {
        return 1;
    }
    return n >= 3 && memcmp(p, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

static struct str trimmed(struct str text)
{
    for (size_t n = blank(text.p, text.n); n > 0; n = blank(text.p, text.n)) {
        text.p += n;
        text.n -= n;
    }
    for (;;) {
        size_t one = text.n >= 1 ? blank(text.p + text.n - 1, 1) : 0;
        size_t wide = text.n >= 3 ? blank(text.p + text.n - 3, 3) : 0;
        size_t n = one == 1 ? 1 : wide == 3 ? 3 : 0;
        if (n == 0) {
            return text;
        }
        text.n -= n;
    }
}

bool doctor_note_has(const struct doctor_note *note, struct str drug)
{
    assert(note->drugs_n <= DOCTOR_NOTE_DRUGS_MAX);
    struct str wanted = trimmed(drug);
    for (size_t i = 0; i < note->drugs_n; i++) {
        if (wanted.n > 0 && str_equal(trimmed(str_of(note->drugs[i])), wanted)) {
            return true;
        }
    }
    return false;
}

bool doctor_note_voids(const struct doctor_note *newer, const struct doctor_note *older)
{
    if (newer->disease != older->disease) {
        return true;
    }
    for (size_t i = 0; i < newer->drugs_n; i++) {
        if (!doctor_note_has(older, str_of(newer->drugs[i]))) {
            return true;
        }
    }
    return false;
}

enum doctor_note_standing doctor_note_standing(const struct policy_note *rule, const struct doctor_note_span *spans,
                                               size_t n, int32_t day, size_t *ret_at)
{
    enum doctor_note_standing standing = DOCTOR_NOTE_MISSING;
    *ret_at = n;
    for (size_t i = 0; i < n; i++) {
        const struct doctor_note_span *span = &spans[i];
        bool changed = span->void_day != 0 && span->void_day <= day;
        if (span->issued_day == 0 || span->issued_day > day) {
            continue;
        }
        if (illness_note_valid(rule, span->issued_day, span->void_day, day)) {
            standing = DOCTOR_NOTE_VALID;
            *ret_at = i;
        } else if (standing != DOCTOR_NOTE_VALID) {
            standing = changed ? DOCTOR_NOTE_CHANGED : DOCTOR_NOTE_EXPIRED;
            *ret_at = i;
        }
    }
    return standing;
}

const char *doctor_note_standing_word(enum doctor_note_standing standing)
{
    static const char *const words[] = {[DOCTOR_NOTE_MISSING] = "missing",
                                        [DOCTOR_NOTE_VALID] = "valid",
                                        [DOCTOR_NOTE_EXPIRED] = "expired",
                                        [DOCTOR_NOTE_CHANGED] = "changed"};
    assert((size_t)standing < sizeof words / sizeof words[0]);
    return words[standing];
}
