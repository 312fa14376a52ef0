/* core/open_data.c: what anybody may read, and somebody who tries to read more. */
#include "core/open_data.h"

#include "support/test.h"

#include "base/banned.h"

TEST("R-STAT-03: counts of 1 to 4 are hidden; 0 speaks of nobody, 5 is shown")
{
    for (int32_t n = 0; n < 20; n++) {
        EXPECT_INT(open_data_hides(n), n >= 1 && n <= 4);
    }
}

enum { CELLS = 3, TOP = 9 };

/* What is published of some rooms and their total: −1 is a hidden number. */
struct published {
    int32_t cells[CELLS];
    int32_t total;
};

static struct published publish(const int32_t cells[CELLS])
{
    struct published to;
    struct open_data_sum sum = {.n = 0};
    for (int i = 0; i < CELLS; i++) {
        to.cells[i] = open_data_hides(cells[i]) ? -1 : cells[i];
        open_data_add(&sum, cells[i]);
    }
    to.total = open_data_shows(&sum) ? sum.n : -1;
    return to;
}

static bool same(const struct published *a, const struct published *b)
{
    bool equal = a->total == b->total;
    for (int i = 0; i < CELLS; i++) {
        equal = equal && a->cells[i] == b->cells[i];
    }
    return equal;
}

static void next(int32_t cells[CELLS])
{
    for (int i = 0; i < CELLS && ++cells[i] > TOP; i++) {
        cells[i] = 0;
    }
}

static bool is_zero(const int32_t cells[CELLS])
{
    return cells[0] == 0 && cells[1] == 0 && cells[2] == 0;
}

/* Every table that would be published the same, by somebody who knows the rule: how many values may a cell have? */
static int32_t values_of(const struct published *seen, int cell)
{
    bool may[TOP + 1] = {false};
    int32_t guess[CELLS] = {0};
    int32_t n = 0;
    do {
        struct published other = publish(guess);
        if (same(&other, seen)) {
            may[guess[cell]] = true;
        }
        next(guess);
    } while (!is_zero(guess));
    for (int32_t i = 0; i <= TOP; i++) {
        n += may[i] ? 1 : 0;
    }
    return n;
}

TEST("R-STAT-03: who tries every table that fits what is published finds all four values for a hidden cell")
{
    int32_t cells[CELLS] = {0};
    int tried = 0;
    do {
        struct published seen = publish(cells);
        for (int i = 0; i < CELLS; i++) {
            if (seen.cells[i] == -1) {
                EXPECT_INT(values_of(&seen, i), 4);
                tried++;
            }
        }
        /* Every ninth table: all of them would take a minute. */
        for (int i = 0; i < 9 && !(i > 0 && is_zero(cells)); i++) {
            next(cells);
        }
    } while (!is_zero(cells));
    EXPECT(tried > 50);
}
