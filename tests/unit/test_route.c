/* Which row a path belongs to. */
#include "http/route.h"

#include <string.h>

#include "support/test.h"

static void nothing(struct request *request, struct response *response)
{
    (void)request;
    (void)response;
}

#define ROW(method, path, operation)                                \
    {                                                               \
        method, path, operation, 0, RATE_READ, ROUTE_PLAIN, nothing \
    }

static const struct route forward[] = {
    ROW(METHOD_GET, "/things/{id}", OPERATION_RESERVATION),
    ROW(METHOD_GET, "/things/mine", OPERATION_ME),
    ROW(METHOD_POST, "/things/{id}/cancel", OPERATION_RESERVATION_CANCEL),
    ROW(METHOD_DELETE, "/things/{id}/parts/{part}", OPERATION_ABSENCE_WITHDRAW),
};
static const struct route backward[] = {
    ROW(METHOD_DELETE, "/things/{id}/parts/{part}", OPERATION_ABSENCE_WITHDRAW),
    ROW(METHOD_POST, "/things/{id}/cancel", OPERATION_RESERVATION_CANCEL),
    ROW(METHOD_GET, "/things/mine", OPERATION_ME),
    ROW(METHOD_GET, "/things/{id}", OPERATION_RESERVATION),
};

static struct request request;
static uint32_t allow;

static enum err find(const struct route *rows, enum method method, const char *path)
{
    request_init(&request);
    request.method = method;
    return route_find_in(rows, 4, &request, str_of(path), &allow);
}

TEST("a literal segment beats a parameter, in whatever order the rows stand")
{
    const struct route *tables[] = {forward, backward};
    for (size_t i = 0; i < 2; i++) {
        EXPECT_OK(find(tables[i], METHOD_GET, "/things/mine"));
        EXPECT_INT(request.route->operation, OPERATION_ME);
        EXPECT_INT(request.path_parameters_n, 0);
        EXPECT_OK(find(tables[i], METHOD_GET, "/things/other"));
        EXPECT_INT(request.route->operation, OPERATION_RESERVATION);
        EXPECT(str_is(request_path(&request, "id"), "other"));
    }
}

TEST("parameters are found by name")
{
    EXPECT_OK(find(forward, METHOD_DELETE, "/things/a1/parts/b2"));
    EXPECT(str_is(request_path(&request, "part"), "b2"));
    EXPECT(str_is(request_path(&request, "id"), "a1"));
}

static void ask_for_another(void)
{
    EXPECT_OK(find(forward, METHOD_GET, "/things/other"));
    (void)request_path(&request, "part");
}

TEST("a parameter that the route has not is a broken program")
{
    EXPECT_ABORT(ask_for_another);
}

TEST("paths are matched whole and by case")
{
    static const char *const none[] = {"",          "/",           "/things",          "/things/",        "/things//",
                                       "/Things/a", "/things/a/",  "/things/a/Cancel", "/things/a/b/c/d", "things/a",
                                       "/thing",    "/things/a/b", "/thingsmine"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        EXPECT_INT(find(forward, METHOD_GET, none[i]), ERR_NOT_FOUND);
        EXPECT_INT(allow, 0);
    }
}

TEST("another method of a known path names the methods it has")
{
    EXPECT_INT(find(forward, METHOD_DELETE, "/things/mine"), ERR_DENIED);
    EXPECT_INT(allow, 1U << METHOD_GET);
    EXPECT_INT(find(forward, METHOD_PUT, "/things/a/cancel"), ERR_DENIED);
    EXPECT_INT(allow, 1U << METHOD_POST);
}

TEST("HEAD finds the row of GET")
{
    EXPECT_OK(find(forward, METHOD_HEAD, "/things/mine"));
}

TEST("a path beyond its bound is not found")
{
    char path[REQUEST_PATH_BYTES_MAX + 16];
    memset(path, 'a', sizeof path - 1);
    memcpy(path, "/things/", 8);
    path[sizeof path - 1] = '\0';
    EXPECT_INT(find(forward, METHOD_GET, path), ERR_NOT_FOUND);
}

TEST("every operation has one row, every row a bounded body, and only reads answer GET")
{
    bool seen[OPERATION_COUNT] = {false};
    for (size_t i = 0; i < routes_count; i++) {
        EXPECT_NOT(seen[routes[i].operation]);
        seen[routes[i].operation] = true;
        EXPECT_NOT_NULL(routes[i].handler);
        EXPECT(routes[i].body_max <= ((routes[i].flags & ROUTE_RAW) != 0 ? ROUTE_RAW_MAX : ROUTE_BODY_MAX));
        EXPECT(routes[i].method != METHOD_GET || routes[i].body_max == 0);
        EXPECT(routes[i].method != METHOD_HEAD);
    }
}
