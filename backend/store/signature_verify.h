/* The signature of every stored touch, looked at again with the key of its entrance's enrolment, also one that was revoked since; and what is kept
 * beside the signed bytes (number, time, direction, what was said, the card) compared with them. Who holds the file can write a row and the whole
 * chain anew; what an entrance has signed they cannot. Reads only. */
#pragma once

#include "base/err.h"
#include "store/db.h"
#include "store/verify_store.h"

enum err signature_verify(struct db *db, struct verify *verify) NODISCARD;
