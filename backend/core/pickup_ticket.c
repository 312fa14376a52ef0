/* See pickup_ticket.h. */
#include "core/pickup_ticket.h"

#include "base/banned.h"

const char *const pickup_ticket_states[] = {"open", "used", "taken_back", "over"};
const char *const pickup_ticket_conflicts[] = {NULL, "twice", "taken_back"};

void pickup_ticket_number(const unsigned char chance[PICKUP_TICKET_RANDOM], char out[PICKUP_TICKET_NUMBER + 1])
{
    static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    _Static_assert(sizeof letters - 1 == 32, "five bits a character");
    _Static_assert(PICKUP_TICKET_NUMBER * 5 == PICKUP_TICKET_RANDOM * 8, "every bit is used");
    uint64_t bits = 0;
    for (size_t i = 0; i < PICKUP_TICKET_RANDOM; i++) {
        bits = bits << 8 | chance[i];
    }
    for (size_t i = PICKUP_TICKET_NUMBER; i > 0; i--) {
        out[i - 1] = letters[bits & 31];
        bits >>= 5;
    }
    out[PICKUP_TICKET_NUMBER] = '\0';
}

bool pickup_ticket_day(int32_t day, int32_t today)
{
    return day >= today && day <= today + PICKUP_TICKET_AHEAD_DAYS;
}

enum pickup_ticket_state pickup_ticket_state(const struct pickup_ticket_facts *facts, int32_t today)
{
    if (facts->uses_n > 0) {
        return TICKET_USED;
    }
    if (facts->barred || facts->taken_back_ms != 0) {
        return TICKET_TAKEN_BACK;
    }
    return facts->day < today ? TICKET_OVER : TICKET_OPEN;
}

enum pickup_ticket_conflict pickup_ticket_conflict(const struct pickup_ticket_facts *facts)
{
    if (facts->uses_n > 1) {
        return TICKET_TWICE;
    }
    bool later = facts->taken_back_ms != 0 && facts->last_use_ms >= facts->taken_back_ms;
    return facts->uses_n == 1 && later ? TICKET_NOT_THEIRS : TICKET_NO_CONFLICT;
}
