/* Two mistakes on purpose, for the tests that must notice them. Linked (--wrap) into tsubame-mutant only; MUTATE in the environment
 * chooses: no_decision confirms whoever would have to wait; no_commit rolls every third batch back and says it was committed. */
#include <stdlib.h>
#include <string.h>

#include "core/reservation.h"
#include "store/db.h"

#include "base/banned.h"

/* The linker's names: __real_x is what the program calls x, __wrap_x is what it gets. */
enum err __real_db_commit(struct db *db);
enum err __wrap_db_commit(struct db *db);
struct reservation_decision __real_reservation_decide(const struct reservation_facts *facts,
                                                      const struct reservation_screen *screen,
                                                      const struct reservation_room_facts *room);
struct reservation_decision __wrap_reservation_decide(const struct reservation_facts *facts,
                                                      const struct reservation_screen *screen,
                                                      const struct reservation_room_facts *room);

static bool mutates(const char *what)
{
    const char *chosen = getenv("MUTATE");
    return chosen != NULL && strcmp(chosen, what) == 0;
}

struct reservation_decision __wrap_reservation_decide(const struct reservation_facts *facts,
                                                      const struct reservation_screen *screen,
                                                      const struct reservation_room_facts *room)
{
    struct reservation_decision decision = __real_reservation_decide(facts, screen, room);
    if (mutates("no_decision") && decision.state == RESERVATION_WAITLISTED) {
        decision.state = RESERVATION_CONFIRMED;
        decision.reason = REASON_NONE;
    }
    return decision;
}

enum err __wrap_db_commit(struct db *db)
{
    static int commits;
    if (mutates("no_commit") && ++commits % 3 == 0) {
        db_rollback(db);
        return OK;
    }
    return __real_db_commit(db);
}
