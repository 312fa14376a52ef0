/* Every handler of routes.c: decode, act, encode. Each stands in <resource>_http.c. */
#pragma once

#include "http/book_http.h"
#include "http/calendar_feed_http.h"
#include "http/alarm_http.h"
#include "http/care_day_http.h"
#include "http/day_board_http.h"
#include "http/extension_http.h"
#include "http/evacuation_http.h"
#include "http/family_sheet_http.h"
#include "http/fee_http.h"
#include "http/month_http.h"
#include "http/note_http.h"
#include "http/photo_http.h"
#include "http/pickup_http.h"
#include "http/push_http.h"
#include "http/course_http.h"
#include "http/figures_http.h"
#include "http/meals_http.h"
#include "http/medicine_http.h"
#include "http/nap_http.h"
#include "http/open_data_http.h"
#include "http/incident_http.h"
#include "http/notice_http.h"
#include "http/outing_http.h"
#include "http/record_http.h"
#include "http/request.h"
#include "http/reservation_http.h"
#include "http/response.h"
#include "http/return_http.h"
#include "http/share_http.h"
#include "http/sick_day_http.h"
#include "http/sick_room_http.h"
#include "http/spot_http.h"
#include "http/talk_http.h"
#include "http/staffing_http.h"
#include "http/ticket_http.h"
#include "http/vacancies_http.h"

/* app_code_http.c */
void app_code_get(struct request *request, struct response *response);
/* gateways_http.c */
void gateways_get(struct request *request, struct response *response);
void gateway_revoke_post(struct request *request, struct response *response);
/* pairing_http.c */
void pairings_post(struct request *request, struct response *response);
void pairing_get(struct request *request, struct response *response);
void pairing_confirm_post(struct request *request, struct response *response);
void pairing_offer_post(struct request *request, struct response *response);
/* session_http.c */
void session_post(struct request *request, struct response *response);
void session_delete(struct request *request, struct response *response);
/* me_http.c */
void me_get(struct request *request, struct response *response);
/* diseases_http.c */
void diseases_get(struct request *request, struct response *response);
/* attendance_http.c */
void nursery_attendance_get(struct request *request, struct response *response);
void register_get(struct request *request, struct response *response);
void attendance_corrections_post(struct request *request, struct response *response);
void child_attendance_get(struct request *request, struct response *response);
/* absence_http.c */
void cards_get(struct request *request, struct response *response);
void cards_post(struct request *request, struct response *response);
void card_revoke_post(struct request *request, struct response *response);
void absences_post(struct request *request, struct response *response);
void absences_get(struct request *request, struct response *response);
void absence_delete(struct request *request, struct response *response);
/* contacts_http.c */
void contacts_get(struct request *request, struct response *response);
void contacts_post(struct request *request, struct response *response);
void contact_delete(struct request *request, struct response *response);
/* links_http.c */
void links_open_post(struct request *request, struct response *response);
void links_use_post(struct request *request, struct response *response);
/* registration_http.c */
void registration_put(struct request *request, struct response *response);
void registration_submit_post(struct request *request, struct response *response);
void registration_confirm_post(struct request *request, struct response *response);
void registration_decide_post(struct request *request, struct response *response);
/* registrations_http.c */
void child_registrations_get(struct request *request, struct response *response);
void registrations_get(struct request *request, struct response *response);
void registration_get(struct request *request, struct response *response);
/* facts_http.c */
void facts_get(struct request *request, struct response *response);
void facts_post(struct request *request, struct response *response);
void fact_end_post(struct request *request, struct response *response);
/* households_http.c */
void households_post(struct request *request, struct response *response);
void claim_code_post(struct request *request, struct response *response);
void guardian_invite_post(struct request *request, struct response *response);
/* facts_http.c */
void household_close_post(struct request *request, struct response *response);
/* claims_http.c */
void claims_post(struct request *request, struct response *response);
/* guardians_http.c */
void room_children_find_post(struct request *request, struct response *response);
void child_guardians_get(struct request *request, struct response *response);
void guardian_limits_put(struct request *request, struct response *response);
/* live_http.c */
void live_get(struct request *request, struct response *response);
