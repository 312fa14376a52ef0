/* What every answer of the box's own screen has in common: the security head, the one origin that is heard, the page's files. */
#pragma once

#include <stdbool.h>

#include "base/httpd.h"

/* Nothing from elsewhere, no frame, no plug-in: the kiosk's browser is a browser. */
#define SCREEN_ANSWER_SECURITY                                                                           \
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " \
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"                \
    "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n"

/* status "200 OK"; more: further header lines. */
void screen_answer(struct httpd_exchange *exchange, const char *status, const char *more, struct str body);
void screen_answer_problem(struct httpd_exchange *exchange, const char *status, const char *code);
/* This page alone: asked for by this address (a name that resolves here is somebody's trick) and by no page of another origin. */
bool screen_answer_ours(int port, const struct httpd_exchange *exchange);
/* The page and its files; 404 otherwise. */
void screen_answer_asset(struct httpd_exchange *exchange);
