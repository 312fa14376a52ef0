/* Answers as a table for a spreadsheet: a line for each child or family (or, namelessly, for each answer), a column for each question. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/csv.h"
#include "base/str.h"

struct survey_table {
    struct csv csv;
    struct str detail; /* the kept JSON with the questions; lives as long as the table is written */
    bool anonymous;
    bool english;
};

struct survey_line {
    struct str class_name;
    struct str child;
    struct str by;
    int64_t answered_ms;
    struct str answers; /* JSON, one value for each question */
};

void survey_table_head(struct survey_table *table);
void survey_table_line(struct survey_table *table, const struct survey_line *line);
