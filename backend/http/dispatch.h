/* One request from its head to its answer, in the order that costs a stranger least: route, session, role, origin, rate, body, handler. */
#pragma once

#include "base/httpd.h"
#include "http/request.h"

/* Fills the rest of the request (method, server, exchange and language stand), answers and sends. */
void dispatch(struct httpd_exchange *exchange, struct request *request);
/* Answers what the gate of base/httpd.c refuses. */
void dispatch_refuse(struct httpd_exchange *exchange, int status, const char *code, const char *about);
/* "GET" … as enum; METHOD_COUNT: none of ours. */
enum method dispatch_method(struct str method);
/* The client's address: the proxy's word for it when the proxy is the one we know. */
struct str dispatch_address(const struct httpd_exchange *exchange, const char *proxy);
/* May this state-changing request come from where it says? `host` is the Host field. */
bool dispatch_same_origin(struct str origin, struct str sec_fetch_site, struct str host, bool behind_tls);
