/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Asking the router further out for mappings: by PCP (RFC 6887), by NAT-PMP
 * (RFC 6886) with libnatpmp, or by UPnP-IGD with libminiupnpc. All may take
 * seconds, so that a thread of its own does it; answers come through a file
 * descriptor. Each outside interface may have another router further out.
 */
#ifndef SIPMAP_SIPMAPD_UPSTREAM_H
#define SIPMAP_SIPMAPD_UPSTREAM_H

#include "forward.h"

/**
 * enum sipmap_upstream_method - how the router further out is asked
 * @SIPMAP_UPSTREAM_NONE: not at all
 * @SIPMAP_UPSTREAM_AUTO: by PCP, or else by NAT-PMP, or else by UPnP
 * @SIPMAP_UPSTREAM_NATPMP: by NAT-PMP only
 * @SIPMAP_UPSTREAM_UPNP: by UPnP-IGD only
 * @SIPMAP_UPSTREAM_PCP: by PCP only
 */
enum sipmap_upstream_method {
	SIPMAP_UPSTREAM_NONE,
	SIPMAP_UPSTREAM_AUTO,
	SIPMAP_UPSTREAM_NATPMP,
	SIPMAP_UPSTREAM_UPNP,
	SIPMAP_UPSTREAM_PCP,
};

struct sipmap_upstream;

int sipmap_upstream_open(struct sipmap_upstream **upstream);
void sipmap_upstream_close(struct sipmap_upstream *upstream);
int sipmap_upstream_fd(const struct sipmap_upstream *upstream);
int sipmap_upstream_order(struct sipmap_upstream *upstream,
			  const struct sipmap_forward_order *order);
bool sipmap_upstream_read(struct sipmap_upstream *upstream,
			  struct sipmap_forward_answer *answer);

bool sipmap_upstream_lost(long long client, long long router);

/* these wait for the router further out; for the thread only */
int sipmap_pcp_map(const struct sipmap_forward_order *order,
		   struct sipmap_forward_answer *answer);
int sipmap_natpmp_map(const struct sipmap_forward_order *order,
		      struct sipmap_forward_answer *answer);
int sipmap_upnp_map(const struct sipmap_forward_order *order,
		    struct sipmap_forward_answer *answer);
void sipmap_upnp_forget(void);

#endif /* SIPMAP_SIPMAPD_UPSTREAM_H */
