/* cli/data_dir.c: who has the folder. */
#include "cli/data_dir.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "base/secret.h"
#include "support/test.h"

#include "base/banned.h"

static char failure[CLI_FAILURE_BYTES];

static void make(struct data_dir *dir, const char *path)
{
    secret_init();
    EXPECT(data_dir_create(dir, path, failure));
    EXPECT(data_dir_start(dir, failure));
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    EXPECT_INT(stat(path, &st), 0);
    return st.st_mode & 0777;
}

TEST("a new folder holds a database, a lock and keys that only its owner may read")
{
    struct data_dir dir;
    umask(022);
    make(&dir, test_path("data"));
    EXPECT_INT(mode_of(dir.path), 0700);
    EXPECT_INT(mode_of(dir.keys_file), 0600);
    EXPECT_INT(mode_of(dir.lock_file), 0600);
    EXPECT(data_dir_exists(&dir));
    data_dir_close(&dir);
}

TEST("while one has the folder another is told so, and gets it afterwards")
{
    struct data_dir first;
    struct data_dir second;
    bool busy = false;
    make(&first, test_path("data"));
    EXPECT_NOT(data_dir_open(&second, test_path("data"), &busy, failure));
    EXPECT(busy);
    EXPECT_NOT_NULL(strstr(failure, "in use by another tsubame"));
    data_dir_close(&second);
    data_dir_close(&first);
    EXPECT(data_dir_open(&second, test_path("data"), &busy, failure));
    EXPECT(data_dir_start(&second, failure));
    data_dir_close(&second);
}

TEST("a folder that holds something is not filled")
{
    struct data_dir dir;
    make(&dir, test_path("data"));
    data_dir_close(&dir);
    EXPECT_NOT(data_dir_create(&dir, test_path("data"), failure));
    EXPECT_NOT_NULL(strstr(failure, "holds something already"));
    data_dir_close(&dir);
}

TEST("a folder without a database is not opened, and says how to make one")
{
    struct data_dir dir;
    EXPECT_NOT(data_dir_open(&dir, test_path("nothing"), NULL, failure));
    EXPECT_NOT_NULL(strstr(failure, "tsubame init"));
    data_dir_close(&dir);
}

TEST("keys that others may read are refused with the command that mends it")
{
    struct data_dir dir;
    make(&dir, test_path("data"));
    data_dir_close(&dir);
    EXPECT_INT(chmod(dir.keys_file, 0644), 0);
    EXPECT_NOT(data_dir_open(&dir, test_path("data"), NULL, failure));
    EXPECT_NOT_NULL(strstr(failure, "chmod 600"));
    data_dir_close(&dir);
}

TEST("a database of a newer version is refused and left as it is")
{
    struct data_dir dir;
    sqlite3 *db;
    make(&dir, test_path("data"));
    data_dir_close(&dir);
    EXPECT_INT(sqlite3_open(dir.database, &db), SQLITE_OK);
    EXPECT_INT(sqlite3_exec(db, "PRAGMA user_version = 999", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    EXPECT(data_dir_open(&dir, test_path("data"), NULL, failure));
    EXPECT_NOT(data_dir_start(&dir, failure));
    EXPECT_NOT_NULL(strstr(failure, "newer tsubame (version 999"));
    data_dir_close(&dir);
}
