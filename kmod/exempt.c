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
 * @network: address, bits behind the prefix zero, and port; 0 for any
 * @mask: which bits of the address count, network byte order
 */
struct sipmap_exempt_peer {
	struct sipmap_endpoint network;
	u8 mask[16];
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

static bool sipmap_exempt_is_in(const struct sipmap_exempt_peer *one,
				const struct sipmap_endpoint *peer)
{
	const u8 *network = one->network.address;
	const u8 *address = peer->address;

	return one->network.family == peer->family &&
	       (!one->network.port || one->network.port == peer->port) &&
	       (sipmap_word(address) & sipmap_word(one->mask)) ==
			sipmap_word(network) &&
	       (sipmap_word(address + 8) & sipmap_word(one->mask + 8)) ==
			sipmap_word(network + 8);
}

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
	unsigned int i;

	for (i = 0; i < list->count; i++)
		if (sipmap_exempt_is_in(&list->peers[i], peer))
			return true;
	return false;
}

static bool sipmap_exempt_parse_address(struct sipmap_endpoint *network,
					const char *text)
{
	if (in4_pton(text, -1, network->address, '\0', NULL))
		network->family = SIPMAP_FAMILY_IPV4;
	else if (in6_pton(text, -1, network->address, '\0', NULL))
		network->family = SIPMAP_FAMILY_IPV6;
	return network->family;
}

/* Take the port off, if there is one; an IPv6 address has colons itself. */
static bool sipmap_exempt_split_port(char **text, char **port)
{
	char *end;

	*port = NULL;
	if (**text != '[') {
		end = strchr(*text, ':');
		if (!end || strchr(end + 1, ':'))
			return true;
		*port = end + 1;
		*end = '\0';
		return true;
	}
	end = strchr(++*text, ']');
	if (!end || (end[1] && end[1] != ':'))
		return false;
	if (end[1])
		*port = end + 2;
	*end = '\0';
	return true;
}

/*
 * "203.0.113.10", "203.0.113.0/24", "203.0.113.10:5070", "2001:db8::10",
 * "2001:db8::/32", "[2001:db8::10]:5070"
 */
static int sipmap_exempt_parse_peer(struct sipmap_exempt_peer *peer,
				    char *text)
{
	struct sipmap_endpoint *network = &peer->network;
	char *prefix, *port;
	u8 bits, all;
	int i;

	if (!sipmap_exempt_split_port(&text, &port))
		return -EINVAL;
	if (port && (kstrtou16(port, 10, &network->port) || !network->port))
		return -EINVAL;
	prefix = strchr(text, '/');
	if (prefix)
		*prefix++ = '\0';
	if (!sipmap_exempt_parse_address(network, text))
		return -EINVAL;
	all = network->family == SIPMAP_FAMILY_IPV4 ? 32 : 128;
	bits = all;
	if (prefix &&
	    (kstrtou8(prefix, 10, &bits) || bits < 1 || bits > all))
		return -EINVAL;
	for (i = 0; i < bits; i++)
		peer->mask[i / 8] |= 0x80 >> i % 8;
	for (i = 0; i < sizeof(peer->mask); i++)
		network->address[i] &= peer->mask[i];
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
 * @text: addresses, each with a prefix or a port if need be, between commas or
 *        white space, one of IPv6 with a port in brackets; empty for nobody
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
