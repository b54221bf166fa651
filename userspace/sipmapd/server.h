/* SPDX-License-Identifier: GPL-2.0-or-later */
/* STUN servers, and which of them to ask next. */
#ifndef SIPMAP_SIPMAPD_SERVER_H
#define SIPMAP_SIPMAPD_SERVER_H

#include "../../include/uapi/linux/sipmap.h"
#include "../../kmod/sip/endpoint.h"

#define SIPMAP_SERVERS_MAX 16

/* a server that failed is as good as any after this time, in ms */
#define SIPMAP_SERVER_FORGIVE 300000

/*
 * Servers that have all failed are silent when none has answered for so long,
 * in ms. The agent asks every 20 seconds, a fifth more or less, and one lost
 * question proves nothing.
 */
#define SIPMAP_SERVERS_PATIENCE 30000

/**
 * struct sipmap_server - one address that speaks STUN
 * @endpoint: where it listens
 * @origin: number of the configured name or address it comes from
 * @failures: transactions without a good answer since the last good one
 * @failed: time of the last failure, ms
 */
struct sipmap_server {
	struct sipmap_endpoint endpoint;
	unsigned int origin;
	unsigned int failures;
	u64 failed;
};

/**
 * struct sipmap_servers - all that may be asked, in the order of preference
 * @list: the servers
 * @count: how many there are
 * @answers: one of enum sipmap_finding: one of them answers at this time
 * @answered: time of the last good answer, ms
 */
struct sipmap_servers {
	struct sipmap_server list[SIPMAP_SERVERS_MAX];
	unsigned int count;
	u32 answers;
	u64 answered;
};

/**
 * struct sipmap_server_choice - what a server must not be
 * @avoid: servers that have been asked already
 * @count: how many of them
 * @by_address: another port of an avoided address will not do either
 */
struct sipmap_server_choice {
	const struct sipmap_endpoint *avoid;
	unsigned int count;
	bool by_address;
};

void sipmap_servers_replace(struct sipmap_servers *servers,
			    unsigned int origin,
			    const struct sipmap_endpoint *endpoints,
			    unsigned int count);
const struct sipmap_server *
sipmap_servers_pick(struct sipmap_servers *servers, u64 now,
		    const struct sipmap_server_choice *choice);
void sipmap_servers_report(struct sipmap_servers *servers,
			   const struct sipmap_endpoint *endpoint, bool good,
			   u64 now);

#endif /* SIPMAP_SIPMAPD_SERVER_H */
