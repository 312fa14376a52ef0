/* See notice_http.h: lists of notices, and one. Who works in the nursery reads as staff unless ?as=family; everybody else as a family. */
#include "http/notice_http.h"

#include "actions/read_notice.h"
#include "base/json.h"
#include "http/server.h"
#include "store/notice_store.h"

#include "base/banned.h"

enum { STAFF_ROLES = ROLE_BIT(ROLE_TEACHER) | ROLE_BIT(ROLE_LEAD) | ROLE_BIT(ROLE_HEAD) };

static bool as_staff(const struct request *request)
{
    return (request->caller.roles & STAFF_ROLES) != 0 && !str_is(request_query(request, "as"), "family");
}

static void put_event(struct json_out *out, int32_t day, int32_t from_min, int32_t to_min)
{
    json_out_key(out, "event");
    if (day == 0) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_day(out, "day", day);
    json_put_minute_or_null(out, "from", from_min);
    json_put_minute_or_null(out, "to", to_min);
    json_out_close(out, '}');
}

/* --- lists ------------------------------------------------------------------------------------------------------------ */

struct list_writing {
    struct json_out out;
    bool staff;
};

static void put_line(void *arg, const struct notice_line *line)
{
    struct list_writing *writing = arg;
    struct json_out *out = &writing->out;
    json_out_open(out, '{');
    json_put_text(out, "id", line->public_id);
    json_put_word(out, "state", notice_state_words[line->state - 1]);
    json_put_bool(out, "emergency", line->emergency);
    json_put_text(out, "title", line->title);
    json_put_text(out, "by", line->by);
    json_put_instant_or_null(out, "sent_at", line->sent_ms);
    json_put_instant_or_null(out, "due_at", line->due_ms);
    json_put_word(out, "answers", notice_answers_words[line->answers]);
    json_put_day_or_null(out, "event_day", line->event_day);
    if (writing->staff) {
        json_put_word(out, "audience", notice_audience_words[line->audience - 1]);
        json_put_instant_or_null(out, "at", line->at_ms);
        json_put_int(out, "recipients", line->recipients);
        json_put_int(out, "opened", line->opened);
    } else {
        json_put_instant_or_null(out, "read_at", line->opened);
        json_put_bool(out, "done", line->done);
    }
    json_out_close(out, '}');
}

static enum err put_lines(struct request *request, struct list_writing *writing)
{
    struct db *db = request->worker->db;
    int64_t account = request->caller.account_id;
    struct str site = request_path(request, "id");
    struct notice_nursery nursery;
    if (writing->staff) {
        enum err err = notice_nursery(db, site, account, &nursery);
        return err == OK ? notice_list_staff(db, nursery.id, put_line, writing) : err;
    }
    enum err err = notice_family_site(db, site, account);
    return err == OK ? notice_list_family(db, site, account, put_line, writing) : err;
}

void notices_get(struct request *request, struct response *response)
{
    struct list_writing writing = {.staff = as_staff(request)};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    json_out_key(&writing.out, "notices");
    json_out_open(&writing.out, '[');
    enum err err = put_lines(request, &writing);
    response_json_end(request, response, &writing.out, "]}", err);
}

/* --- one -------------------------------------------------------------------------------------------------------------- */

struct notice_writing {
    struct json_out out;
    bool staff;
    int64_t version;
    const char *open; /* the list that is being written */
};

static void put_report(struct json_out *out, const struct notice *notice)
{
    json_out_key(out, "report");
    if (notice->report_ms == 0) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_instant(out, "at", notice->report_ms);
    json_put_int(out, "opened", notice->report_opened);
    json_put_int(out, "mailed", notice->report_mailed);
    json_put_int(out, "neither", notice->report_none);
    json_out_close(out, '}');
}

static void put_staff_head(struct json_out *out, const struct notice_shown *shown)
{
    const struct notice *notice = shown->notice;
    bool sent = notice->state == NOTICE_SENT;
    json_put_word(out, "audience", notice_audience_words[notice->audience - 1]);
    json_put_bool(out, "needs_second", notice->needs_second);
    json_put_int(out, "names_confirmed", notice->names_said);
    json_put_instant(out, "written_at", notice->written_ms);
    json_put_text(out, "released_by", shown->releaser);
    json_put_instant_or_null(out, "at", notice->at_ms);
    json_put_instant_or_null(out, "recall_until", sent ? notice->sent_ms + NOTICE_RECALL_MS : 0);
    json_put_instant_or_null(out, "reminded_at", notice->reminded_ms);
    put_report(out, notice);
}

