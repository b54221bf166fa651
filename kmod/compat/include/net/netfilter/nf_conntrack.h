/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIPMAP_COMPAT_NF_CONNTRACK_H
#define SIPMAP_COMPAT_NF_CONNTRACK_H

#include "compat/probed.h"
#include_next <net/netfilter/nf_conntrack.h>

#ifndef SIPMAP_HAVE_NF_CT_ITER_DATA
/**
 * struct nf_ct_iter_data - what a walk through conntrack is given
 * @net: the network namespace
 * @data: handed on to the function that looks at each flow
 * @portid: who is told of flows that end, as a netlink port
 * @report: whether it wants to be
 */
struct nf_ct_iter_data {
	struct net *net;
	void *data;
	u32 portid;
	int report;
};

static inline void
sipmap_ct_iterate_cleanup_net(int (*which)(struct nf_conn *, void *),
			      const struct nf_ct_iter_data *data)
{
	nf_ct_iterate_cleanup_net(data->net, which, data->data, data->portid,
				  data->report);
}

#define nf_ct_iterate_cleanup_net(which, data) \
	sipmap_ct_iterate_cleanup_net(which, data)
#endif

#endif /* SIPMAP_COMPAT_NF_CONNTRACK_H */
