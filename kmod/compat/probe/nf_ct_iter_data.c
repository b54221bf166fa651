// SPDX-License-Identifier: GPL-2.0-only
/* What a walk through conntrack is given, in one structure: 6.0. */
#include <net/netfilter/nf_conntrack.h>

static void __used probe(int (*which)(struct nf_conn *, void *),
			 const struct nf_ct_iter_data *data)
{
	nf_ct_iterate_cleanup_net(which, data);
}
