/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all fuzz targets share: faults, and memory whose end is guarded. */
#ifndef SIPMAP_FUZZ_H
#define SIPMAP_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/**
 * struct fuzz_bytes - what is left of an input that chooses
 * @at: the next byte
 * @left: how many there are
 */
struct fuzz_bytes {
	const uint8_t *at;
	size_t left;
};

void fuzz_note(const char *title, const char *data, size_t length);
void fuzz_forget(void);
void fuzz_fault(const char *file, int line, const char *rule)
	__attribute__((noreturn));
char *fuzz_alloc(size_t length);
char *fuzz_copy(const void *data, size_t length);
uint8_t fuzz_take(struct fuzz_bytes *bytes);
unsigned int fuzz_pick(struct fuzz_bytes *bytes, unsigned int count);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_HOLDS(condition)						\
	do {								\
		if (!(condition))					\
			fuzz_fault(__FILE__, __LINE__, #condition);	\
	} while (0)

#endif /* SIPMAP_FUZZ_H */
