/* See vacancy_page.h. */
#include "http/vacancy_page.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "store/reservation_store.h"

#include "base/banned.h"

enum word {
    WORD_TITLE,
    WORD_LEAD,
    WORD_AS_OF,
    WORD_ROOM,
    WORD_TELEPHONE,
    WORD_OPEN,
    WORD_FEW,
    WORD_FULL,
    WORD_ENDED,
    WORD_CLOSED,
    WORD_WAITING,
    WORD_DAY,
    WORD_AM,
    WORD_PM,
    WORD_WEEKDAYS,
    WORD_OTHER_PAGE,
    WORD_COUNT
};

static const char *const words[WORD_COUNT][2] = {
    [WORD_TITLE] = {"病児保育の空き状況", "Sick-child care vacancies"},
    [WORD_LEAD] = {"お申し込みは、各室への電話でも、画面と同じ順番で受け付けます。",
                   "You can also ask for a place by telephone, in the same order as on the web."},
    [WORD_AS_OF] = {"最後に変わった時刻：", "Last changed at "},
    [WORD_ROOM] = {"病児保育室", "Room"},
    [WORD_TELEPHONE] = {"電話", "Telephone"},
    [WORD_OPEN] = {"○ 空きあり", "○ Places free"},
    [WORD_FEW] = {"△ 残り1", "△ One left"},
    [WORD_FULL] = {"× 満室", "× Full"},
    [WORD_ENDED] = {"－ 受付終了", "－ Requests closed"},
    [WORD_CLOSED] = {"－ 休み", "－ Closed"},
    [WORD_WAITING] = {"待ち ", "waiting: "},
    [WORD_DAY] = {"1日 ", "Whole day: "},
    [WORD_AM] = {"午前 ", "Morning: "},
    [WORD_PM] = {"午後 ", "Afternoon: "},
    [WORD_WEEKDAYS] = {"月 火 水 木 金 土 日", "Mon Tue Wed Thu Fri Sat Sun"},
    [WORD_OTHER_PAGE] = {"予約の画面（JavaScriptが必要です）", "The booking page (needs JavaScript)"},
};

struct page {
    struct buf *out;
    enum request_language language;
};

static void put(const struct page *page, enum word word)
{
    buf_puts(page->out, words[word][page->language == REQUEST_EN ? 1 : 0]);
}

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Text and attribute values alike. */
static void put_escaped(const struct page *page, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        const char *entity = entity_of(*p);
        if (entity == NULL) {
            buf_char(page->out, *p);
        } else {
            buf_puts(page->out, entity);
        }
    }
}

static void put_weekday(const struct page *page, int32_t day)
{
    const char *list = words[WORD_WEEKDAYS][page->language == REQUEST_EN ? 1 : 0];
    for (int i = civil_weekday(day); i > 0; i--) {
        list = strchr(list, ' ') + 1;
    }
    const char *end = strchr(list, ' ');
    buf_add(page->out, list, end == NULL ? strlen(list) : (size_t)(end - list));
}

/* 3/2 月, with the whole date for programs that read aloud. */
static void put_day(const struct page *page, int32_t day)
{
    struct civil_date date = civil_date_of_day(day);
    buf_puts(page->out, "<th scope=\"col\"><time datetime=\"");
    civil_put_day(page->out, day);
    buf_puts(page->out, "\">");
    buf_int(page->out, date.month);
    buf_char(page->out, '/');
    buf_int(page->out, date.day);
    buf_char(page->out, ' ');
    put_weekday(page, day);
    buf_puts(page->out, "</time></th>");
}

static void put_slot_name(const struct page *page, const struct vacancy_slot *slot)
{
    if (strcmp(slot->id, "am") == 0) {
        put(page, WORD_AM);
    } else if (strcmp(slot->id, "pm") == 0) {
        put(page, WORD_PM);
    } else if (strcmp(slot->id, RESERVATION_DAY_SLOT) == 0) {
        put(page, WORD_DAY);
    } else {
        put_escaped(page, slot->id);
        buf_char(page->out, ' ');
    }
}

/* named: there are others beside it */
static void put_slot(const struct page *page, const struct vacancy_slot *slot, bool named)
{
    static const enum word marks[] = {
        [MARK_OPEN] = WORD_OPEN, [MARK_FEW] = WORD_FEW, [MARK_FULL] = WORD_FULL, [MARK_CLOSED] = WORD_ENDED};
    assert((size_t)slot->mark < sizeof marks / sizeof marks[0]);
    buf_puts(page->out, "<span>");
    if (named) {
        put_slot_name(page, slot);
    }
    put(page, marks[slot->mark]);
    buf_puts(page->out, "</span>");
    if (slot->waiting > 0) {
        buf_puts(page->out, " <span>");
        put(page, WORD_WAITING);
        buf_int(page->out, slot->waiting);
        buf_puts(page->out, "</span>");
    }
}

