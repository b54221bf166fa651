/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The only file of the SIP engine that knows whether it is in a kernel.
 *
 * Everything else in this directory is plain C that allocates nothing and
 * calls nothing outside the directory but what is named here: fixed-width
 * types, memcpy(), memmove(), memcmp(), memset() and memchr().
 */
#ifndef SIPMAP_SIP_BASE_H
#define SIPMAP_SIP_BASE_H

/*
 * Nobody asks a kernel why; its counters say what was left alone. Whoever
 * measures the engine as a kernel has it says false too.
 */
#ifdef __KERNEL__
#define SIPMAP_EXPLAINS false
#elif !defined(SIPMAP_EXPLAINS)
#define SIPMAP_EXPLAINS true
#endif

#ifdef __KERNEL__
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/types.h>
#else
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef __UINT8_TYPE__ u8;
typedef __UINT16_TYPE__ u16;
typedef __UINT32_TYPE__ u32;
typedef __UINT64_TYPE__ u64;

#ifndef U16_MAX
#define U16_MAX UINT16_MAX
#define U32_MAX UINT32_MAX
#endif

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

#ifndef __aligned
#define __aligned(bytes) __attribute__((__aligned__(bytes)))
#endif

#ifndef fallthrough
#define fallthrough __attribute__((__fallthrough__))
#endif
#endif /* __KERNEL__ */

/*
 * Kernels clear what is on the stack. This is for a structure that is worth
 * more than that: whoever declares it sets all that is read.
 */
#if defined(__has_attribute) && !defined(__CHECKER__)
#if __has_attribute(__uninitialized__)
#define SIPMAP_UNINITIALIZED __attribute__((__uninitialized__))
#endif
#endif
#ifndef SIPMAP_UNINITIALIZED
#define SIPMAP_UNINITIALIZED
#endif

/**
 * sipmap_word - eight bytes at once
 * @bytes: wherever they are
 *
 * A kernel may be built so that memcpy() is a function also for a word.
 *
 * Return: them, in the machine's byte order.
 */
static inline u64 sipmap_word(const void *bytes)
{
	u64 word;

	__builtin_memcpy(&word, bytes, sizeof(word));
	return word;
}

/**
 * sipmap_half_word - four bytes at once
 * @bytes: wherever they are
 *
 * Return: them, in the machine's byte order.
 */
static inline u32 sipmap_half_word(const void *bytes)
{
	u32 word;

	__builtin_memcpy(&word, bytes, sizeof(word));
	return word;
}

/**
 * sipmap_bytes_copy - copy a few bytes
 * @to: where they go; does not overlap @from
 * @from: where they are
 * @length: how many
 *
 * What is no whole number of words ends with one that overlaps the one before.
 */
static inline void sipmap_bytes_copy(char *to, const char *from, size_t length)
{
	size_t at;

	if (length < sizeof(u32)) {
		for (at = 0; at < length; at++)
			to[at] = from[at];
		return;
	}
	if (length < sizeof(u64)) {
		__builtin_memcpy(to, from, sizeof(u32));
		to += length - sizeof(u32);
		from += length - sizeof(u32);
		__builtin_memcpy(to, from, sizeof(u32));
		return;
	}
	for (at = 0; at < length - sizeof(u64); at += sizeof(u64))
		__builtin_memcpy(to + at, from + at, sizeof(u64));
	at = length - sizeof(u64);
	__builtin_memcpy(to + at, from + at, sizeof(u64));
}

/**
 * sipmap_bytes_equal - compare a few bytes
 * @one: some
 * @other: others
 * @length: how many
 *
 * Return: true if they are the same.
 */
static inline bool sipmap_bytes_equal(const char *one, const char *other,
				      size_t length)
{
	size_t at;

	if (length < sizeof(u64)) {
		for (at = 0; at < length; at++)
			if (one[at] != other[at])
				return false;
		return true;
	}
	for (at = 0; at < length - sizeof(u64); at += sizeof(u64))
		if (sipmap_word(one + at) != sipmap_word(other + at))
			return false;
	at = length - sizeof(u64);
	return sipmap_word(one + at) == sipmap_word(other + at);
}

#define SIPMAP_LITTLE_ENDIAN (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

#endif /* SIPMAP_SIP_BASE_H */
