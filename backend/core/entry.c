/* See entry.h. */
#include "core/entry.h"

#include <assert.h>
#include <stddef.h>

#include "base/banned.h"

const char *const entry_kind_words[] = {"temperature", "meal",  "drink",     "sleep",   "stool", "urine",  "medicine",
                                        "symptom",     "round", "nap_check", "message", "other", "strike", NULL};
_Static_assert(sizeof entry_kind_words / sizeof entry_kind_words[0] == ENTRY_KIND_LAST + 1, "one word for each kind");

static bool known(enum entry_kind kind)
{
    return (int)kind >= ENTRY_TEMPERATURE && (int)kind <= ENTRY_KIND_LAST;
}

/* What a nurse writes for her colleagues stays among them unless she says so. */
bool entry_for_family(enum entry_kind kind)
{
    assert(known(kind));
    switch (kind) {
    case ENTRY_TEMPERATURE:
    case ENTRY_MEAL:
    case ENTRY_DRINK:
    case ENTRY_SLEEP:
    case ENTRY_STOOL:
    case ENTRY_URINE:
    case ENTRY_MEDICINE:
    case ENTRY_MESSAGE:
        return true;
    case ENTRY_SYMPTOM:
    case ENTRY_ROUND:
    case ENTRY_NAP_CHECK:
    case ENTRY_OTHER:
    case ENTRY_STRIKE:
        break;
    }
    return false;
}

bool entry_needs_second(enum entry_kind kind)
{
    return kind == ENTRY_MEDICINE;
}

bool entry_late(int64_t at_ms, int64_t recorded_ms)
{
    return recorded_ms - at_ms > ENTRY_LATE_MS;
}

bool entry_second_may(int64_t giver, int64_t second)
{
    return second != 0 && second != giver;
}

const char *entry_kind_word(enum entry_kind kind)
{
    assert(known(kind));
    return entry_kind_words[kind - 1];
}
