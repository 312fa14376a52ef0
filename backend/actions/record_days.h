/* Writes down how the days of every sick-care room were once they are over: open or closed, and with how many places (R-STAT-02). What is
 * written is never changed: figures of a past month count with it, whatever rules, staff or holidays are entered later. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "store/lane.h"

/* On the lane. arg is a bool: out, is there more to write? A bounded number of days at a time. */
enum err record_days(struct tx *tx, void *arg) NODISCARD;
