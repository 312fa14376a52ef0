/* How many eat: by class as the kitchen was told, as it is now, and who made the difference (R-ABS-06). */
#include "http/meals_http.h"

#include "actions/read_diets.h"
#include "base/civil.h"
#include "base/clock.h"
#include "http/server.h"
#include "store/meal_store.h"

#include "base/banned.h"

enum {
    CLASSES_MAX = 64,
    CHANGES_MAX = 200,
    EATING_MAX = 512,
    NAME_BYTES = 128,
    CLASS_BYTES = 32,
    MEALS_BYTES = 64 * 1024
};

struct meal_class {
    char name[CLASS_BYTES];
    int64_t told;
    int64_t now;
    int64_t diets[MEAL_DIET_COUNT]; /* of those counted now */
};

struct meal_change {
    char child[SECRET_PUBLIC_ID_TEXT];
    char name[NAME_BYTES];
    char class_name[CLASS_BYTES];
    bool more;
};

/* One answer being made; in the arena. */
struct meals {
    struct db *db;
    int64_t site_id;
    int32_t day;
    struct meal_times times;
    bool told; /* the time has come */
    enum err err;
    struct meal_class classes[CLASSES_MAX];
    size_t classes_n;
    struct meal_change changes[CHANGES_MAX];
    size_t changes_n;
    bool by_diet; /* asked for: health data, on record */
    int64_t eating[EATING_MAX];
    size_t eating_class[EATING_MAX];
    enum meal_diet diet[EATING_MAX];
    size_t eating_n;
    struct meal_work work;
};

/* The board comes sorted by class. */
static struct meal_class *class_of(struct meals *meals, struct str name)
{
    struct meal_class *last = meals->classes_n == 0 ? NULL : &meals->classes[meals->classes_n - 1];
    if (last != NULL && str_is(name, last->name)) {
        return last;
    }
    if (meals->classes_n == CLASSES_MAX) {
        meals->err = ERR_LIMIT;
        return NULL;
    }
    struct meal_class *added = &meals->classes[meals->classes_n++];
    *added = (struct meal_class){.told = 0};
    meals->err = str_copy(name, added->name, sizeof added->name);
    return added;
}

static enum err add_change(struct meals *meals, const struct attendance_line *line, bool more)
{
    if (meals->changes_n == CHANGES_MAX) {
        return ERR_LIMIT;
    }
    struct meal_change *change = &meals->changes[meals->changes_n++];
    change->more = more;
    enum err err = str_copy(line->child, change->child, sizeof change->child);
    err = err == OK ? str_copy(line->name, change->name, sizeof change->name) : err;
    return err == OK ? str_copy(line->class_name, change->class_name, sizeof change->class_name) : err;
}

static void add_eating(struct meals *meals, int64_t child_id)
{
    if (meals->eating_n == EATING_MAX) {
        meals->err = ERR_LIMIT;
        return;
    }
    meals->eating[meals->eating_n] = child_id;
    meals->eating_class[meals->eating_n++] = meals->classes_n - 1;
}

static void count(void *arg, const struct attendance_line *line)
{
    struct meals *meals = arg;
    struct attendance_key key = {.nursery_id = meals->site_id, .day = meals->day, .child_id = line->child_id};
    struct meal_class *class = meals->err == OK ? class_of(meals, line->class_name) : NULL;
    if (class == NULL || meals->err != OK) {
        return;
    }
    bool now = meal_counts(&line->day, &line->absence, &meals->times);
    bool told = now;
    if (meals->told) {
        meals->err = meal_store_counted(meals->db, &key, &meals->times, meals->times.count_ms, &meals->work, &told);
    }
    class->now += now;
    class->told += told;
    if (now && meals->by_diet && meals->err == OK) {
        add_eating(meals, line->child_id);
    }
    if (meals->err == OK && now != told) {
        meals->err = add_change(meals, line, now);
    }
}

