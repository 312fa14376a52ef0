/* Incidents as the answers write them: the members of one as JSON, and one with its reports as JSON or as lines for a spreadsheet. */
#pragma once

#include "actions/read_incident.h"
#include "base/csv.h"
#include "base/json.h"

/* The members of one; the braces are the caller's. */
void incident_view_put(struct json_out *out, const struct incident_row *row, const struct incident_rules *rules,
                       int64_t now_ms);

enum incident_view_part {
    INCIDENT_VIEW_HEAD,
    INCIDENT_VIEW_JUDGEMENTS,
    INCIDENT_VIEW_VERSIONS,
    INCIDENT_VIEW_TELLINGS,
    INCIDENT_VIEW_REMINDERS,
    INCIDENT_VIEW_END
};

struct incident_view {
    struct json_out out;
    enum incident_view_part part;
    int64_t now_ms;
};
struct read_incident_pen incident_view_pen(struct incident_view *view);
/* After the reading: the lists that nothing stands in, and the end. */
void incident_view_end(struct incident_view *view);
void incident_view_put_telling(struct json_out *out, const struct incident_telling_row *row, struct str text);

struct read_incident_pen incident_view_csv_pen(struct csv *csv);
