/* See sandbox.h. */
#include "photo/sandbox.h"

#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/banned.h"

enum { CPU_SECONDS = 10, MEMORY_BYTES = 640 * 1024 * 1024, FIRST_OTHER_FD = 3 };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { BOUNDS_MEMORY = 0 }; /* a sanitizer's own shadow is larger than any bound; in a test of the walls alone */
#else
enum { BOUNDS_MEMORY = 1 };
#endif

static enum err limit(int resource, rlim_t most)
{
    const struct rlimit limits = {most, most};
    return setrlimit((__rlimit_resource_t)resource, &limits) == 0 ? OK : ERR_IO;
}

static enum err limit_all(void)
{
    static const struct {
        int resource;
        rlim_t most;
    } all[] = {{RLIMIT_CPU, CPU_SECONDS}, {RLIMIT_CORE, 0},  {RLIMIT_FSIZE, 0},
               {RLIMIT_NOFILE, 0},        {RLIMIT_NPROC, 0}, {RLIMIT_MEMLOCK, 0}};
    enum err err = BOUNDS_MEMORY ? limit(RLIMIT_AS, MEMORY_BYTES) : OK;
    for (size_t i = 0; i < sizeof all / sizeof all[0] && err == OK; i++) {
        err = limit(all[i].resource, all[i].most);
    }
    return err;
}

static int allow_simple(scmp_filter_ctx filter)
{
    static const int calls[] = {SCMP_SYS(brk),       SCMP_SYS(munmap), SCMP_SYS(mremap),
                                SCMP_SYS(madvise),   SCMP_SYS(exit),   SCMP_SYS(exit_group),
                                SCMP_SYS(getrandom), SCMP_SYS(futex),  SCMP_SYS(rt_sigreturn)};
    int rc = 0;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0] && rc == 0; i++) {
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
    }
    return rc;
}

/* Nothing that is written may ever be run: memory that may be run is not given out. */
static int allow_bounded(scmp_filter_ctx filter)
{
    int rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, SCMP_A0(SCMP_CMP_EQ, STDIN_FILENO, 0));
    rc = rc == 0 ? seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, STDOUT_FILENO, 0))
                 : rc;
    rc = rc == 0
             ? seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0))
             : rc;
    return rc == 0 ? seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                                      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0))
                   : rc;
}

/* Made before the limits stand, because making it takes memory. */
static int make_filter(scmp_filter_ctx *ret)
{
    *ret = seccomp_init(SCMP_ACT_KILL_PROCESS);
    int rc = *ret == NULL ? -1 : allow_simple(*ret);
    return rc == 0 ? allow_bounded(*ret) : rc;
}

enum err sandbox_enter(void)
{
    scmp_filter_ctx filter;
    int rc = make_filter(&filter);
    bool alone = close_range(FIRST_OTHER_FD, ~0U, 0) == 0 && limit_all() == OK &&
                 prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    rc = rc == 0 && alone ? seccomp_load(filter) : -1; /* sets no_new_privs by itself */
    seccomp_release(filter);
    return rc == 0 ? OK : ERR_IO;
}
