/* What of the ward's numbers anybody may read. Pure.
 *
 * R-STAT-03  no count of 1 to 4 children together with a small area: such a cell is hidden. A hidden cell must not come out of the others
 *            either: a total over cells of which one is hidden is hidden as well, so that no published number contains a hidden one. 0 is
 *            shown: it speaks of nobody. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { OPEN_DATA_SMALL = 4 };

/* Must this count be hidden? */
bool open_data_hides(int32_t n);

/* A total, cell by cell. */
struct open_data_sum {
    int32_t n;
    bool holds_hidden;
};
void open_data_add(struct open_data_sum *sum, int32_t cell);
/* May it be shown? Not when one of its cells is hidden, or when it is small itself. */
bool open_data_shows(const struct open_data_sum *sum);
