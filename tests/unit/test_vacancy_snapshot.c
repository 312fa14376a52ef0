/* The vacancy board: what it shows, when it changes by itself, and what the live stream is told. */
#include "http/vacancy_snapshot.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "support/asking.h"
#include "support/test.h"

static char fragment_text[256 * 1024];

static void reserve(struct room_world *world, int parent)
{
    static struct asked asked;
    EXPECT_OK(asking_room(world, &asked, parent, 1, "", ROOM_DAY));
    EXPECT_INT(asked.answer.status, 201);
}

static bool refresh(struct room_world *world, struct vacancy_snapshot *snapshot, int64_t after, struct buf *fragment)
{
    struct change list[64];
    bool lost;
    bool changed;
    size_t n = changes_wait(world->changes, after, 0, list, 64, &lost);
    EXPECT_NOT(lost);
    buf_init(fragment, fragment_text, sizeof fragment_text);
    struct vacancy_news news = {list, n, false, after + (int64_t)n};
    EXPECT_OK(vacancy_snapshot_refresh(snapshot, &news, fragment, &changed));
    return changed;
}

static bool shows(struct vacancy_snapshot *snapshot, const char *text)
{
    struct vacancy_view *view = vacancy_snapshot_take(snapshot, ROOM_DAY, 1);
    bool found = strstr(view->json.p, text) != NULL;
    vacancy_snapshot_release(view);
    return found;
}

TEST("R-RSV-09: two, one, none and who waits: each commit moves the sign, and the stream gets just that room and day")
{
    struct room_world world;
    struct readers *readers;
    struct vacancy_snapshot *snapshot;
    struct buf fragment;
    room_open(&world, 2, 2, 4);
    EXPECT_OK(readers_open(world.path, 2, &readers));
    EXPECT_OK(vacancy_snapshot_open(readers, &snapshot));
    EXPECT(shows(snapshot, "\"remaining\":2,\"mark\":\"open\",\"waitlisted\":0"));
    reserve(&world, 1);
    EXPECT(refresh(&world, snapshot, 0, &fragment));
    EXPECT(shows(snapshot, "\"remaining\":1,\"mark\":\"few\""));
    EXPECT_NOT_NULL(strstr(fragment.p, "\"id\":\"r1\""));
    EXPECT_NULL(strstr(fragment.p, "\"id\":\"r2\""));
    EXPECT_NOT_NULL(strstr(fragment.p, "\"days\":[{\"day\":\"2026-03-02\""));
    EXPECT_NULL(strstr(fragment.p, "2026-03-03\",\"slots"));
    int64_t seen = changes_last(world.changes);
    reserve(&world, 2);
    reserve(&world, 3);
    EXPECT(refresh(&world, snapshot, seen, &fragment));
    EXPECT(shows(snapshot, "\"remaining\":0,\"mark\":\"full\",\"waitlisted\":1"));
    vacancy_snapshot_close(snapshot);
    readers_close(readers);
    room_close(&world);
}

TEST("nothing visible changed: same tag, no news; at the closing of the window the sign moves without a commit")
{
    struct room_world world;
    struct readers *readers;
    struct vacancy_snapshot *snapshot;
    struct buf fragment;
    room_open(&world, 1, 2, 1);
    EXPECT_OK(readers_open(world.path, 2, &readers));
    EXPECT_OK(vacancy_snapshot_open(readers, &snapshot));
    struct vacancy_view *before = vacancy_snapshot_take(snapshot, ROOM_DAY, 1);
    EXPECT_NOT(refresh(&world, snapshot, 0, &fragment));
    struct vacancy_view *after = vacancy_snapshot_take(snapshot, ROOM_DAY, 1);
    EXPECT(before == after);
    EXPECT_NOT(vacancy_snapshot_due(snapshot));
    clock_pin(ROOM_NOON - INT64_C(4) * 3600000); /* 8:00 of the day itself: the window closes */
    EXPECT(vacancy_snapshot_due(snapshot));
    EXPECT(refresh(&world, snapshot, 0, &fragment));
    EXPECT(shows(snapshot, "\"mark\":\"closed\""));
    vacancy_snapshot_release(before);
    vacancy_snapshot_release(after);
    vacancy_snapshot_close(snapshot);
    readers_close(readers);
    room_close(&world);
}
