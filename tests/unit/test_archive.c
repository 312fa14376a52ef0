/* cli/archive.c: a backup that is not whole is not believed. */
#include "cli/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"

#include "base/banned.h"

static char failure[CLI_FAILURE_BYTES];
static const struct archive_view sample[ARCHIVE_FILES] = {{"the database's bytes", 20}, {"the keys", 8}};

static size_t write_sample(const char *path)
{
    struct archive archive = {.created_ms = 1795214030383, .taps = 12, .reservations = 3};
    FILE *file = fopen(path, "w");
    EXPECT_NOT_NULL(file);
    secret_init();
    archive_describe(&archive, 0, "tsubame.db", &sample[0]);
    archive_describe(&archive, 1, "keys", &sample[1]);
    EXPECT(archive_write(file, &archive, sample));
    size_t n = (size_t)ftell(file);
    fclose(file);
    return n;
}

TEST("what was written is read back with its numbers and bytes")
{
    struct archive back;
    struct archive_view whole;
    struct archive_view bytes[ARCHIVE_FILES];
    write_sample(test_path("b"));
    EXPECT(archive_map(test_path("b"), &whole, failure));
    EXPECT(archive_read(&whole, &back, bytes, failure));
    EXPECT_INT(back.created_ms, 1795214030383);
    EXPECT_INT(back.taps, 12);
    EXPECT_INT(back.reservations, 3);
    for (int i = 0; i < ARCHIVE_FILES; i++) {
        EXPECT_INT(bytes[i].n, sample[i].n);
        EXPECT_MEM(bytes[i].p, sample[i].p, sample[i].n);
    }
    archive_unmap(&whole);
}

TEST("one altered bit anywhere in the file is found")
{
    struct archive_view whole;
    size_t n = write_sample(test_path("b"));
    EXPECT(archive_map(test_path("b"), &whole, failure));
    char *copy = malloc(n);
    EXPECT_NOT_NULL(copy);
    for (size_t i = 0; i < n; i++) {
        struct archive back;
        struct archive_view bytes[ARCHIVE_FILES];
        memcpy(copy, whole.p, n);
        copy[i] = (char)(copy[i] ^ 1);
        EXPECT_NOT(archive_read(&(struct archive_view){copy, n}, &back, bytes, failure));
    }
    free(copy);
    archive_unmap(&whole);
}

TEST("a file that was cut anywhere, or has something behind its end, is refused")
{
    struct archive_view whole;
    struct archive back;
    struct archive_view bytes[ARCHIVE_FILES];
    size_t n = write_sample(test_path("b"));
    EXPECT(archive_map(test_path("b"), &whole, failure));
    for (size_t i = 0; i < n; i++) {
        char *copy = malloc(i + 1); /* exactly as long as it is, so that reading beyond it is seen */
        memcpy(copy, whole.p, i);
        EXPECT_NOT(archive_read(&(struct archive_view){copy, i}, &back, bytes, failure));
        free(copy);
    }
    char *longer = malloc(n + 1);
    memcpy(longer, whole.p, n);
    longer[n] = 'x';
    EXPECT_NOT(archive_read(&(struct archive_view){longer, n + 1}, &back, bytes, failure));
    EXPECT_NOT_NULL(strstr(failure, "behind its end"));
    free(longer);
    archive_unmap(&whole);
}