static void put_head(void *arg, const struct notice_shown *shown)
{
    struct notice_writing *writing = arg;
    struct json_out *out = &writing->out;
    const struct notice *notice = shown->notice;
    writing->version = notice->version;
    json_out_open(out, '{');
    json_put_word(out, "id", notice->public_id);
    json_put_word(out, "nursery_id", notice->site);
    json_put_int(out, "version", notice->version);
    json_put_word(out, "state", notice_state_words[notice->state - 1]);
    json_put_bool(out, "emergency", notice->emergency);
    json_put_text(out, "title", shown->title);
    json_put_text(out, "by", shown->writer);
    json_put_instant_or_null(out, "sent_at", notice->sent_ms);
    json_put_instant_or_null(out, "recalled_at", notice->recalled_ms);
    json_put_instant_or_null(out, "due_at", notice->due_ms);
    json_put_word(out, "answers", notice_answers_words[notice->answers]);
    json_put_bool(out, "anonymous", notice->anonymous);
    put_event(out, notice->event_day, notice->event_from_min, notice->event_to_min);
    json_put_json_or_null(out, "detail", shown->detail);
    if (writing->staff) {
        put_staff_head(out, shown);
    } else {
        json_put_instant_or_null(out, "read_at", notice->opened_ms);
    }
}

/* The lists come one after the other; each is there, empty or not. */
static void open_list(struct notice_writing *writing, const char *name)
{
    if (writing->open == name) {
        return;
    }
    if (writing->open != NULL) {
        json_out_close(&writing->out, ']');
    }
    writing->open = name;
    json_out_key(&writing->out, name);
    json_out_open(&writing->out, '[');
}

static const char targets_word[] = "targets";
static const char classes_word[] = "classes";
static const char recipients_word[] = "recipients";
static const char children_word[] = "children";

static void put_target(void *arg, struct str class_name, struct str child, struct str name)
{
    struct notice_writing *writing = arg;
    open_list(writing, targets_word);
    json_out_open(&writing->out, '{');
    json_put_text(&writing->out, "class", class_name);
    json_put_text(&writing->out, "child_id", child);
    json_put_text(&writing->out, "name", name);
    json_out_close(&writing->out, '}');
}

static void put_class(void *arg, struct str class_name, int64_t recipients, int64_t opened)
{
    struct notice_writing *writing = arg;
    if (writing->open == NULL) {
        open_list(writing, targets_word);
    }
    open_list(writing, classes_word);
    json_out_open(&writing->out, '{');
    json_put_text(&writing->out, "class", class_name);
    json_put_int(&writing->out, "recipients", recipients);
    json_put_int(&writing->out, "opened", opened);
    json_out_close(&writing->out, '}');
}

static void put_recipient(void *arg, const struct notice_recipient *recipient)
{
    static const char *const mailed[] = {"none", "waits", "sent"};
    struct notice_writing *writing = arg;
    open_list(writing, recipients_word);
    json_out_open(&writing->out, '{');
    json_put_text(&writing->out, "class", recipient->class_name);
    json_put_text(&writing->out, "child", recipient->child);
    json_put_text(&writing->out, "guardian", recipient->guardian);
    json_put_instant_or_null(&writing->out, "read_at", recipient->opened_ms);
    json_put_word(&writing->out, "mail", mailed[recipient->mailed]);
    json_out_close(&writing->out, '}');
}

static void put_own(void *arg, const struct notice_own_child *child, struct str answers, bool voted)
{
    struct notice_writing *writing = arg;
    open_list(writing, children_word);
    json_out_open(&writing->out, '{');
    json_put_word(&writing->out, "child_id", child->public_id);
    json_put_word(&writing->out, "name", child->name);
    json_put_bool(&writing->out, "answered", voted || answers.n > 0);
    json_put_json_or_null(&writing->out, "answers", answers);
    json_out_close(&writing->out, '}');
}

static void put_end(struct notice_writing *writing)
{
    if (writing->staff) {
        if (writing->open == NULL) {
            open_list(writing, targets_word);
        }
        if (writing->open == targets_word) {
            open_list(writing, classes_word);
        }
    }
    open_list(writing, writing->staff ? recipients_word : children_word);
    json_out_close(&writing->out, ']');
    json_out_close(&writing->out, '}');
}

void notice_get(struct request *request, struct response *response)
{
    struct notice_writing writing = {.staff = as_staff(request)};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    struct read_notice ask = {.caller = &request->caller,
                              .notice = request_path(request, "id"),
                              .staff = writing.staff,
                              .head = put_head,
                              .target = put_target,
                              .class_line = put_class,
                              .recipient = put_recipient,
                              .own = put_own,
                              .arg = &writing};
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    enum err err = read_notice(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    put_end(&writing);
    response_json_version(request, response, writing.version);
}
