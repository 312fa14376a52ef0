/* The course of a child's day in the sick-care room. */
#pragma once

#include "base/str.h"
#include "http/request.h"
#include "http/response.h"

void entries_get(struct request *request, struct response *response);
void entries_post(struct request *request, struct response *response);
void entry_check_post(struct request *request, struct response *response);
void entry_check_here_post(struct request *request, struct response *response);
/* A line of a course into the struct json_out that arg is. */
struct care_entry_row;
void course_put_line(void *arg, const struct care_entry_row *entry, struct str detail);
