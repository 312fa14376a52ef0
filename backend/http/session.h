/* Who sends this cookie: sessions in memory, filled from the readers on first sight. A session ends by sign-out, by its absolute limit
 * (guardians 90 days, staff 24 hours), by lying idle (30 days, 12 hours) or when its account changes. The cookie is 256 random bits in
 * base64url; only BLAKE2b of that text is stored. NIST 800-63B-4; R-SEC-03. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/readers.h"

enum {
    SESSION_COOKIE_TEXT = 44, /* 43 characters and NUL */
    SESSION_SEEN_MS = 3600000,
};

#define SESSION_DAY_MS           INT64_C(86400000)
#define SESSION_GUARDIAN_IDLE_MS (30 * SESSION_DAY_MS)
#define SESSION_GUARDIAN_MS      (90 * SESSION_DAY_MS)
#define SESSION_STAFF_IDLE_MS    (SESSION_DAY_MS / 2)
#define SESSION_STAFF_MS         SESSION_DAY_MS

struct sessions;

struct sessions *sessions_open(struct readers *readers, struct lane *lane);
void sessions_close(struct sessions *sessions); /* NULL is fine */

/* Reads the sessions that still hold (at most some thirty thousand) before the door opens: in the opening rush after a restart the first
 * sight of thirteen thousand families cost a third of a second. */
enum err sessions_warm(struct sessions *sessions) NODISCARD;
/* ERR_NOT_FOUND: nobody (no such session, over, or no cookie of ours). ERR_BUSY: no reader was free. */
enum err sessions_find(struct sessions *sessions, struct str cookie, struct caller *ret) NODISCARD;
/* Drops one session from memory: after a sign-out. */
void sessions_drop(struct sessions *sessions, const unsigned char token_hash[SECRET_HASH_BYTES]);
/* The account's roles or sessions changed: what memory holds of it is read again. */
void sessions_account_changed(struct sessions *sessions, int64_t account_id);
/* The ring of changes was overrun: nothing in memory may be believed. */
void sessions_forget_all(struct sessions *sessions);

/* A new cookie and its hash. */
void session_new_cookie(char cookie[SESSION_COOKIE_TEXT], unsigned char token_hash[SECRET_HASH_BYTES]);
void session_hash(struct str cookie, unsigned char token_hash[SECRET_HASH_BYTES]);
/* "session", or "__Host-session" behind TLS. */
const char *session_cookie_name(bool behind_tls);
