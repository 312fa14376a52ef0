/* Comma-separated values as a workbook of one sheet, for those whose spreadsheet asks too many questions about a text file. Numbers become
 * numbers; nothing becomes a formula. The only file that includes xlsxwriter.h is xlsx.c. */
#pragma once

#include "base/err.h"
#include "base/str.h"

/* `csv` as base/csv.h writes it, with or without a byte order mark. The same text and sheet name give the same bytes. `head` rows and
 * `left` columns stay in sight while the rest moves. ERR_LIMIT: it does not fit into *to. */
enum err xlsx_of_csv(struct str csv, const char *sheet, int head, int left, struct buf *to) NODISCARD;