static void put_cell(const struct page *page, const struct vacancy_cell *cell)
{
    buf_puts(page->out, "<td>");
    for (size_t i = 0; cell->open && i < cell->slots_n; i++) {
        put_slot(page, &cell->slots[i], cell->slots_n > 1);
    }
    if (!cell->open || cell->slots_n == 0) {
        put(page, WORD_CLOSED);
    }
    buf_puts(page->out, "</td>");
}

static void put_telephone(const struct page *page, const char *phone)
{
    if (phone[0] == '\0') {
        return;
    }
    buf_puts(page->out, "<br><a href=\"tel:");
    for (const char *p = phone; *p != '\0'; p++) {
        if ((*p >= '0' && *p <= '9') || *p == '+') {
            buf_char(page->out, *p);
        }
    }
    buf_puts(page->out, "\">");
    put(page, WORD_TELEPHONE);
    buf_char(page->out, ' ');
    put_escaped(page, phone);
    buf_puts(page->out, "</a>");
}

static void put_room(const struct page *page, const struct vacancy_board *board, const struct vacancy_room *room,
                     int32_t from_day)
{
    buf_puts(page->out, "<tr><th scope=\"row\">");
    put_escaped(page, room->name);
    put_telephone(page, room->phone);
    buf_puts(page->out, "</th>");
    for (int32_t day = from_day; day < from_day + VACANCY_PAGE_DAYS; day++) {
        assert(day >= board->first_day);
        assert(day < board->first_day + VACANCY_HORIZON_DAYS);
        put_cell(page, &room->cells[day - board->first_day]);
    }
    buf_puts(page->out, "</tr>\n");
}

static void put_head(const struct page *page)
{
    buf_puts(page->out, page->language == REQUEST_EN ? "<!doctype html>\n<html lang=\"en\">\n"
                                                     : "<!doctype html>\n<html lang=\"ja\">\n");
    buf_puts(page->out, "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
                        "initial-scale=1\">\n<meta http-equiv=\"refresh\" content=\"60\">\n<meta "
                        "name=\"format-detection\" content=\"telephone=no\">\n<link rel=\"stylesheet\" "
                        "href=\"/vacancies.css\">\n<title>");
    put(page, WORD_TITLE);
    buf_puts(page->out, "</title>\n</head>\n<body>\n<main>\n<h1>");
    put(page, WORD_TITLE);
    buf_puts(page->out, "</h1>\n<p>");
    put(page, WORD_LEAD);
    buf_puts(page->out, "</p>\n");
}

static void put_as_of(const struct page *page, int64_t as_of_ms)
{
    int32_t day = civil_day_of_ms(as_of_ms);
    int32_t minute = civil_minute_of_ms(as_of_ms);
    struct civil_date date = civil_date_of_day(day);
    buf_puts(page->out, "<p>");
    put(page, WORD_AS_OF);
    buf_int(page->out, date.month);
    buf_char(page->out, '/');
    buf_int(page->out, date.day);
    buf_char(page->out, ' ');
    civil_put_minute(page->out, minute);
    buf_puts(page->out, "</p>\n");
}

void vacancy_page_write(const struct vacancy_board *board, int32_t from_day, enum request_language language,
                        struct buf *out)
{
    const struct page page = {out, language};
    put_head(&page);
    put_as_of(&page, board->as_of_ms);
    buf_puts(out, "<div class=\"board\" tabindex=\"0\" role=\"region\" aria-label=\"");
    put(&page, WORD_TITLE);
    buf_puts(out, "\">\n<table>\n<thead><tr><th scope=\"col\">");
    put(&page, WORD_ROOM);
    buf_puts(out, "</th>");
    for (int32_t day = from_day; day < from_day + VACANCY_PAGE_DAYS; day++) {
        put_day(&page, day);
    }
    buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < board->rooms_n; i++) {
        put_room(&page, board, &board->rooms[i], from_day);
    }
    buf_puts(out, "</tbody>\n</table>\n</div>\n<p><a href=\"/\">");
    put(&page, WORD_OTHER_PAGE);
    buf_puts(out, "</a></p>\n</main>\n</body>\n</html>\n");
}
