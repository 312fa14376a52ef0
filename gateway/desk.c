/* See desk.h. What is asked and answered; what is committed and how is desk_commit.c. */
#include "desk.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "desk_parts.h"
#include "feedback.h"
#include "sync.h"

#include "base/banned.h"

struct desk *desk_open(const struct desk_options *options)
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (desk == NULL) {
        abort();
    }
    desk->options = *options;
    desk->options.link_gone_ms = options->link_gone_ms > 0 ? options->link_gone_ms : DESK_LINK_GONE_MS;
    desk->disk = true;
    desk->unlinked_ms = clock_mono_ms();
    desk->entrance = entrance_open(options->book);
    enum err err = topics_write(options->credentials->site, options->credentials->gateway, TOPICS_TAP, desk->topic);
    assert(err == OK);
    pthread_mutex_init(&desk->lock, NULL);
    wait_cond_init(&desk->changed);
    return desk;
}

void desk_close(struct desk *desk)
{
    if (desk != NULL) {
        entrance_close(desk->entrance);
        pthread_cond_destroy(&desk->changed);
        pthread_mutex_destroy(&desk->lock);
        free(desk);
    }
}

void desk_remember(struct desk *desk, const struct tap *tap)
{
    pthread_mutex_lock(&desk->lock);
    entrance_keep(desk->entrance, tap);
    pthread_mutex_unlock(&desk->lock);
}

void desk_on_commit(struct desk *desk, void (*wake)(void *arg), void *arg)
{
    desk->wake = wake;
    desk->wake_arg = arg;
}

/* Anything may be different now. With the lock held. */
static void tell(struct desk *desk)
{
    desk->version++;
    pthread_cond_broadcast(&desk->changed);
}

static void begin_moment(struct desk *desk, const struct tap *tap, const struct entrance_family *family)
{
    struct moment *moment = &desk->moment;
    int64_t ticket = moment->ticket;
    *moment = (struct moment){.ticket = ticket + 1, .first = *tap, .family = *family};
}

/* Shows how it ended, with the names for three seconds and the way back for five. */
static void end_moment(struct desk *desk, enum desk_kind kind)
{
    struct moment *moment = &desk->moment;
    int64_t now_ms = clock_mono_ms();
    moment->kind = kind;
    moment->question = CHOICE_NOTHING;
    moment->names_until_ms = now_ms + DESK_SHOW_MS;
    moment->undo_until_ms = moment->undo_n > 0 ? now_ms + DESK_UNDO_MS : 0;
}

static void ask(struct desk *desk, enum choice_question question)
{
    struct moment *moment = &desk->moment;
    moment->kind = DESK_ASKS;
    moment->question = question;
    moment->names_until_ms = clock_mono_ms() + (question == CHOICE_ANYWAY ? DESK_ANYWAY_MS : DESK_ASK_MS);
    moment->undo_until_ms = 0;
}

/* R-ATT-02: the same sign again; a question that this card has open stays open. */
static void bounce(struct desk *desk, const struct tap *tap, const struct entrance_family *family)
{
    struct moment *moment = &desk->moment;
    bool same = moment->ticket != 0 && memcmp(moment->first.card, tap->card, sizeof tap->card) == 0 &&
                strcmp(moment->first.children[0], tap->children[0]) == 0;
    if (same && moment->kind == DESK_ASKS && clock_mono_ms() < moment->names_until_ms) {
        return;
    }
    if (same && moment->kind == DESK_DONE) {
        moment->names_until_ms = clock_mono_ms() + DESK_SHOW_MS;
        return;
    }
    begin_moment(desk, tap, family);
    moment->said = PUNCH_BOUNCE;
    end_moment(desk, DESK_DONE);
}

/* The preselected, or with a bounce those whom it bounces; of children that were named, all: they were chosen already. */
static void choose(const struct tap *tap, const struct entrance_family *family, bool chosen[CHOICE_CHILDREN_MAX])
{
    bool bounces = choice_bounces(family->what, family->n);
    for (size_t i = 0; i < family->n; i++) {
        bool meant = family->what[i].preselected || !tap_has_card(tap);
        chosen[i] = bounces ? family->what[i].meaning == PUNCH_BOUNCE : meant;
    }
}

/* Children are known and nobody has to be asked for whom. */
static enum err touch_known(struct desk *desk, struct tap *tap, const struct entrance_family *family)
{
    bool chosen[CHOICE_CHILDREN_MAX] = {false};
    enum choice_question question = choice_question(family->what, family->n);
    struct moment before = desk->moment;
    choose(tap, family, chosen);
    begin_moment(desk, tap, family);
    enum err err = desk_commit_groups(desk, tap, family, chosen);
    if (err != OK) {
        return err;
    }
    desk->moment.said = choice_said(family->what, family->n);
    if (desk->moment.said == PUNCH_BOUNCE) {
        desk->moment = before;
        bounce(desk, tap, family);
    } else if (family->n == 1 && question != CHOICE_NOTHING && desk->screens > 0) {
        ask(desk, question);
    } else {
        end_moment(desk, DESK_DONE);
    }
    return OK;
}

