/* cli/control.c, control_server.c, control_verbs.c: one function, on the command's lane or on the server's. */
#include "cli/control.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/secret.h"
#include "store/gateway_store.h"
#include "store/site_store.h"
#include "support/test.h"

#include "base/banned.h"

static char failure[CLI_FAILURE_BYTES];
static char answer_text[CONTROL_LINE_BYTES];
static struct buf answer;

static enum err add_site(struct tx *tx, void *arg)
{
    int64_t id = 0;
    struct site site = {.public_id = "n01", .kind = SITE_NURSERY, .name = "a nursery"};
    (void)arg;
    return site_create(tx->db, &site, &id);
}

/* A started folder with the nursery n01. */
static void open_town(struct data_dir *dir)
{
    struct lane_job job = {.priority = LANE_REST, .run = add_site};
    secret_init();
    buf_init(&answer, answer_text, sizeof answer_text);
    EXPECT(data_dir_create(dir, test_path("data"), failure));
    EXPECT(data_dir_start(dir, failure));
    EXPECT_OK(lane_do(dir->lane, &job));
}

static struct str enrol(const char *site, const char *name)
{
    static char line[512];
    unsigned char key[32];
    char text[48];
    secret_random(key, sizeof key);
    EXPECT_OK(str_base64(key, sizeof key, text, sizeof text));
    snprintf(
        line, sizeof line,
        "{\"verb\":\"gateway_enrol\",\"site\":\"%s\",\"name\":\"%s\",\"sign_public\":\"%s\",\"box_public\":\"%s\"}",
        site, name, text, text);
    return str_of(line);
}

TEST("without a server the command's own lane runs the verb")
{
    struct data_dir dir;
    open_town(&dir);
    data_dir_close(&dir);
    EXPECT(control_request(test_path("data"), enrol("n01", "g-n01"), &answer, failure));
    EXPECT_STR(answer.p, "{\"site\":\"n01\",\"gateway\":\"g-n01\",\"epoch\":1,\"test\":false}");
}

TEST("while a server runs its lane runs the verb, and each enrolment has the next epoch")
{
    struct data_dir dir;
    struct control_server *server;
    open_town(&dir);
    EXPECT(control_listen(&dir, &server, failure));
    for (int epoch = 1; epoch <= 3; epoch++) {
        char wanted[80];
        snprintf(wanted, sizeof wanted, "{\"site\":\"n01\",\"gateway\":\"g-n01\",\"epoch\":%d,\"test\":false}", epoch);
        EXPECT(control_request(test_path("data"), enrol("n01", "g-n01"), &answer, failure));
        EXPECT_STR(answer.p, wanted);
    }
    control_close(server);
    data_dir_close(&dir);
    EXPECT_INT(access(dir.control, F_OK), -1);
}

TEST("the socket is its owner's alone")
{
    struct data_dir dir;
    struct control_server *server;
    struct stat st;
    umask(0);
    open_town(&dir);
    EXPECT(control_listen(&dir, &server, failure));
    EXPECT_INT(stat(dir.control, &st), 0);
    EXPECT_INT(st.st_mode & 0777, 0600);
    control_close(server);
    data_dir_close(&dir);
}

TEST("a refusal says what to do and changes nothing, over the socket as on the own lane")
{
    struct data_dir dir;
    struct control_server *server;
    open_town(&dir);
    EXPECT(control_listen(&dir, &server, failure));
    EXPECT_NOT(control_request(test_path("data"), enrol("n99", "g-n01"), &answer, failure));
    EXPECT_NOT_NULL(strstr(failure, "there is no site 'n99'"));
    EXPECT_NOT(control_request(test_path("data"), enrol("n01", "Not An Id"), &answer, failure));
    EXPECT_NOT_NULL(strstr(failure, "a-z, 0-9"));
    EXPECT_NOT(
        control_request(test_path("data"), STR("{\"verb\":\"gateway_revoke\",\"name\":\"g-n01\"}"), &answer, failure));
    EXPECT_NOT_NULL(strstr(failure, "there is no gateway 'g-n01'"));
    control_close(server);
    data_dir_close(&dir);
    EXPECT_NOT(control_request(test_path("data"), enrol("n99", "g-n01"), &answer, failure));
    EXPECT_NOT_NULL(strstr(failure, "there is no site 'n99'"));
}

TEST("a request with a member nobody asked for is refused whole")
{
    struct data_dir dir;
    struct gateway gateway;
    struct db *db;
    char line[600];
    open_town(&dir);
    struct str good = enrol("n01", "g-n01");
    snprintf(line, sizeof line, "%.*s,\"surprise\":1}", (int)good.n - 1, good.p);
    control_execute(dir.lane, str_of(line), &answer);
    EXPECT_NOT_NULL(strstr(answer.p, "refused"));
    EXPECT_NOT_NULL(strstr(answer.p, "/surprise"));
    EXPECT_OK(db_open(dir.database, DB_READ, &db));
    EXPECT_INT(gateway_by_name(db, STR("g-n01"), &gateway), ERR_NOT_FOUND);
    db_close(db);
    data_dir_close(&dir);
}

TEST("what is no request gets an answer, not a crash")
{
    static const char *const lines[] = {
        "", "x", "[]", "{}", "{\"verb\":1}", "{\"verb\":\"drop\"}", "{\"verb\":\"gateway_enrol\"}", "{\"verb\""};
    struct data_dir dir;
    open_town(&dir);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        control_execute(dir.lane, str_of(lines[i]), &answer);
        EXPECT_INT(strncmp(answer.p, "{\"refused\":\"", 12), 0);
    }
    data_dir_close(&dir);
}

/* A client that sends bytes and hangs up: the server must go on. */
static void disturb(const struct data_dir *dir, const char *bytes, size_t n)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int folder = open(dir->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/control.sock", folder);
    EXPECT_INT(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
    ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
    (void)sent;
    close(fd);
    close(folder);
}

TEST("clients that hang up, send nothing or far too much leave the server answering")
{
    static char much[3 * CONTROL_LINE_BYTES];
    struct data_dir dir;
    struct control_server *server;
    open_town(&dir);
    memset(much, 'x', sizeof much);
    EXPECT(control_listen(&dir, &server, failure));
    disturb(&dir, "", 0);
    disturb(&dir, "{\"verb\"", 7);
    disturb(&dir, much, sizeof much);
    EXPECT(control_request(test_path("data"), enrol("n01", "g-n01"), &answer, failure));
    control_close(server);
    data_dir_close(&dir);
}

TEST("the socket of a server that was killed is in nobody's way")
{
    struct data_dir dir;
    struct control_server *server;
    open_town(&dir);
    FILE *stale = fopen(dir.control, "w");
    EXPECT_NOT_NULL(stale);
    fclose(stale);
    EXPECT(control_listen(&dir, &server, failure));
    EXPECT(control_request(test_path("data"), enrol("n01", "g-n01"), &answer, failure));
    control_close(server);
    data_dir_close(&dir);
}