static enum err count_diets(const struct request *request, struct meals *meals)
{
    struct read_diets in = {.caller = &request->caller,
                            .site = request_path(request, "id"),
                            .children = meals->eating,
                            .n = meals->eating_n,
                            .ret = meals->diet};
    enum err err = meals->by_diet ? read_diets(request->server->lane, &in) : OK;
    for (size_t i = 0; err == OK && meals->by_diet && i < meals->eating_n; i++) {
        meals->classes[meals->eating_class[i]].diets[meals->diet[i]]++;
    }
    return err;
}

static void put_diets(struct json_out *out, const struct meal_class *class)
{
    json_out_key(out, "diets");
    json_out_open(out, '{');
    for (size_t i = 0; i < MEAL_DIET_COUNT; i++) {
        json_put_int(out, meal_diet_words[i], class->diets[i]);
    }
    json_out_close(out, '}');
}

static void put_classes(struct json_out *out, const struct meals *meals)
{
    json_out_key(out, "classes");
    json_out_open(out, '[');
    for (size_t i = 0; i < meals->classes_n; i++) {
        json_out_open(out, '{');
        json_put_word(out, "class", meals->classes[i].name);
        json_put_int(out, "told", meals->classes[i].told);
        json_put_int(out, "now", meals->classes[i].now);
        if (meals->by_diet) {
            put_diets(out, &meals->classes[i]);
        }
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_changes(struct json_out *out, const struct meals *meals)
{
    json_out_key(out, "changes");
    json_out_open(out, '[');
    for (size_t i = 0; i < meals->changes_n; i++) {
        const struct meal_change *change = &meals->changes[i];
        json_out_open(out, '{');
        json_put_word(out, "child_id", change->child);
        json_put_word(out, "name", change->name);
        json_put_word(out, "class", change->class_name);
        json_put_word(out, "change", change->more ? "more" : "less");
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_meals(struct json_out *out, const struct meals *meals)
{
    json_out_open(out, '{');
    json_put_day(out, "day", meals->day);
    json_put_instant_or_null(out, "told_at", meals->times.count_ms);
    json_put_bool(out, "told", meals->told);
    put_classes(out, meals);
    put_changes(out, meals);
    json_out_close(out, '}');
}

static enum err gather(const struct request *request, struct meals *meals)
{
    struct attendance_board board = {
        .day = meals->day, .account_id = request->caller.account_id, .take = count, .arg = meals};
    enum err err = attendance_store_site(meals->db, request_path(request, "id"), board.account_id, &board.site_id);
    err = err == OK ? meal_store_times(meals->db, board.site_id, meals->day, &meals->times) : err;
    if (err != OK) {
        return err;
    }
    meals->site_id = board.site_id;
    meals->told = clock_now_ms() >= meals->times.count_ms;
    err = attendance_store_board(meals->db, &board);
    err = err == OK ? meals->err : err;
    return err == OK ? count_diets(request, meals) : err;
}

void meals_get(struct request *request, struct response *response)
{
    struct json_out out;
    int32_t day = civil_day_of_ms(clock_now_ms());
    if (request_has_query(request, "day") && civil_parse_day(request_query(request, "day"), &day) != OK) {
        response_fault(request, response, "?day", "BAD_FORMAT");
        return;
    }
    bool by_diet = request_has_query(request, "diets");
    if (by_diet && (!str_is(request_query(request, "diets"), "true") || day != civil_day_of_ms(clock_now_ms()))) {
        response_fault(request, response, "?diets", "OUT_OF_RANGE");
        return;
    }
    struct meals *meals = arena_alloc(&request->worker->arena, sizeof *meals);
    struct buf *body = meals == NULL ? NULL : response_body(request, response, MEALS_BYTES);
    if (meals == NULL || body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    meals->db = request->worker->db;
    meals->day = day;
    meals->err = OK;
    meals->classes_n = 0;
    meals->changes_n = 0;
    meals->by_diet = by_diet;
    meals->eating_n = 0;
    enum err err = gather(request, meals);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    put_meals(&out, meals);
    response_json_etag(request, response);
}
