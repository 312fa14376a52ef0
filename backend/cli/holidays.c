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

enum err holidays_import(struct db *db)
{
    enum err err = OK;
    for (const char *line = csv; err == OK && *line != '\0';) {
        const char *end = strchr(line, '\n');
        int32_t day = 0;
        assert(end != NULL);
        assert(line[DAY_TEXT] == ',');
        err = civil_parse_day((struct str){line, DAY_TEXT}, &day);
        assert(err == OK);
        const char *name = line + DAY_TEXT + 1;
        err = calendar_holiday_put(db, day, (struct str){name, (size_t)(end - name)});
        line = end + 1;
    }
    return err;
}
