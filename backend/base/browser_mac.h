/* HMAC-SHA-256: the one keyed hash that a browser makes as well (Web Crypto has no BLAKE2b). For what a page checks by itself, without network. */
#pragma once

#include "base/secret.h"
#include "base/str.h"

enum { BROWSER_MAC_BYTES = 32 };

void browser_mac(const unsigned char key[SECRET_KEY_BYTES], struct str said, unsigned char out[BROWSER_MAC_BYTES]);
