/* Notices of a nursery, for its staff and its families; their answers. Decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

/* notice_http.c: reading */
void notices_get(struct request *request, struct response *response);
void notice_get(struct request *request, struct response *response);
/* notice_write_http.c: staff write */
void notices_post(struct request *request, struct response *response);
void notice_preview_post(struct request *request, struct response *response);
void notice_put(struct request *request, struct response *response);
/* notice_release_http.c: what becomes of it */
void notice_release_post(struct request *request, struct response *response);
void notice_recall_post(struct request *request, struct response *response);
void notice_remind_post(struct request *request, struct response *response);
/* notice_answer_http.c: families, and their answers */
void notice_read_post(struct request *request, struct response *response);
void notice_answer_post(struct request *request, struct response *response);
void notice_ballot_post(struct request *request, struct response *response);
void notice_answers_get(struct request *request, struct response *response);
