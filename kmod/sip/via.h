/* SPDX-License-Identifier: GPL-2.0-only */
/* The topmost value of a Via header field. */
#ifndef SIPMAP_SIP_VIA_H
#define SIPMAP_SIP_VIA_H

#include "param.h"
#include "uri.h"

/**
 * struct sipmap_via - where the parts of a Via value stand
 * @sent_by: host and port that the sender wrote
 * @branch: value of what names the transaction; empty where there is none
 * @received: parameter that the receiver added (RFC 3261 section 18.2.1)
 * @rport: parameter of RFC 3581
 * @maddr: parameter that names where responses go
 */
struct sipmap_via {
	struct sipmap_host_port sent_by;
	struct sipmap_span branch;
	struct sipmap_param received;
	struct sipmap_param rport;
	struct sipmap_param maddr;
};

bool sipmap_via_parse(struct sipmap_via *via, const char *data,
		      struct sipmap_span value, struct sipmap_known *known);
bool sipmap_via_observed(const struct sipmap_via *via, const char *data,
			 struct sipmap_endpoint *observed);

#endif /* SIPMAP_SIP_VIA_H */
