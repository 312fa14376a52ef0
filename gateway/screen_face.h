/* What the screen is told, as JSON: the box's state and the moment. Pure. */
#pragma once

#include "base/str.h"
#include "desk.h"

void screen_face_write(const struct desk_moment *moment, const struct desk_state *state, struct buf *buf);
/* {"children":[…]} */
void screen_face_write_children(const struct entrance_child *list, size_t n, struct buf *buf);