/* One touch that is committed as it is: unknown, kept, or with the question for whom. */
static enum err touch_plain(struct desk *desk, struct tap *tap, const struct entrance_family *family,
                            enum punch_meaning said)
{
    begin_moment(desk, tap, family);
    tap->said = said;
    enum err err = desk_commit(desk, tap);
    if (err != OK) {
        return err;
    }
    desk->moment.said = said;
    desk->moment.first = *tap;
    if (said == PUNCH_ASK_WHO) {
        ask(desk, CHOICE_WHO);
    } else {
        end_moment(desk, said == PUNCH_KEPT ? DESK_KEPT : DESK_UNKNOWN);
    }
    return OK;
}

static enum err touch_decided(struct desk *desk, struct tap *tap)
{
    struct entrance_family family;
    entrance_family(desk->entrance, tap, &family);
    if (!tap_has_card(tap) && family.n == 0) {
        return ERR_NOT_FOUND;
    }
    if (family.n == 0) {
        return touch_plain(desk, tap, &family, family.have_roster ? PUNCH_UNKNOWN : PUNCH_KEPT);
    }
    if (choice_question(family.what, family.n) == CHOICE_WHO && tap_has_card(tap) && desk->screens > 0) {
        return touch_plain(desk, tap, &family, PUNCH_ASK_WHO);
    }
    return touch_known(desk, tap, &family);
}

/* Nothing was kept: nothing chimes, and the screen says so. */
static void sorry(struct desk *desk)
{
    struct entrance_family nobody = {.n = 0};
    desk->disk = false;
    begin_moment(desk, &desk->moment.first, &nobody);
    desk->moment.said = PUNCH_UNKNOWN;
    end_moment(desk, DESK_NOT_KEPT);
    feedback_sorry("not kept: the disk of this box is full or broken; tell a teacher");
    log_event(LOG_ERROR, "touch_not_kept",
              LOG_TEXT("todo", "make room on the disk, or replace it; staff enter this touch"));
}

static enum err finish(struct desk *desk, enum err err)
{
    if (err == ERR_IO) {
        sorry(desk);
    } else if (err == OK) {
        desk->disk = true;
    }
    tell(desk);
    pthread_mutex_unlock(&desk->lock);
    return err;
}

/* Whom a code of the app means. False: it would be good, but not now; one that nobody signed, or of no child of here, is as an unknown card. */
static bool name_by_code(struct desk *desk, const struct desk_touch *touch, struct tap *tap, struct app_code *code)
{
    struct app_code read;
    struct sync sync = sync_read();
    if (app_code_read(str_of(touch->app), desk->options.credentials->server_sign_public, &read) != OK) {
        return true;
    }
    if (app_codes_judge(&desk->codes, &read, tap->time_ms, &sync) != APP_CODE_GOOD) {
        return false;
    }
    *code = read;
    tap->children_n = entrance_of_code(desk->entrance, &read, tap->time_ms, tap->children);
    return true;
}

enum err desk_touch(struct desk *desk, const struct desk_touch *touch)
{
    pthread_mutex_lock(&desk->lock);
    struct tap tap = desk_tap(desk, touch->method, touch->reader);
    struct app_code code = {.children_n = 0};
    bool stale = touch->app != NULL && !name_by_code(desk, touch, &tap, &code);
    if (tap.children_n > 0) {
        assert(touch->app != NULL);
    } else if (touch->card != NULL) {
        memcpy(tap.card, touch->card, sizeof tap.card);
    } else {
        enum err err = str_copy(str_of(touch->child), tap.children[0], sizeof tap.children[0]);
        tap.children_n = err == OK ? 1 : 0;
    }
    enum err err = touch_decided(desk, &tap);
    desk->moment.throwaway = touch->throwaway && err == OK;
    desk->moment.stale = stale && err == OK;
    if (tap.children_n > 0 && code.children_n > 0 && err == OK) {
        app_codes_take(&desk->codes, &code, tap.time_ms);
    }
    return finish(desk, err);
}

void desk_unreadable(struct desk *desk)
{
    struct entrance_family nobody = {.n = 0};
    pthread_mutex_lock(&desk->lock);
    if (desk->moment.kind != DESK_ASKS || clock_mono_ms() >= desk->moment.names_until_ms) {
        begin_moment(desk, &desk->moment.first, &nobody);
        end_moment(desk, DESK_UNREADABLE);
    }
    tell(desk);
    pthread_mutex_unlock(&desk->lock);
}

void desk_reader(struct desk *desk, bool there)
{
    pthread_mutex_lock(&desk->lock);
    desk->reader = there;
    tell(desk);
    pthread_mutex_unlock(&desk->lock);
}

/* --- answers --------------------------------------------------------------------------------------------------------- */

