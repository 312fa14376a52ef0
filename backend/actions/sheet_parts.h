/* One file's share of a sheet: see write_sheet.h. Nobody else includes this. */
#pragma once

#include "actions/write_sheet.h"
#include "base/csv.h"
#include "base/json.h"

struct sheet {
    const struct write_sheet *ask;
    struct db *db;
    struct csv csv;
    struct json_out out;
};

enum err sheet_promotions_of(struct sheet *sheet, const struct site *room) NODISCARD;
enum err sheet_same_day_of(struct sheet *sheet, const struct site *room) NODISCARD;
