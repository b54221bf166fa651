// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any datagram, both ways, under any settings. The first two bytes choose
 * direction, settings and what the phone wrote; the rest is the datagram.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "oracle.h"
#include "phones.h"

/* LLVMFuzzerTestOneInput - libFuzzer calls it for each input */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_result result;
	char *copy;

	if (size < 2 || size > 65537)
		return 0;
	copy = fuzz_copy(data + 2, size - 2);
	oracle_rewrite(phones_view(data[0], data[1]), copy, size - 2, &result);
	oracle_free(&result);
	fuzz_forget();
	free(copy);
	return 0;
}