static enum err answer_who(struct desk *desk, const struct desk_answer *answer)
{
    struct moment *moment = &desk->moment;
    bool chosen[CHOICE_CHILDREN_MAX] = {false};
    size_t found = 0;
    for (size_t i = 0; i < moment->family.n; i++) {
        for (size_t j = 0; j < answer->children_n; j++) {
            chosen[i] = chosen[i] || strcmp(moment->family.who[i].child, answer->children[j]) == 0;
        }
        moment->family.what[i].preselected = chosen[i];
        found += chosen[i] ? 1 : 0;
    }
    if (answer->word != DESK_CHOSEN || found == 0 || found != answer->children_n) {
        return ERR_INVALID;
    }
    struct tap tap = desk_tap_again(desk, &moment->first, TAP_AUTO);
    enum err err = desk_commit_groups(desk, &tap, &moment->family, chosen);
    moment->said = choice_said(moment->family.what, moment->family.n);
    return err;
}

/* One child: the answer is a touch of its own with a direction. `undoes`: it stands in place of the first. */
static enum err answer_direction(struct desk *desk, enum tap_direction direction, enum punch_meaning said, bool undoes)
{
    struct moment *moment = &desk->moment;
    struct tap tap = desk_tap_again(desk, &moment->first, direction);
    tap.undoes = undoes ? moment->first.seq : 0;
    tap.said = said;
    memcpy(tap.children, moment->first.children, sizeof tap.children);
    tap.children_n = moment->first.children_n;
    enum err err = desk_commit(desk, &tap);
    if (err == OK) {
        moment->said = said;
        moment->family.what[0].meaning = said;
        moment->undo_n = 1;
        moment->undo[0] = tap.seq;
    }
    return err;
}

static enum err answer_anyway(struct desk *desk, enum desk_word word)
{
    bool here = desk->moment.family.what[0].place == PUNCH_PRESENT;
    if (here && word == DESK_LEAVE) {
        return answer_direction(desk, TAP_LEAVE, PUNCH_LEAVE, false);
    }
    return !here && word == DESK_ARRIVE ? answer_direction(desk, TAP_ARRIVE, PUNCH_BACK, false) : ERR_INVALID;
}

static enum err answer_late(struct desk *desk, enum desk_word word)
{
    if (word == DESK_LEAVE) { /* what is kept says so already; the day is unresolved until staff enter the arrival */
        desk->moment.undo_n = 1;
        desk->moment.undo[0] = desk->moment.first.seq;
        return OK;
    }
    return word == DESK_ARRIVE ? answer_direction(desk, TAP_ARRIVE, PUNCH_ARRIVE, true) : ERR_INVALID;
}

static enum err answered(struct desk *desk, const struct desk_answer *answer)
{
    struct moment *moment = &desk->moment;
    if (moment->kind != DESK_ASKS || moment->ticket != answer->ticket || clock_mono_ms() >= moment->names_until_ms) {
        return ERR_CONFLICT;
    }
    if (moment->question == CHOICE_WHO) {
        return answer_who(desk, answer);
    }
    if (answer->word == DESK_CHOSEN || answer->children_n > 0) {
        return ERR_INVALID;
    }
    if (moment->question == CHOICE_ANYWAY) {
        return answer_anyway(desk, answer->word);
    }
    if (moment->question == CHOICE_LATE) {
        return answer_late(desk, answer->word);
    }
    assert(moment->question == CHOICE_RETURN);
    return answer->word == DESK_ARRIVE ? answer_direction(desk, TAP_ARRIVE, PUNCH_BACK, true) : ERR_INVALID;
}

static enum err take_back(struct desk *desk)
{
    struct moment *moment = &desk->moment;
    enum err err = OK;
    while (err == OK && moment->undo_n > 0) {
        struct tap tap = desk_tap(desk, moment->first.method, moment->first.reader);
        tap.direction = TAP_UNDO;
        tap.undoes = moment->undo[moment->undo_n - 1];
        tap.said = PUNCH_UNDONE;
        err = desk_commit(desk, &tap);
        moment->undo_n -= err == OK ? 1 : 0;
    }
    if (err == OK) {
        moment->said = PUNCH_UNDONE;
        end_moment(desk, DESK_UNDONE);
    }
    return err;
}

enum err desk_answer(struct desk *desk, const struct desk_answer *answer)
{
    pthread_mutex_lock(&desk->lock);
    struct moment *moment = &desk->moment;
    bool mistake = answer->word == DESK_MISTAKE && moment->ticket == answer->ticket &&
                   moment->question == CHOICE_RETURN && clock_mono_ms() < moment->names_until_ms;
    enum err err = OK;
    if (mistake) {
        moment->undo_n = 1;
        moment->undo[0] = moment->first.seq;
        err = take_back(desk);
    } else {
        err = answered(desk, answer);
        if (err == OK) {
            end_moment(desk, DESK_DONE);
        }
    }
    return finish(desk, err);
}

enum err desk_undo(struct desk *desk, int64_t ticket)
{
    pthread_mutex_lock(&desk->lock);
    struct moment *moment = &desk->moment;
    bool may = moment->ticket == ticket && moment->undo_n > 0 && clock_mono_ms() < moment->undo_until_ms;
    return finish(desk, may ? take_back(desk) : ERR_CONFLICT);
}
