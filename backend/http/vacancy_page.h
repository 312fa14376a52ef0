/* The vacancies as one page without scripts: rooms × days, a mark and its words for each, and every room's telephone. The only page that is made
 * here: whoever has no scripts must not stand before an empty one (R-RSV-09, R-UX-02). Its sentences stand here too, as those of problem_words.c
 * do. Everything that comes from a room's data is escaped. No locks, no clock. */
#pragma once

#include <stdint.h>

#include "base/str.h"
#include "http/request.h"
#include "http/vacancy_board.h"

enum { VACANCY_PAGE_DAYS = 7 };

void vacancy_page_write(const struct vacancy_board *board, int32_t from_day, enum request_language language,
                        struct buf *out);
