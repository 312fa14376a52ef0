/* See open_data.h. */
#include "core/open_data.h"

#include "base/banned.h"

bool open_data_hides(int32_t n)
{
    return n >= 1 && n <= OPEN_DATA_SMALL;
}

void open_data_add(struct open_data_sum *sum, int32_t cell)
{
    sum->n += cell;
    sum->holds_hidden = sum->holds_hidden || open_data_hides(cell);
}

bool open_data_shows(const struct open_data_sum *sum)
{
    return !sum->holds_hidden && !open_data_hides(sum->n);
}
