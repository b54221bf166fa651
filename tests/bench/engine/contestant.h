/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is measured: one function each, which does one message once. */
#ifndef SIPMAP_BENCH_CONTESTANT_H
#define SIPMAP_BENCH_CONTESTANT_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct bench_message - one prepared message
 * @name: its file's name
 * @data: the message, line ends CR LF
 * @length: bytes of @data
 * @in: it comes from outside
 */
struct bench_message {
	char name[64];
	char data[65536];
	size_t length;
	bool in;
};

/**
 * struct bench_contestant - who is measured
 * @name: as the table shows it
 * @start: once, before anything is measured
 * @once: one message once; false if it was not understood
 */
struct bench_contestant {
	const char *name;
	void (*start)(void);
	bool (*once)(const struct bench_message *message);
};

extern const struct bench_contestant bench_parse;
extern const struct bench_contestant bench_plan;
extern const struct bench_contestant bench_whole;
extern const struct bench_contestant bench_osip;
extern const struct bench_contestant bench_sofia;
extern const struct bench_contestant bench_re;

#endif /* SIPMAP_BENCH_CONTESTANT_H */
