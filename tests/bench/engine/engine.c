// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Engines and parsers on the same messages in the same process, in turns.
 *
 *	engine ROUNDS MESSAGE...		time; an object of JSON for each
 *	engine --count CONTESTANT TIMES MESSAGE	run one of them, to be counted
 *
 * A message's file name says its direction: NAME-out.sip or NAME-in.sip.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contestant.h"

#define ROUNDS_MAX 1000
#define BATCH 400

static const struct bench_contestant *const contestants[] = {
	&bench_whole, &bench_parse, &bench_plan,
	&bench_osip, &bench_sofia, &bench_re,
};

#define CONTESTANTS (sizeof(contestants) / sizeof(contestants[0]))

static struct bench_message message;
static double figures[CONTESTANTS][ROUNDS_MAX];

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

/* All rounds of one contestant, so that ratios can be made round by round. */
static void show(size_t which, unsigned int rounds)
{
	unsigned int round;

	printf("{\"message\":\"%s\",\"contestant\":\"%s\",\"rounds\":[",
	       message.name, contestants[which]->name);
	for (round = 0; round < rounds; round++)
		printf("%s%.1f", round ? "," : "", figures[which][round]);
	printf("]}\n");
}

static void race(const char *path, unsigned int rounds)
{
	unsigned int round;
	size_t i;

	load(path);
	for (round = 0; round < rounds; round++)
		for (i = 0; i < CONTESTANTS; i++)
			figures[i][round] = measure(contestants[i]);
	for (i = 0; i < CONTESTANTS; i++)
		show(i, rounds);
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
	long rounds = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
	int argument;
	size_t i;

	for (i = 0; i < CONTESTANTS; i++)
		contestants[i]->start();
	if (argc == 5 && !strcmp(argv[1], "--count"))
		return count(argv[2], argv[3], argv[4]);
	if (rounds < 1 || rounds > ROUNDS_MAX)
		fail("rounds are from 1 to 1000", argc > 1 ? argv[1] : "");
	for (argument = 2; argument < argc; argument++)
		race(argv[argument], (unsigned int)rounds);
	return 0;
}
