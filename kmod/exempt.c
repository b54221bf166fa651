// SPDX-License-Identifier: GPL-2.0-only
/* Peers whose SIP is left alone. */
#include <linux/err.h>
#include <linux/inet.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "exempt.h"

#define SIPMAP_EXEMPT_MAX 64

/**
 * struct sipmap_exempt_peer - one entry of the list
 * @address: IPv4, network byte order, bits behind the prefix zero
 * @mask: which bits of it count, network byte order
 * @port: host byte order; 0 for any
 */
struct sipmap_exempt_peer {
	__be32 address;
	__be32 mask;
	u16 port;
};

/**
 * struct sipmap_exempt_list - the whole list
 * @rcu: for freeing
 * @text: as the operator wrote it
 * @count: how many peers there are
 * @peers: the peers
 */
struct sipmap_exempt_list {
	struct rcu_head rcu;
	char text[SIPMAP_EXEMPT_TEXT];
	unsigned int count;
	struct sipmap_exempt_peer peers[SIPMAP_EXEMPT_MAX];
};

/**
 * __sipmap_exempt_has - is a peer in the list?
 * @list: the list
 * @peer: the far end of a flow
 *
 * Context: under rcu_read_lock().
 * Return: true if it is.
 */
bool __sipmap_exempt_has(const struct sipmap_exempt_list *list,
			 const struct sipmap_endpoint *peer)
{
	const struct sipmap_exempt_peer *one;
	__be32 address;
	unsigned int i;

	if (peer->family != SIPMAP_FAMILY_IPV4)
		return false;
	memcpy(&address, peer->address, sizeof(address));
	for (i = 0; i < list->count; i++) {
		one = &list->peers[i];
		if ((address & one->mask) == one->address &&
		    (!one->port || one->port == peer->port))
			return true;
	}
	return false;
}

/* "203.0.113.10", "203.0.113.0/24", "203.0.113.10:5070" */
static int sipmap_exempt_parse_peer(struct sipmap_exempt_peer *peer,
				    char *text)
{
	char *port = strchr(text, ':');
	char *prefix;
	u8 bits = 32;

	if (port) {
		*port++ = '\0';
		if (kstrtou16(port, 10, &peer->port) || !peer->port)
			return -EINVAL;
	}
	prefix = strchr(text, '/');
	if (prefix) {
		*prefix++ = '\0';
		if (kstrtou8(prefix, 10, &bits) || bits < 1 || bits > 32)
			return -EINVAL;
	}
	if (!in4_pton(text, -1, (u8 *)&peer->address, -1, NULL))
		return -EINVAL;
	peer->mask = cpu_to_be32(~0U << (32 - bits));
	peer->address &= peer->mask;
	return 0;
}

static int sipmap_exempt_parse(struct sipmap_exempt_list *list, char *text)
{
	char *peer;
	int err;

	while ((peer = strsep(&text, ", \t\n"))) {
		if (!*peer)
			continue;
		if (list->count == SIPMAP_EXEMPT_MAX)
			return -E2BIG;
		err = sipmap_exempt_parse_peer(&list->peers[list->count++],
					       peer);
		if (err)
			return err;
	}
	return 0;
}

static struct sipmap_exempt_list *sipmap_exempt_make(const char *text)
{
	struct sipmap_exempt_list *list;
	char *copy;
	int err;

	list = kzalloc(sizeof(*list), GFP_KERNEL_ACCOUNT);
	copy = kstrdup(text, GFP_KERNEL);
	err = -ENOMEM;
	if (!list || !copy)
		goto out;
	err = -E2BIG;
	if (strscpy(list->text, text, sizeof(list->text)) >= 0)
		err = sipmap_exempt_parse(list, copy);
out:
	kfree(copy);
	if (!err)
		return list;
	kfree(list);
	return ERR_PTR(err);
}

/**
 * sipmap_exempt_set - say anew which peers are left alone
 * @exempt: the peers
 * @text: IPv4 addresses, each with a prefix or a port if need be, between
 *        commas or white space; empty for nobody
 *
 * Context: may sleep; one at a time.
 * Return: 0, or -errno where the text cannot be understood: nothing changes
 * then.
 */
int sipmap_exempt_set(struct sipmap_exempt *exempt, const char *text)
{
	struct sipmap_exempt_list *list, *old;

	list = sipmap_exempt_make(text);
	if (IS_ERR(list))
		return PTR_ERR(list);
	if (!list->count) {
		kfree(list);
		list = NULL;
	}
	old = rcu_replace_pointer(exempt->list, list, true);
	if (old)
		kfree_rcu(old, rcu);
	return 0;
}

/**
 * sipmap_exempt_print - the list as the operator wrote it
 * @exempt: the peers
 * @text: room for SIPMAP_EXEMPT_TEXT bytes
 *
 * Context: any.
 * Return: bytes written, without the NUL.
 */
size_t sipmap_exempt_print(const struct sipmap_exempt *exempt, char *text)
{
	const struct sipmap_exempt_list *list;
	ssize_t length = 0;

	*text = '\0';
	rcu_read_lock();
	list = rcu_dereference(exempt->list);
	if (list)
		length = strscpy(text, list->text, SIPMAP_EXEMPT_TEXT);
	rcu_read_unlock();
	return length < 0 ? 0 : length;
}

/**
 * sipmap_exempt_clean - free the list
 * @exempt: the peers
 *
 * Context: any; no packet is on its way.
 */
void sipmap_exempt_clean(struct sipmap_exempt *exempt)
{
	kfree(rcu_replace_pointer(exempt->list, NULL, true));
}
