/* How a photo stands in a page's document: where its bytes are for the next minutes, and for staff who is in it. */
#pragma once

#include "base/json.h"
#include "http/request.h"
#include "store/photo_store.h"

/* On the lane; db names who is in it, NULL: nobody is named. */
void photo_put(struct json_out *out, const struct request *request, const struct photo_row *row, struct db *db);
