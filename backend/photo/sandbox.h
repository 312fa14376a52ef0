/* The walls around the decoders. They are kept by others and have had holes; whoever gets through one finds a process that can read what it was
 * given, write one answer and end: no file, no network, no other program, little memory, little time. */
#pragma once

#include "base/err.h"

/* From here on: reading from 0, writing to 1, memory, the end. Anything else ends the process at once. ERR_IO: the walls do not stand; nothing may be
 * decoded. */
enum err sandbox_enter(void) NODISCARD;
