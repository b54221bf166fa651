/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the system says of each configured outside interface: which one it is,
 * its address, and the addresses of its STUN servers. The agents are told.
 */
#ifndef SIPMAP_SIPMAPD_LINE_H
#define SIPMAP_SIPMAPD_LINE_H

#include "attach.h"

struct sipmap_line;

/**
 * struct sipmap_lines - one for each configured outside interface
 * @list: in the order of the configuration
 * @count: how many
 * @attach: the agents
 * @wake: to be called when they have been told something
 * @arg: for @wake
 */
struct sipmap_lines {
	struct sipmap_line *list[SIPMAP_UPLINKS_MAX];
	unsigned int count;
	struct sipmap_attach *attach;
	void (*wake)(void *arg);
	void *arg;
};

void sipmap_lines_init(struct sipmap_lines *lines, struct sipmap_attach *attach,
		       void (*wake)(void *arg), void *arg);
int sipmap_lines_configure(struct sipmap_lines *lines,
			   const struct sipmap_conf *conf);
void sipmap_lines_close(struct sipmap_lines *lines);

#endif /* SIPMAP_SIPMAPD_LINE_H */
