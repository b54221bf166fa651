// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <natpmp.h>
#include <poll.h>
#include <sys/time.h>

#include "convert.h"
#include "upstream.h"

/* requests until a router counts as one without NAT-PMP: 250, 500, 1000 ms */
#define TRIES 3

static int wait_a_while(natpmp_t *natpmp)
{
	struct pollfd poll_for = { .fd = natpmp->s, .events = POLLIN };
	struct timeval left;
	int wait;

	if (getnatpmprequesttimeout(natpmp, &left) < 0)
		return -EIO;
	wait = left.tv_sec * 1000 + left.tv_usec / 1000 + 1;
	return poll(&poll_for, 1, wait) < 0 ? -errno : 0;
}

static int await(natpmp_t *natpmp, natpmpresp_t *response)
{
	int ret;

	for (;;) {
		ret = readnatpmpresponseorretry(natpmp, response);
		if (ret != NATPMP_TRYAGAIN)
			break;
		if (natpmp->try_number > TRIES || wait_a_while(natpmp))
			return -ETIMEDOUT;
	}
	switch (ret) {
	case 0:
		return 0;
	case NATPMP_ERR_NOGATEWAYSUPPORT:
		return -EOPNOTSUPP;
	case NATPMP_ERR_NOTAUTHORIZED:
		return -EACCES;
	case NATPMP_ERR_OUTOFRESOURCES:
		return -ENOSPC;
	default:
		return -EIO;
	}
}

static int ask_address(natpmp_t *natpmp, struct sipmap_endpoint *address)
{
	natpmpresp_t response;
	int err;

	if (sendpublicaddressrequest(natpmp) < 0)
		return -EIO;
	err = await(natpmp, &response);
	if (!err)
		sipmap_endpoint_ipv4(address, &response.pnu.publicaddress.addr,
				     0);
	return err;
}

static int ask_mapping(natpmp_t *natpmp,
		       const struct sipmap_forward_order *order,
		       struct sipmap_forward_answer *answer)
{
	u16 port = order->lifetime ? order->port : 0;
	natpmpresp_t response;
	int err;

	if (sendnewportmappingrequest(natpmp, NATPMP_PROTOCOL_UDP,
				      order->outside.port, port,
				      order->lifetime) < 0)
		return -EIO;
	err = await(natpmp, &response);
	if (err)
		return err;
	answer->public_endpoint.port =
		response.pnu.newportmapping.mappedpublicport;
	answer->lifetime = response.pnu.newportmapping.lifetime;
	answer->epoch = response.epoch;
	answer->has_epoch = true;
	return 0;
}

/**
 * sipmap_natpmp_map - have a mapping made or taken back (RFC 6886 section 3)
 * @order: which one
 * @answer: public endpoint and lifetime are filled in
 *
 * Return: 0 or a negative errno; -ETIMEDOUT or -EOPNOTSUPP where the router
 * does not speak NAT-PMP.
 */
int sipmap_natpmp_map(const struct sipmap_forward_order *order,
		      struct sipmap_forward_answer *answer)
{
	in_addr_t gateway;
	natpmp_t natpmp;
	int err;

	memcpy(&gateway, order->gateway.address, sizeof(gateway));
	if (initnatpmp(&natpmp, 1, gateway) < 0)
		return -EIO;
	err = ask_address(&natpmp, &answer->public_endpoint);
	if (!err)
		err = ask_mapping(&natpmp, order, answer);
	closenatpmp(&natpmp);
	return err;
}
