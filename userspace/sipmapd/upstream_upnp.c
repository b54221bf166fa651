// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>

#include <miniupnpc/miniupnpc.h>
#include <miniupnpc/upnpcommands.h>

#include "convert.h"
#include "upstream.h"

/* for answers to the search, ms */
#define SEARCH_TIME 2000
/* ports tried, where the one that is wanted is somebody else's */
#define PORTS 8
#define CONFLICT 718
#define NO_SUCH_MAPPING 714
#define ONLY_FOR_EVER 725

/* the gateway that was found last; only the thread looks at it */
static struct {
	bool known;
	struct sipmap_endpoint gateway;
	struct UPNPUrls urls;
	struct IGDdatas data;
	char own[64];
} igd;

/**
 * sipmap_upnp_forget - search again next time
 */
void sipmap_upnp_forget(void)
{
	if (igd.known)
		FreeUPNPUrls(&igd.urls);
	igd.known = false;
}

static int valid_igd(struct UPNPDev *devices)
{
#if MINIUPNPC_API_VERSION >= 18
	char wan[64];

	return UPNP_GetValidIGD(devices, &igd.urls, &igd.data, igd.own,
				sizeof(igd.own), wan, sizeof(wan));
#else
	return UPNP_GetValidIGD(devices, &igd.urls, &igd.data, igd.own,
				sizeof(igd.own));
#endif
}

static int search(const struct sipmap_forward_order *order)
{
	char own[SIPMAP_ENDPOINT_TEXT_MAX];
	struct UPNPDev *devices;
	int error = 0;
	int found;

	if (igd.known && sipmap_endpoint_same_address(&igd.gateway,
						      &order->gateway))
		return 0;
	sipmap_upnp_forget();
	devices = upnpDiscover(SEARCH_TIME,
			       sipmap_address_text(&order->outside, own), NULL,
			       UPNP_LOCAL_PORT_ANY, 0, 2, &error);
	if (!devices)
		return -EOPNOTSUPP;
	found = valid_igd(devices);
	freeUPNPDevlist(devices);
	/* 1: one that is connected; others are not what is wanted */
	if (found && found != 1)
		FreeUPNPUrls(&igd.urls);
	igd.known = found == 1;
	igd.gateway = order->gateway;
	return igd.known ? 0 : -EOPNOTSUPP;
}

static int take_back(const struct sipmap_forward_order *order)
{
	char port[8];
	int ret;

	snprintf(port, sizeof(port), "%u", order->port);
	ret = UPNP_DeletePortMapping(igd.urls.controlURL,
				     igd.data.first.servicetype, port, "UDP",
				     NULL);
	return ret && ret != NO_SUCH_MAPPING ? -EIO : 0;
}

static int add_once(const struct sipmap_forward_order *order, u16 port,
		    u32 lifetime)
{
	char inside[8], outside[8], duration[16];
	char client[SIPMAP_ENDPOINT_TEXT_MAX];

	snprintf(inside, sizeof(inside), "%u", order->outside.port);
	snprintf(outside, sizeof(outside), "%u", port);
	snprintf(duration, sizeof(duration), "%u", lifetime);
	return UPNP_AddPortMapping(igd.urls.controlURL,
				   igd.data.first.servicetype, outside, inside,
				   sipmap_address_text(&order->outside, client),
				   "sipmap", "UDP", NULL, duration);
}

static int add(const struct sipmap_forward_order *order,
	       struct sipmap_forward_answer *answer)
{
	u32 lifetime = order->lifetime;
	u16 port = order->port;
	unsigned int i;
	int ret = 0;

	for (i = 0; i < PORTS; i++) {
		ret = add_once(order, port, lifetime);
		/* some know but mappings that do not end: they are renewed
		 * and taken back all the same
		 */
		if (ret == ONLY_FOR_EVER && lifetime) {
			lifetime = 0;
			ret = add_once(order, port, lifetime);
		}
		if (ret != CONFLICT)
			break;
		port = port < 65000 ? port + 101u : 1024 + i;
	}
	answer->public_endpoint.port = port;
	answer->lifetime = order->lifetime;
	return ret ? -EIO : 0;
}

static int ask_address(struct sipmap_endpoint *address)
{
	char text[64] = "";

	if (UPNP_GetExternalIPAddress(igd.urls.controlURL,
				      igd.data.first.servicetype, text) ||
	    !sipmap_endpoint_from_host(address, text, strlen(text)))
		return -EIO;
	return 0;
}

/**
 * sipmap_upnp_map - have a mapping made or taken back by UPnP-IGD
 * @order: which one
 * @answer: public endpoint and lifetime are filled in
 *
 * Return: 0 or a negative errno; -EOPNOTSUPP where no router speaks it.
 */
int sipmap_upnp_map(const struct sipmap_forward_order *order,
		    struct sipmap_forward_answer *answer)
{
	int err = search(order);

	if (err)
		return err;
	if (!order->lifetime) {
		err = take_back(order);
	} else {
		err = ask_address(&answer->public_endpoint);
		if (!err)
			err = add(order, answer);
	}
	/* it may have been restarted, and listen elsewhere now */
	if (err)
		sipmap_upnp_forget();
	return err;
}
