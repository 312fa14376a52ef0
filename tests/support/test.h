/* The frame of every C test: one program per file, one process and one fresh folder per test.
 *
 *     TEST("a full slot puts the child on the waiting list")
 *     {
 *         EXPECT_INT(reservation_decide(...), RESERVE_WAITLISTED);
 *     }
 *
 * main() is here, not in the test file. A test that fails, crashes, leaks (under ASan) or lasts longer than TEST_SECONDS is counted
 * as failed and its output is printed; the program's last line is "N passed, N failed". The first argument, if any, runs only
 * the tests whose sentence contains it. A failed expectation aborts the test's process, so it may be used on any thread. */
#ifndef SUPPORT_TEST_H
#define SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TEST_SECONDS 60

struct test_case {
    const char *sentence;
    void (*body)(void);
    struct test_case *next;
};

/* Puts one test at the end of the program's list. Called by TEST before main. */
void test_add(struct test_case *test);

/* The folder of the running test: empty at its start, removed at its end. */
const char *test_dir(void);

/* DIR/name, for the running test. The answer lives as long as the test. */
const char *test_path(const char *name);

/* Milliseconds since the test began, on the monotonic clock: the bound of a wait for a condition. */
int64_t test_ms(void);

void test_expect_int(intmax_t had, intmax_t wanted, const char *text, const char *file, int line);
void test_expect_str(const char *had, const char *wanted, const char *text, const char *file, int line);
void test_expect_abort(void (*body)(void), const char *text, const char *file, int line);

#define TEST_PASTE_(a, b) a##b
#define TEST_PASTE(a, b)  TEST_PASTE_(a, b)
#define TEST(sentence_)                                                                     \
    static void TEST_PASTE(test_body_, __LINE__)(void);                                     \
    __attribute__((constructor)) static void TEST_PASTE(test_register_, __LINE__)(void)     \
    {                                                                                       \
        static struct test_case test = {sentence_, TEST_PASTE(test_body_, __LINE__), NULL}; \
        test_add(&test);                                                                    \
    }                                                                                       \
    static void TEST_PASTE(test_body_, __LINE__)(void)

#define EXPECT(condition)             assert_true(condition)
#define EXPECT_NOT(condition)         assert_false(condition)
#define EXPECT_NULL(pointer)          assert_null(pointer)
#define EXPECT_NOT_NULL(pointer)      assert_non_null(pointer)
#define EXPECT_MEM(had, wanted, size) assert_memory_equal(had, wanted, size)
/* Integers, enums, booleans: had first, then wanted. */
#define EXPECT_INT(had, wanted) test_expect_int((intmax_t)(had), (intmax_t)(wanted), #had, __FILE__, __LINE__)
#define EXPECT_OK(had)          test_expect_int((intmax_t)(had), 0, #had, __FILE__, __LINE__)
#define EXPECT_STR(had, wanted) test_expect_str((had), (wanted), #had, __FILE__, __LINE__)
/* The function ends by a failed assert(). */
#define EXPECT_ABORT(body) test_expect_abort((body), #body, __FILE__, __LINE__)

#endif
