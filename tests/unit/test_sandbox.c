/* The walls, tried from inside: a process that has entered them does one thing, and we look how it ended. */
#include "photo/sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#include "base/banned.h"

static void nothing(void)
{
}

static void open_file(void)
{
    syscall(SYS_openat, AT_FDCWD, "/etc/hostname", O_RDONLY);
}

static void connect_somewhere(void)
{
    syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static void run_program(void)
{
    char *const arguments[] = {NULL};
    syscall(SYS_execve, "/bin/true", arguments, arguments);
}

static void split(void)
{
    syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void run_memory(void)
{
    syscall(SYS_mmap, NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void make_memory_run(void)
{
    syscall(SYS_mprotect, NULL, 4096, PROT_EXEC);
}

static void write_elsewhere(void)
{
    syscall(SYS_write, STDERR_FILENO, "x", 1);
}

static void look_at_others(void)
{
    syscall(SYS_kill, 1, 0);
}

static void get_memory(void)
{
    long at = syscall(SYS_mmap, NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *(volatile char *)at = 1; // NOLINT(performance-no-int-to-ptr)
}

static int ended(void (*act)(void))
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (sandbox_enter() != OK) {
            _exit(EXIT_FAILURE);
        }
        act();
        syscall(SYS_exit_group, 0);
    }
    EXPECT_INT(waitpid(pid, &status, 0), pid);
    return status;
}

TEST("inside the walls there is no file, no network, no other program and no memory that can be run")
{
    static void (*const forbidden[])(void) = {open_file,  connect_somewhere, run_program,     split,
                                              run_memory, make_memory_run,   write_elsewhere, look_at_others};
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++) {
        int status = ended(forbidden[i]);
        if (!WIFSIGNALED(status)) {
            print_message("row %zu was allowed\n", i);
        }
        EXPECT(WIFSIGNALED(status));
        EXPECT_INT(WTERMSIG(status), SIGSYS);
    }
}

TEST("what the decoders need is there")
{
    EXPECT_INT(ended(nothing), 0);
    EXPECT_INT(ended(get_memory), 0);
}
