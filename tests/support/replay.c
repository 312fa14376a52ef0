/* Gives every file of the folders named as arguments to a fuzz target once, and the empty input first. What crashes ends the program;
 * the last line otherwise is "N passed, 0 failed". */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static int one_file(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    if (!f)
        return 0;
    size_t max = 4u << 20;
    uint8_t *data = malloc(max);
    if (!data)
        abort();
    size_t n = fread(data, 1, max, f);
    fclose(f);
    /* An own allocation of the exact size, so that reading one byte too far is seen. */
    uint8_t *exact = realloc(data, n ? n : 1);
    if (!exact)
        abort();
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
    return 1;
}

int main(int argc, char **argv)
{
    int passed = 1;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        DIR *d = opendir(argv[i]);
        if (!d) {
            printf("no corpus folder %s: every fuzz target needs one\n", argv[i]);
            return 1;
        }
        for (struct dirent *e; (e = readdir(d));)
            if (e->d_name[0] != '.')
                passed += one_file(argv[i], e->d_name);
        closedir(d);
    }
    printf("%d passed, 0 failed\n", passed);
    return 0;
}
