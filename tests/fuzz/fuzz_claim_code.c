/* Whatever was typed as a claim code: it is refused, or it is a code that prints and reads back as itself. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "wire/claim_code.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char code[CLAIM_CODE_BYTES];
    char again[CLAIM_CODE_BYTES];
    char text[CLAIM_CODE_TEXT];
    if (claim_code_read((struct str){(const char *)data, size}, code) != OK) {
        return 0;
    }
    assert(strlen(code) == CLAIM_CODE_SYMBOLS);
    claim_code_print(code, text);
    enum err err = claim_code_read(str_of(text), again);
    assert(err == OK);
    assert(strcmp(code, again) == 0);
    return 0;
}
