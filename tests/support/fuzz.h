/* What every tests/fuzz/fuzz_<x>.c defines: one input, in full; returns 0. Built by clang with libFuzzer for `make fuzz`, and with
 * replay.c, which walks tests/fuzz/corpus/<x>/, for `make test`. */
#ifndef SUPPORT_FUZZ_H
#define SUPPORT_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
