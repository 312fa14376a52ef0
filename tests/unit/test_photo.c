#include "core/photo.h"

#include <string.h>

#include "test.h"

#include "base/banned.h"

TEST("R-CB-07: a photo is shown to the family of a child in it, or to the class when all have agreed")
{
    static const struct {
        const char *what;
        struct photo_sight sight;
        bool shown;
    } rows[] = {
        {"a draft, to a family", {.kind = PHOTO_CHILD, .as_guardian = true, .own = 1}, false},
        {"a draft, to staff", {.kind = PHOTO_CHILD, .as_staff = true}, true},
        {"own child's page", {.kind = PHOTO_CHILD, .as_guardian = true, .own = 1, .released = true}, true},
        {"another child in it agrees no more",
         {.kind = PHOTO_CHILD, .as_guardian = true, .own = 1, .held = 1, .released = true},
         false},
        {"the other child's own family", {.kind = PHOTO_CHILD, .own = 1, .released = true}, true},
        {"another family of the class", {.kind = PHOTO_CHILD, .of_class = true, .released = true}, false},
        {"the class's note", {.kind = PHOTO_CLASS, .of_class = true, .released = true}, true},
        {"the class's note, not released", {.kind = PHOTO_CLASS, .of_class = true}, false},
        {"the class's note, one agrees no more",
         {.kind = PHOTO_CLASS, .of_class = true, .held = 1, .released = true},
         false},
        {"… and it is the viewer's own child alone",
         {.kind = PHOTO_CLASS, .of_class = true, .own = 1, .released = true},
         true},
        {"another class", {.kind = PHOTO_CLASS, .released = true}, false},
        {"to staff, one agrees no more", {.kind = PHOTO_CLASS, .as_staff = true, .held = 1}, true},
        {"removed, to staff", {.kind = PHOTO_CLASS, .as_staff = true, .removed = true}, false},
        {"a person who fetches, to another family", {.kind = PHOTO_PICKUP, .released = true, .of_class = true}, false},
        {"a person who fetches, to a guardian", {.kind = PHOTO_PICKUP, .as_guardian = true}, true},
        {"a doctor's paper, to another family", {.kind = PHOTO_PAPER, .released = true, .of_class = true}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (photo_shown(&rows[i].sight) != rows[i].shown) {
            print_message("%s\n", rows[i].what);
        }
        EXPECT_INT(photo_shown(&rows[i].sight), rows[i].shown);
    }
}

TEST("R-INF-03: a paper is taken in while it is wanted and not accepted; four sheets are enough")
{
    static const struct {
        struct paper_look look;
        enum photo_refusal refusal;
    } rows[] = {
        {{.wanted = true}, PHOTO_ADDED},
        {{.wanted = false}, PHOTO_NOT_ASKED},
        {{.wanted = true, .seen = true}, PHOTO_NOT_ASKED},
        {{.wanted = true, .withdrawn = true}, PHOTO_NOT_ASKED},
        {{.wanted = true, .there = PHOTO_PAPER_MAX - 1}, PHOTO_ADDED},
        {{.wanted = true, .there = PHOTO_PAPER_MAX}, PHOTO_PAPERS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(photo_paper(&rows[i].look), rows[i].refusal);
    }
}

TEST("R-CB-07, R-INF-03: staff take away what stands beside their pages, a guardian the paper that it handed in")
{
    static const struct {
        struct photo_sight sight;
        bool removable;
    } rows[] = {
        {{.kind = PHOTO_CHILD, .as_staff = true}, true},
        {{.kind = PHOTO_CHILD, .as_guardian = true, .own = 1, .released = true}, false},
        {{.kind = PHOTO_CLASS, .as_staff = true}, true},
        {{.kind = PHOTO_CLASS, .as_staff = true, .removed = true}, false},
        {{.kind = PHOTO_PAPER, .as_staff = true}, false},
        {{.kind = PHOTO_PAPER, .as_guardian = true}, true},
        {{.kind = PHOTO_PAPER, .as_guardian = true, .removed = true}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(photo_removable(&rows[i].sight), rows[i].removable);
    }
}

TEST("R-CB-07: a link works between five and ten minutes, and its end stands on a grid")
{
    for (int64_t now_ms = 1000000000000; now_ms < 1000000000000 + 20 * 60 * 1000; now_ms += 7001) {
        int64_t left_ms = photo_link_until_ms(now_ms) - now_ms;
        EXPECT(left_ms > PHOTO_LINK_MS);
        EXPECT(left_ms <= 2 * PHOTO_LINK_MS);
        EXPECT_INT(photo_link_until_ms(now_ms) % PHOTO_LINK_MS, 0);
    }
}
