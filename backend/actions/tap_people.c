#include "actions/tap_people.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "wire/choice.h"

#include "base/banned.h"

static enum tap_verdict judge(const struct record_tap *in, int32_t day, const struct tap_child *child)
{
    if (child->nursery_id != in->site_id) {
        return TAP_OTHER_SITE;
    }
    if (day < child->enrolled_from_day || (child->enrolled_to_day != 0 && day > child->enrolled_to_day)) {
        return TAP_NOT_ENROLLED;
    }
    return TAP_OK;
}

/* All of them may count, or nobody: what the family was shown was one thing. */
static void judge_all(const struct record_tap *in, int32_t day, struct tap_people *people)
{
    for (size_t i = 0; i < people->n && people->verdict == TAP_OK; i++) {
        people->verdict = judge(in, day, &people->list[i]);
    }
}

static bool among(const struct tap_child *list, size_t n, const char *child)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].child, child) == 0) {
            return true;
        }
    }
    return false;
}

/* Chosen at the entrance without a card; naming one twice is once. */
static enum err find_named(struct db *db, const struct record_tap *in, struct tap_people *people)
{
    for (size_t i = 0; i < in->tap.children_n; i++) {
        if (among(people->list, people->n, in->tap.children[i])) {
            continue;
        }
        enum err err = tap_store_named(db, str_of(in->tap.children[i]), &people->list[people->n]);
        if (err == ERR_NOT_FOUND) {
            people->verdict = TAP_UNKNOWN_CHILD;
            return OK;
        }
        if (err != OK) {
            return err;
        }
        people->n++;
    }
    return OK;
}

/* Keeps of the family those who were named. */
static void keep_named(const struct record_tap *in, struct tap_people *people)
{
    size_t kept = 0;
    for (size_t i = 0; i < in->tap.children_n; i++) {
        if (!among(people->list, people->n, in->tap.children[i])) {
            people->verdict = TAP_UNKNOWN_CHILD;
        }
    }
    for (size_t i = 0; i < people->n; i++) {
        for (size_t j = 0; j < in->tap.children_n; j++) {
            if (strcmp(people->list[i].child, in->tap.children[j]) == 0) {
                people->list[kept++] = people->list[i];
                break;
            }
        }
    }
    people->n = kept;
}

/* Nobody was named on a family card: those who may count and are not reported absent, as the entrance preselects them. */
static void keep_expected(const struct record_tap *in, int32_t day, struct tap_people *people)
{
    struct choice_child children[TAP_CHILDREN_MAX];
    size_t here = 0;
    size_t kept = 0;
    if (in->tap.said == PUNCH_ASK_WHO) {
        people->verdict = TAP_WHICH_CHILD;
        return;
    }
    for (size_t i = 0; i < people->n; i++) {
        if (judge(in, day, &people->list[i]) == TAP_OK) {
            people->list[here++] = people->list[i];
        }
    }
    if (here == 0) {
        return; /* the verdict is the own child's */
    }
    for (size_t i = 0; i < here; i++) {
        children[i] = (struct choice_child){.absent = people->list[i].absent};
    }
    choice_preselect(children, here);
    for (size_t i = 0; i < here; i++) {
        if (children[i].preselected) {
            people->list[kept++] = people->list[i];
        }
    }
    people->n = kept;
}

/* A card that was given out after the touch counts only if the entrance knew it: then its clock is behind, not the card too new. */
static enum tap_verdict judge_card(const struct record_tap *in, const struct tap_card *card)
{
    if (card->later && in->tap.said == PUNCH_UNKNOWN) {
        return TAP_UNKNOWN_CARD;
    }
    return card->revoked ? TAP_REVOKED_CARD : TAP_OK;
}

static enum err find_by_card(struct db *db, const struct record_tap *in, int64_t at_ms, struct tap_people *people)
{
    struct tap_card card = {0};
    int32_t day = civil_day_of_ms(at_ms);
    enum err err = tap_store_card(db, in->tap.card, at_ms, &card);
    if (err == ERR_NOT_FOUND || err == OK) {
        people->verdict = err == OK ? judge_card(in, &card) : TAP_UNKNOWN_CARD;
    }
    if (people->verdict != TAP_OK) {
        return OK;
    }
    people->card_id = card.id;
    people->seen_id = card.id;
    err = err == OK ? tap_store_family(db, people->card_id, day, people->list, &people->n) : err;
    if (err != OK) {
        return err;
    }
    assert(people->n >= 1);
    if (in->tap.children_n > 0) {
        keep_named(in, people);
    } else if (people->n > 1) {
        keep_expected(in, day, people);
    }
    return OK;
}

enum err tap_people_find(struct db *db, const struct record_tap *in, int64_t at_ms, struct tap_people *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->verdict = TAP_OK;
    if (in->tap.direction == TAP_UNDO) {
        ret->verdict = TAP_TAKES_BACK;
        return OK;
    }
    enum err err = tap_has_card(&in->tap) ? find_by_card(db, in, at_ms, ret) : find_named(db, in, ret);
    if (err != OK) {
        return err;
    }
    judge_all(in, civil_day_of_ms(at_ms), ret);
    if (ret->verdict != TAP_OK) {
        ret->card_id = 0; /* whose card it was is kept only where it may count (R-ATT-07) */
        ret->n = 0;
    }
    assert(ret->verdict != TAP_OK || ret->n >= 1);
    return OK;
}
