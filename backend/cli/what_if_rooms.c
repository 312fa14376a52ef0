/* tsubame what-if care-rooms: which child would lie in which room, or why not (R-ROOM-01 … 06, R-STF-01). See what_if.h. */
#include "cli/what_if.h"

#include "cli/policy_files.h"
#include "cli/what_if_children.h"

#include "base/banned.h"

enum { TEXT_BYTES = 64 * 1024 };

/* A stack is too small for these; one command runs in a process. */
static struct policy_file file;
static struct what_if_day day;
static struct what_if_child children[CARE_CHILDREN_MAX];
static const char *reasons[CARE_CHILDREN_MAX]; /* NULL: it has a place */
static size_t children_n;
static char text[TEXT_BYTES];
static char answer[TEXT_BYTES];

static bool read_children(const char *said, char failure[CLI_FAILURE_BYTES])
{
    struct json_in in;
    struct json_faults faults;
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    if (!what_if_children_open(said, &buf, &in, &faults, failure)) {
        return false;
    }
    what_if_day_begin(&day, &file.policy, &in);
    children_n = json_list(&in, "children", JSON_REQUIRED, CARE_CHILDREN_MAX);
    for (size_t i = 0; i < children_n; i++) {
        struct json_in row;
        if (json_list_object(&in, "children", i, &row)) {
            what_if_child_read(&row, &day, &children[i]);
            json_nested_end(&row);
        }
    }
    return what_if_children_close(&in, failure);
}

/* In the order in which they stand: who cannot be taken is passed over, the others move as they must. */
static void place(void)
{
    for (size_t i = 0; i < children_n; i++) {
        reasons[i] = children[i].illness.reason == REASON_DISEASE_REFUSED
                         ? reservation_reason_word(REASON_DISEASE_REFUSED)
                         : what_if_fit_word(what_if_day_add(&day, &children[i]));
    }
    enum care_fit fit = care_rooms_assign(&day.search, &day.rooms, day.children, day.n);
    (void)fit; /* what was added one by one fits together */
}

static void put_child(const struct cli *cli, struct json_out *out, size_t i, const char *room)
{
    const struct what_if_child *child = &children[i];
    json_out_open(out, '{');
    json_put_text(out, "id", str_of(child->id));
    json_put_word(out, "disease", child->disease);
    json_put_word(out, "room", room);
    json_put_word(out, "reason", reasons[i]);
    json_put_bool(out, "judge", child->illness.judge);
    json_out_close(out, '}');
    cli_say(cli, "%-16s %-20s %s%s\n", child->id, child->disease, room == NULL ? reasons[i] : room,
            child->illness.judge && room != NULL ? " (a nurse decides)" : "");
}

static void tell(const struct cli *cli)
{
    struct buf buf;
    struct json_out out;
    size_t at = 0;
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_day(&out, "day", day.day);
    json_put_int(&out, "capacity", day.rooms.capacity);
    json_put_int(&out, "placed", (int64_t)day.n);
    json_out_key(&out, "children");
    json_out_open(&out, '[');
    for (size_t i = 0; i < children_n; i++) {
        const char *room = reasons[i] == NULL ? file.policy.rooms[day.children[at++].room].id : NULL;
        put_child(cli, &out, i, room);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    cli_say(cli, "%zu of %zu children have a place; effective capacity %d.\n", day.n, children_n,
            (int)day.rooms.capacity);
    cli_answer(cli, buf_view(&buf));
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    if (!policy_file_need(&file, cli_text(cli, "policy"), cli_text(cli, "municipality"), failure) ||
        !read_children(cli_text(cli, "children"), failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    place();
    tell(cli);
    return CLI_DONE;
}

const struct cli_command what_if_care_rooms_command = {
    .name = "what-if care-rooms",
    .summary = "which child would lie in which room, or why not?",
    .help = "The children come one after the other, as they stand in the file:\n"
            "{\"day\":\"2026-04-01\",\"capacity\":6,\"children\":[{\"id\":\"A\",\"birth\":\"2023-05-01\","
            "\"disease\":\"FLU_A\",\"slot\":\"day\",\"room\":\"a\"}]}\n"
            "capacity (effective; absent: by the document's staff), day (today), slot (day) and room (pinned by staff) "
            "may be absent.",
    .run = run,
    .options = {{"policy", "FILE", "the room's document", true},
                {"municipality", "FILE", "the municipality's document under it", false},
                {"children", "FILE", "the children; or the JSON itself", true}},
};
