/* tsubame-photo: one picture from standard input, made anew, to standard output; see core/picture.h for the answer. The server starts one for each
 * picture and waits for it; it is of no use to anybody else. Ends with 0 when it has answered, whatever the answer; with 1 when it could not. */
#include <stdlib.h>
#include <unistd.h>

#include "photo/remake.h"
#include "photo/sandbox.h"

#include "base/banned.h"

static size_t read_all(unsigned char *out, size_t max)
{
    size_t n = 0;
    ssize_t more = 1;
    while (more > 0 && n < max) {
        more = read(STDIN_FILENO, out + n, max - n);
        n += more > 0 ? (size_t)more : 0;
    }
    return n;
}

static int write_all(const unsigned char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t some = write(STDOUT_FILENO, bytes, n);
        if (some <= 0) {
            return EXIT_FAILURE;
        }
        bytes += some;
        n -= (size_t)some;
    }
    return EXIT_SUCCESS;
}

int main(void)
{
    static unsigned char in[PICTURE_BYTES_MAX + 1];
    static unsigned char out[PICTURE_ANSWER_BYTES_MAX];
    remake_warm_up(out);
    if (sandbox_enter() != OK) {
        return EXIT_FAILURE;
    }
    size_t n = read_all(in, sizeof in);
    return n > PICTURE_BYTES_MAX ? EXIT_FAILURE : write_all(out, remake(in, n, out));
}
