/* JSON for people: the same text with line breaks. */
#pragma once

#include "base/str.h"

/* Prints well-formed JSON indented by two; what is short and holds nothing nested stays on its line. */
void pretty_print(struct str json);
