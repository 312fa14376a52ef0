/* See holidays.h. The list is the Cabinet Office's for 2026 and 2027, in the form of its CSV file: day and name. */
#include "cli/holidays.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "store/calendar_store.h"

#include "base/banned.h"

static const char csv[] = "2026-01-01,元日\n"
                          "2026-01-12,成人の日\n"
                          "2026-02-11,建国記念の日\n"
                          "2026-02-23,天皇誕生日\n"
                          "2026-03-20,春分の日\n"
                          "2026-04-29,昭和の日\n"
                          "2026-05-03,憲法記念日\n"
                          "2026-05-04,みどりの日\n"
                          "2026-05-05,こどもの日\n"
                          "2026-05-06,休日\n"
                          "2026-07-20,海の日\n"
                          "2026-08-11,山の日\n"
                          "2026-09-21,敬老の日\n"
                          "2026-09-22,休日\n"
                          "2026-09-23,秋分の日\n"
                          "2026-10-12,スポーツの日\n"
                          "2026-11-03,文化の日\n"
                          "2026-11-23,勤労感謝の日\n"
                          "2027-01-01,元日\n"
                          "2027-01-11,成人の日\n"
                          "2027-02-11,建国記念の日\n"
                          "2027-02-23,天皇誕生日\n"
                          "2027-03-21,春分の日\n"
                          "2027-03-22,休日\n"
                          "2027-04-29,昭和の日\n"
                          "2027-05-03,憲法記念日\n"
                          "2027-05-04,みどりの日\n"
                          "2027-05-05,こどもの日\n"
                          "2027-07-19,海の日\n"
                          "2027-08-11,山の日\n"
                          "2027-09-20,敬老の日\n"
                          "2027-09-23,秋分の日\n"
                          "2027-10-11,スポーツの日\n"
                          "2027-11-03,文化の日\n"
                          "2027-11-23,勤労感謝の日\n";

enum { DAY_TEXT = CIVIL_DAY_TEXT - 1 };

/* One line "2026-01-01,name" of `text`; *ret_end: where the next begins. */
static bool next_line(const char *text, const char *text_end, int32_t *ret_day, struct str *ret_name,
                      const char **ret_end)
{
    const char *end = memchr(text, '\n', (size_t)(text_end - text));
    end = end == NULL ? text_end : end;
    *ret_end = end == text_end ? end : end + 1;
    if (end - text < DAY_TEXT || civil_parse_day((struct str){text, DAY_TEXT}, ret_day) != OK) {
        return false;
    }
    const char *name = text + DAY_TEXT;
    name += name < end && *name == ',' ? 1 : 0;
    *ret_name = (struct str){name, (size_t)(end - name)};
    return true;
}

enum err holidays_import(struct db *db)
{
    enum err err = OK;
    for (const char *line = csv; err == OK && *line != '\0';) {
        struct str name;
        int32_t day = 0;
        bool right = next_line(line, csv + sizeof csv - 1, &day, &name, &line);
        assert(right);
        err = calendar_holiday_put(db, day, name);
    }
    return err;
}

bool holidays_list(struct str text, int32_t *days, size_t max, size_t *ret_n)
{
    const char *at = text.p == NULL ? csv : text.p;
    const char *end = text.p == NULL ? csv + sizeof csv - 1 : text.p + text.n;
    size_t n = 0;
    while (at < end) {
        struct str name;
        if (n == max || !next_line(at, end, &days[n], &name, &at)) {
            return false;
        }
        n++;
    }
    *ret_n = n;
    return true;
}
