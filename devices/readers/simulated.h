/* A reader that is a FIFO: each line written is a card touched, its identifier in hexadecimal (8, 14 or 16 digits). For the
 * demonstration, tests and drills. A writer may come and go as it likes. */
#pragma once

#include "readers/reader.h"

extern const struct reader_kind simulated_kind;

/* Makes the FIFO (0600) when nothing is there; ERR_IO when something else is, or it cannot be opened. */
enum err simulated_open(const char *path, void **ret, const char **why) NODISCARD;
