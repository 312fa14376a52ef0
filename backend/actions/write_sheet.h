/* What a room, the ward and an auditor take away: figures of a month (R-STAT-01), the settlement between municipalities (R-FEE-07), same-day
 * cancellations of a fiscal year (R-CAN-07) and the fairness audit of promotions (R-WL-12), as CSV or JSON. Reads only; no child, no name of
 * a family, nothing sealed. The same data give the same bytes (R-STAT-02). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"
#include "store/site_store.h"

enum sheet_kind { SHEET_FIGURES, SHEET_SETTLEMENT, SHEET_SAME_DAY, SHEET_PROMOTIONS };

struct write_sheet {
    enum sheet_kind kind;
    const struct site *room; /* NULL: all of the municipality */
    int32_t from_day;        /* the first and the last day; figures and settlement: of one month */
    int32_t to_day;
    bool json;
};

/* Appends to buf; ERR_LIMIT when it does not hold all. */
enum err write_sheet(struct db *db, const struct write_sheet *sheet, struct buf *buf) NODISCARD;

/* "2026-03": false when it is no month. */
bool sheet_month(struct str text, int32_t *ret_first_day);
/* A month's figures of one room as members of an open object: the month, until when is counted, and the figures. */
struct json_out;
struct sick_figures;
void sheet_put_figures(struct json_out *out, const char *room, int32_t day, const struct sick_figures *figures);
