/* tsubame: the server and the operator's commands. */
#include <signal.h>
#include <sys/stat.h>

#include "base/secret.h"
#include "cli/cli.h"
#include "cli/demo.h"
#include "cli/gateway.h"
#include "cli/init.h"

#include "base/banned.h"

int main(int argc, char **argv)
{
    static const struct cli_command *const commands[] = {
        &init_command, &demo_command, &gateway_enrol_command, &gateway_revoke_command, &gateway_list_command,
    };
    umask(077); /* whatever is made here is this user's alone */
    signal(SIGPIPE, SIG_IGN);
    secret_init();
    return cli_main(argc, argv, commands, sizeof commands / sizeof commands[0]);
}
