/* SPDX-License-Identifier: GPL-2.0-only */
/* Peers whose SIP is left alone. */
#ifndef SIPMAP_EXEMPT_H
#define SIPMAP_EXEMPT_H

#include <linux/types.h>

#include "sip/endpoint.h"

/* longest list that an operator may write, bytes with the NUL */
#define SIPMAP_EXEMPT_TEXT 1024

struct sipmap_exempt_list;

/**
 * struct sipmap_exempt - the peers of one network namespace
 * @list: what the packet path looks at; NULL for nobody
 */
struct sipmap_exempt {
	struct sipmap_exempt_list __rcu *list;
};

int sipmap_exempt_set(struct sipmap_exempt *exempt, const char *text);
size_t sipmap_exempt_print(const struct sipmap_exempt *exempt, char *text);
void sipmap_exempt_clean(struct sipmap_exempt *exempt);
bool __sipmap_exempt_has(const struct sipmap_exempt_list *list,
			 const struct sipmap_endpoint *peer);

/**
 * sipmap_exempt_has - is this peer's SIP to be left alone?
 * @exempt: the peers
 * @peer: the far end of a flow
 *
 * Context: under rcu_read_lock().
 * Return: true if it is.
 */
static inline bool sipmap_exempt_has(const struct sipmap_exempt *exempt,
				     const struct sipmap_endpoint *peer)
{
	const struct sipmap_exempt_list *list = rcu_dereference(exempt->list);

	return list && __sipmap_exempt_has(list, peer);
}

#endif /* SIPMAP_EXEMPT_H */
