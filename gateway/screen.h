/* The screen at the entrance: the page, what it shows, and what is pressed on it, served on this machine's loopback for a kiosk browser. Knows no
 * rule: the desk does. Without a screen everything goes on by light and sound.
 *   GET /            the page                       GET /live     events "face": {now, face}, whenever something changed
 *   GET /children?symbol=N   for choosing without a card: nobody is listed before the picture is known (R-ATT-19)
 *   POST /answer {ticket,word,children?}   POST /undo {ticket}   POST /name {child}   204, or a problem document
 * A page of another origin, or another host name for this address, gets nothing. */
#pragma once

#include "base/err.h"
#include "desk.h"

struct screen;

/* listen: "127.0.0.1:PORT". On failure `failure` says what to do. The desk outlives it. */
enum err screen_start(const char *listen, struct desk *desk, struct screen **ret, char failure[256]) NODISCARD;
int screen_port(const struct screen *screen);
/* NULL is fine. */
void screen_stop(struct screen *screen);
