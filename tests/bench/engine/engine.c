// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Engines and parsers on the same messages in the same process, in turns.
 *
 *	engine MESSAGE...			time, one JSON object a figure
 *	engine --count CONTESTANT TIMES MESSAGE	run one of them, to be counted
 *
 * A message's file name says its direction: NAME-out.sip or NAME-in.sip.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contestant.h"

#define ROUNDS 101
#define BATCH 400

static const struct bench_contestant *const contestants[] = {
	&bench_whole, &bench_parse, &bench_plan,
	&bench_osip, &bench_sofia, &bench_re,
};

#define CONTESTANTS (sizeof(contestants) / sizeof(contestants[0]))

static struct bench_message message;
static double figures[CONTESTANTS][ROUNDS];

static void fail(const char *what, const char *which)
{
	fprintf(stderr, "engine: %s: %s\n", which, what);
	exit(1);
}

/* Lines of the file end with LF, those of the message with CR LF. */
static void load(const char *path)
{
	const char *name = strrchr(path, '/');
	FILE *file = fopen(path, "r");
	int byte;

	if (!file)
		fail("it cannot be read", path);
	message.length = 0;
	while ((byte = getc(file)) != EOF) {
		if (message.length + 2 > sizeof(message.data))
			fail("it is too long", path);
		if (byte == '\n')
			message.data[message.length++] = '\r';
		message.data[message.length++] = (char)byte;
	}
	fclose(file);
	snprintf(message.name, sizeof(message.name), "%s",
		 name ? name + 1 : path);
	message.name[strcspn(message.name, ".")] = '\0';
	message.in = strlen(message.name) > 3 &&
		     !strcmp(message.name + strlen(message.name) - 3, "-in");
}

/**
 * bench_once - one message once; a function of its own, to be counted by name
 * @contestant: who does it
 *
 * Return: true if the message was understood.
 */
__attribute__((noinline)) bool
bench_once(const struct bench_contestant *contestant);
bool bench_once(const struct bench_contestant *contestant)
{
	return contestant->once(&message);
}

static double measure(const struct bench_contestant *contestant)
{
	struct timespec from;
	struct timespec to;
	unsigned int i;

	clock_gettime(CLOCK_MONOTONIC, &from);
	for (i = 0; i < BATCH; i++)
		if (!bench_once(contestant))
			fail("it was not understood", contestant->name);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return ((double)(to.tv_sec - from.tv_sec) * 1e9 +
		(double)(to.tv_nsec - from.tv_nsec)) / BATCH;
}

static int compare(const void *a, const void *b)
{
	const double *left = a;
	const double *right = b;

	return (*left > *right) - (*left < *right);
}

static void show(size_t which)
{
	double *sorted = figures[which];

	qsort(sorted, ROUNDS, sizeof(*sorted), compare);
	printf("{\"message\":\"%s\",\"bytes\":%zu,\"contestant\":\"%s\","
	       "\"median\":%.1f,\"lower_quartile\":%.1f,"
	       "\"upper_quartile\":%.1f}\n", message.name, message.length,
	       contestants[which]->name, sorted[ROUNDS / 2],
	       sorted[ROUNDS / 4], sorted[ROUNDS * 3 / 4]);
}

static void race(const char *path)
{
	size_t round;
	size_t i;

	load(path);
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < CONTESTANTS; i++)
			figures[i][round] = measure(contestants[i]);
	for (i = 0; i < CONTESTANTS; i++)
		show(i);
}

static int count(const char *name, const char *times, const char *path)
{
	long left = strtol(times, NULL, 10);
	size_t i;

	load(path);
	for (i = 0; i < CONTESTANTS; i++) {
		if (strcmp(contestants[i]->name, name))
			continue;
		for (; left > 0; left--)
			if (!bench_once(contestants[i]))
				fail("it was not understood", name);
		return 0;
	}
	fail("there is no such contestant", name);
	return 1;
}

int main(int argc, char **argv)
{
	size_t i;
	int argument;

	for (i = 0; i < CONTESTANTS; i++)
		contestants[i]->start();
	if (argc == 5 && !strcmp(argv[1], "--count"))
		return count(argv[2], argv[3], argv[4]);
	for (argument = 1; argument < argc; argument++)
		race(argv[argument]);
	return argc < 2;
}
