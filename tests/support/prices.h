/* Documents of extended-care prices for the pure tests, and stays to be priced by them. */
#ifndef SUPPORT_PRICES_H
#define SUPPORT_PRICES_H

#include "core/extension.h"

/* What the last document said. */
extern struct extension_rules prices;

/* Fails the test when the document is wrong. */
void prices_shipped(const char *name);    /* backend/cli/nursery_policies/extension-NAME.json */
void prices_members(const char *members); /* what follows the head, in simple quotes for double ones */
/* {"policy":"extension",…,MEMBERS} as it stands in a file. */
const char *prices_document(const char *members);

int32_t prices_minute(const char *hhmm);
/* A first child of no tier on 15 April 2026. */
struct extension_facts prices_stay(enum hours_class hours_class, const char *arrive, const char *leave);

#endif
