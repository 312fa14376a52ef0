/* Runs the tests of one program, each in a forked process with its own folder; see test.h. */
#include "test.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct test_case *first;
static struct test_case **last = &first;
static char dir[128];
static int64_t began_ms;

/* A crash must reach the sanitizer and not a handler of anybody else's. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "handle_segv=2:handle_sigbus=2:detect_stack_use_after_return=1:strict_string_checks=1:exitcode=23";
}

const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
    return "print_stacktrace=1";
}

const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "halt_on_error=1:second_deadlock_stack=1:exitcode=66";
}

void test_add(struct test_case *test)
{
    *last = test;
    last = &test->next;
}

const char *test_dir(void)
{
    assert(dir[0]);
    return dir;
}

const char *test_path(const char *name)
{
    static struct kept {
        char path[512];
        struct kept *next;
    } * kept; /* keeps them reachable: the process ends with the test */
    struct kept *k = calloc(1, sizeof *k);
    assert(k);
    int n = snprintf(k->path, sizeof k->path, "%s/%s", test_dir(), name);
    assert(n > 0 && (size_t)n < sizeof k->path);
    k->next = kept;
    kept = k;
    return k->path;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t test_ms(void)
{
    return now_ms() - began_ms;
}

void test_expect_int(intmax_t had, intmax_t wanted, const char *text, const char *file, int line)
{
    if (had == wanted)
        return;
    print_error("%s:%d: %s is %" PRIdMAX ", wanted %" PRIdMAX "\n", file, line, text, had, wanted);
    _fail(file, line);
}

void test_expect_str(const char *had, const char *wanted, const char *text, const char *file, int line)
{
    if (had == wanted || (had && wanted && strcmp(had, wanted) == 0))
        return;
    print_error("%s:%d: %s is\n    \"%s\"\n  wanted\n    \"%s\"\n", file, line, text, had ? had : "(null)",
                wanted ? wanted : "(null)");
    _fail(file, line);
}

void test_expect_abort(void (*body)(void), const char *text, const char *file, int line)
{
    fflush(NULL);
    pid_t pid = fork();
    assert(pid >= 0);
    if (pid == 0) {
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        body();
        _exit(0);
    }
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
        return;
    print_error("%s:%d: %s was to end by a failed assertion, ended with status %#x\n", file, line, text,
                (unsigned)status);
    _fail(file, line);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

/* The child: its own group, so that whatever it starts can be ended with it. */
static void run_child(const struct test_case *test, int out)
{
    setpgid(0, 0);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    setvbuf(stdout, NULL, _IOLBF, 0);
    setenv("CMOCKA_TEST_ABORT", "1", 1);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    alarm(TEST_SECONDS);
    test->body();
    exit(0); /* not _exit: the leak check runs at exit */
}

static void print_output(int out)
{
    char line[4096];
    FILE *f = fdopen(dup(out), "r");
    assert(f);
    rewind(f);
    while (fgets(line, sizeof line, f))
        printf("    %s%s", line, strchr(line, '\n') ? "" : "\n");
    fclose(f);
}

static const char *verdict(int status, char *text, size_t size)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        snprintf(text, size, "longer than %d s", TEST_SECONDS);
    else if (WIFSIGNALED(status))
        snprintf(text, size, "ended by signal %d, %s", WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        snprintf(text, size, "ended with status %d", WEXITSTATUS(status));
    return text;
}

static bool run(const struct test_case *test)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(dir, sizeof dir, "%.90s/tsubame-test-XXXXXX", tmp ? tmp : "/tmp");
    char out_path[] = "/tmp/tsubame-out-XXXXXX";
    int out = mkstemp(out_path);
    if (!mkdtemp(dir) || out < 0) {
        printf("FAIL %s\n    no temporary folder: %s\n", test->sentence, strerror(errno));
        return false;
    }
    unlink(out_path);
    fflush(NULL);
    began_ms = now_ms();
    pid_t pid = fork();
    assert(pid >= 0);
    if (pid == 0)
        run_child(test, out);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    kill(-pid, SIGKILL);
    bool ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    printf("%s %s (%" PRId64 " ms)\n", ok ? "ok  " : "FAIL", test->sentence, now_ms() - began_ms);
    if (!ok) {
        char text[96];
        print_output(out);
        printf("    %s\n", verdict(status, text, sizeof text));
    }
    fflush(stdout);
    close(out);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return ok;
}

int main(int argc, char **argv)
{
    int passed = 0;
    int failed = 0;
    for (const struct test_case *t = first; t; t = t->next) {
        if (argc > 1 && !strstr(t->sentence, argv[1]))
            continue;
        *(run(t) ? &passed : &failed) += 1;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
