/* The contact book: a child's pages, the note of a class, the class page of staff, release, a nursery's settings. */
#pragma once

#include "http/request.h"
#include "http/response.h"

/* book_http.c: reading one page */
void book_home_get(struct request *request, struct response *response);
void book_nursery_get(struct request *request, struct response *response);
void book_note_get(struct request *request, struct response *response);
/* The fields of a part that a class age is asked for, and of a page's facts what is required and not there. */
struct book_facts;
void book_put_fields(struct json_out *out, int part, int32_t class_age);
void book_put_missing(struct json_out *out, int part, int32_t class_age, const struct book_facts *facts);
/* book_write_http.c */
void book_home_put(struct request *request, struct response *response);
void book_nursery_put(struct request *request, struct response *response);
void book_note_put(struct request *request, struct response *response);
void book_release_post(struct request *request, struct response *response);
/* whole_book_http.c */
void whole_book_get(struct request *request, struct response *response);
/* class_book_http.c */
void class_book_get(struct request *request, struct response *response);
void book_setting_get(struct request *request, struct response *response);
void book_setting_put_http(struct request *request, struct response *response);
