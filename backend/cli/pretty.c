/* See pretty.h. */
#include "cli/pretty.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

enum { SHORT_BYTES = 100 };

/* The bytes from an opening bracket to its closing one when nothing is nested in between and they are few; 0 otherwise. */
static size_t short_run(struct str json, size_t from)
{
    bool quoted = false;
    for (size_t i = from + 1; i < json.n && i - from < SHORT_BYTES; i++) {
        char c = json.p[i];
        if (quoted) {
            i += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            return 0;
        } else if (c == '}' || c == ']') {
            return i - from + 1;
        }
    }
    return 0;
}

static void line_break(int depth)
{
    printf("\n%*s", 2 * depth, "");
}

/* One piece outside of texts; returns how many bytes it took. */
static size_t print_piece(struct str json, size_t at, int *depth)
{
    char c = json.p[at];
    if (c == '{' || c == '[') {
        size_t n = short_run(json, at);
        if (n > 0) {
            printf("%.*s", (int)n, json.p + at);
            return n;
        }
        putchar(c);
        line_break(++*depth);
    } else if (c == '}' || c == ']') {
        line_break(--*depth);
        putchar(c);
    } else if (c == ',') {
        putchar(c);
        line_break(*depth);
    } else {
        printf(c == ':' ? "%c " : "%c", c);
    }
    return 1;
}

void pretty_print(struct str json)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < json.n;) {
        char c = json.p[i];
        if (!quoted && c != '"') {
            i += print_piece(json, i, &depth);
            continue;
        }
        putchar(c);
        if (quoted && c == '\\' && i + 1 < json.n) {
            putchar(json.p[++i]);
        } else if (c == '"') {
            quoted = !quoted;
        }
        i++;
    }
    putchar('\n');
}
