/* The fields of an accident report, sealed as one JSON document. Part of other actions. */
#pragma once

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "store/incident_store.h"
#include "store/keys.h"

struct incident_fields {
    struct str text[INCIDENT_FIELDS];
};
/* Bit per field that says something. */
uint32_t incident_detail_filled(const struct incident_fields *fields);
/* room: INCIDENT_REPORT_BYTES_MAX for the plain text, and as much for the sealed one, of which *ret is a view. ERR_LIMIT: too long. */
enum err incident_detail_close(const struct keys *keys, const char *public_id, const struct incident_fields *fields,
                               char *room, struct str *ret) NODISCARD;
/* The texts are views into *json, which the caller must json_drop. room: INCIDENT_REPORT_BYTES_MAX. ERR_IO: it cannot be opened. */
enum err incident_detail_open(const struct keys *keys, const struct incident_report_row *row, char *room,
                              struct json_in *json, struct incident_fields *ret) NODISCARD;
