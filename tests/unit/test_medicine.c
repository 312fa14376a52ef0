/* R-CARE-02: who may ask, give, see and strike, and when. */
#include "core/medicine.h"

#include "support/test.h"

enum { TODAY = 20000, ANNA = 7, BEN = 8 };

struct row {
    struct medicine_facts facts;
    enum medicine_outcome withdraw;
    enum medicine_outcome give;
    enum medicine_outcome see; /* by BEN */
    enum medicine_outcome strike;
};

static const struct row rows[] = {
    {{TODAY, false, 0, false, true}, MEDICINE_FINE, MEDICINE_FINE, MEDICINE_STATE, MEDICINE_STATE},
    {{TODAY, false, 0, false, false}, MEDICINE_FINE, MEDICINE_AWAY, MEDICINE_STATE, MEDICINE_STATE},
    {{TODAY, true, 0, false, true}, MEDICINE_STATE, MEDICINE_STATE, MEDICINE_STATE, MEDICINE_STATE},
    {{TODAY, false, ANNA, false, true}, MEDICINE_STATE, MEDICINE_STATE, MEDICINE_FINE, MEDICINE_FINE},
    {{TODAY, false, ANNA, false, false}, MEDICINE_STATE, MEDICINE_STATE, MEDICINE_FINE, MEDICINE_FINE},
    {{TODAY, false, BEN, false, true}, MEDICINE_STATE, MEDICINE_STATE, MEDICINE_SAME_PERSON, MEDICINE_FINE},
    {{TODAY, false, ANNA, true, true}, MEDICINE_STATE, MEDICINE_STATE, MEDICINE_STATE, MEDICINE_FINE},
    {{TODAY + 1, false, 0, false, true}, MEDICINE_FINE, MEDICINE_EARLY, MEDICINE_EARLY, MEDICINE_EARLY},
    {{TODAY - 1, false, 0, false, true}, MEDICINE_OVER, MEDICINE_OVER, MEDICINE_OVER, MEDICINE_OVER},
    {{TODAY - 1, false, ANNA, false, true}, MEDICINE_STATE, MEDICINE_OVER, MEDICINE_OVER, MEDICINE_OVER},
};

TEST("R-CARE-02: given on its day, to a child who is here, once, and seen by another person")
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(medicine_may_withdraw(&rows[i].facts, TODAY), rows[i].withdraw);
        EXPECT_INT(medicine_may_give(&rows[i].facts, TODAY), rows[i].give);
        EXPECT_INT(medicine_may_see(&rows[i].facts, BEN, TODAY), rows[i].see);
        EXPECT_INT(medicine_may_strike(&rows[i].facts, TODAY), rows[i].strike);
    }
}

TEST("asked for from today to two weeks ahead, six a day at most")
{
    EXPECT_INT(medicine_may_ask(TODAY - 1, TODAY, 0), MEDICINE_OVER);
    EXPECT_INT(medicine_may_ask(TODAY, TODAY, MEDICINE_DAY_MAX - 1), MEDICINE_FINE);
    EXPECT_INT(medicine_may_ask(TODAY, TODAY, MEDICINE_DAY_MAX), MEDICINE_FULL);
    EXPECT_INT(medicine_may_ask(TODAY + MEDICINE_AHEAD_DAYS, TODAY, 0), MEDICINE_FINE);
    EXPECT_INT(medicine_may_ask(TODAY + MEDICINE_AHEAD_DAYS + 1, TODAY, 0), MEDICINE_EARLY);
}

TEST("R-CARE-02: what one person has written down is not yet given")
{
    EXPECT_STR(medicine_state_word(false, false, false), "asked");
    EXPECT_STR(medicine_state_word(false, true, false), "waits");
    EXPECT_STR(medicine_state_word(false, true, true), "given");
    EXPECT_STR(medicine_state_word(true, false, false), "withdrawn");
}

static const char *read(const char *text, char *page, size_t bytes)
{
    static struct json_faults faults; /* read after the return */
    struct json_in in;
    struct json_out out;
    struct buf buf;
    buf_init(&buf, page, bytes);
    json_out_init(&out, &buf);
    EXPECT_OK(json_open(str_of(text), &in, &faults));
    medicine_decode(&in, &out);
    return json_close(&in) == OK ? "" : faults.list[0].pointer;
}

TEST("R-CARE-02: drug, dose and when are asked for, an hour where it is the hour")
{
    char page[MEDICINE_DETAIL_MAX + 1];
    EXPECT_STR(read("{\"drug\":\"syrup\",\"dose\":\"5 ml\",\"when\":\"at\",\"at\":\"12:30\"}", page, sizeof page), "");
    EXPECT_STR(page,
               "{\"drug\":\"syrup\",\"dose\":\"5 ml\",\"when\":\"at\",\"at\":\"12:30\",\"clinic\":\"\",\"note\":\"\"}");
    EXPECT_STR(read("{\"drug\":\"syrup\",\"dose\":\"5 ml\",\"when\":\"at\"}", page, sizeof page), "/at");
    EXPECT_STR(read("{\"drug\":\"syrup\",\"when\":\"after_lunch\"}", page, sizeof page), "/dose");
    EXPECT_STR(read("{\"drug\":\"syrup\",\"dose\":\"1\",\"when\":\"later\"}", page, sizeof page), "/when");
    EXPECT_STR(read("{\"drug\":\"syrup\",\"dose\":\"1\",\"when\":\"as_needed\",\"more\":1}", page, sizeof page),
               "/more");
}
