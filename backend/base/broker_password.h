/* The password of an entrance at the broker, as Mosquitto keeps it: "$7$ROUNDS$SALT$HASH", PBKDF2 with HMAC-SHA-512. Made on the box that has the
 * password, so that only the hash leaves it. Own code because libsodium has the HMAC and not the few lines around it, and nothing else needs
 * OpenSSL here. */
#pragma once

#include <stdbool.h>

#include "base/str.h"

enum { BROKER_PASSWORD_SALT_BYTES = 12, BROKER_PASSWORD_HASH_TEXT = 128 };

void broker_password_hash(struct str password, const unsigned char salt[BROKER_PASSWORD_SALT_BYTES],
                          char hash[BROKER_PASSWORD_HASH_TEXT]);
/* Is it one, character by character? It is written into a file of the broker's: nothing else may get in. */
bool broker_password_is_hash(struct str text);
