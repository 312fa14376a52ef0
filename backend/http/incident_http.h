/* Accidents, small harms and near misses, and drills: lists, one with its reports, and what staff do. Decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

/* incident_http.c */
void incidents_get(struct request *request, struct response *response);
void ward_incidents_get(struct request *request, struct response *response);
void incident_get(struct request *request, struct response *response);
void child_incidents_get(struct request *request, struct response *response);
/* incident_write_http.c */
void incidents_post(struct request *request, struct response *response);
void incident_judgements_post(struct request *request, struct response *response);
void incident_reports_post(struct request *request, struct response *response);
void incident_send_post(struct request *request, struct response *response);
void incident_tellings_post(struct request *request, struct response *response);
/* drill_http.c */
void drills_get(struct request *request, struct response *response);
void drills_post(struct request *request, struct response *response);
