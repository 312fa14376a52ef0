/* Any reader that pcscd knows (CCID: ACR122U, ACR1252, RC-S300 ...), all that are plugged in at once. Recovers by itself when readers
 * are unplugged and when pcscd is restarted. */
#pragma once

#include "readers/reader.h"

extern const struct reader_kind pcsc_kind;

/* Never needs pcscd to be there: that is what waiting is for. */
enum err pcsc_open(void **ret, const char **why) NODISCARD;
