/* What the files that read a document of extended-care prices share; nobody else includes it. */
#pragma once

#include "core/extension.h"

/* What each member says is right, but do they fit together? Adds faults. */
void extension_check(const struct extension_rules *rules, struct json_faults *faults);
