// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The Port Control Protocol, of which Debian has no client library: its MAP
 * opcode over IPv4 (RFC 6887).
 */
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "compat.h"
#include "convert.h"
#include "upstream.h"

#define PCP_PORT 5351
#define PCP_VERSION 2
#define PCP_MAP 1
#define PCP_RESPONSE 0x80
#define PCP_NONCE 12

/*
 * A router answers at once or not at all, and who waits is a call: so the
 * times are those of NAT-PMP, not the 3 s that section 8.1.1 begins with; ms.
 */
#define FIRST_WAIT 250
#define TRIES 3

/* result codes of section 7.4 that are told apart */
enum pcp_result {
	PCP_SUCCESS,
	PCP_UNSUPP_VERSION,
	PCP_NOT_AUTHORIZED,
	PCP_UNSUPP_OPCODE = 4,
	PCP_NETWORK_FAILURE = 7,
	PCP_NO_RESOURCES,
	PCP_UNSUPP_PROTOCOL,
	PCP_USER_EX_QUOTA,
	PCP_CANNOT_PROVIDE_EXTERNAL,
	PCP_ADDRESS_MISMATCH,
};

/* an IPv4 address among IPv6 ones (RFC 4291 section 2.5.5.2) */
struct pcp_address {
	u8 mapped[12];
	u8 ipv4[4];
};

/**
 * struct pcp_packet - a request or a response, in network byte order
 * @version: of the protocol
 * @opcode: with PCP_RESPONSE in a response
 * @reserved: 0
 * @result: of a response
 * @lifetime: s
 * @client: in a request; in a response its first word is the epoch, s
 * @epoch: of a response
 * @nonce: who knows it may renew the mapping
 * @protocol: of the mapping (IANA's number)
 * @reserved_too: 0
 * @inside: port of W
 * @outside: port of P
 * @address: of P
 */
struct pcp_packet {
	u8 version;
	u8 opcode;
	u8 reserved;
	u8 result;
	u32 lifetime;
	union {
		struct pcp_address client;
		u32 epoch;
	};
	u8 nonce[PCP_NONCE];
	u8 protocol;
	u8 reserved_too[3];
	u16 inside;
	u16 outside;
	struct pcp_address address;
};

static_assert(sizeof(struct pcp_packet) == 60, "RFC 6887 figures 2 and 9");

static void write_address(struct pcp_address *address, const u8 *ipv4)
{
	memset(address->mapped, 0, 10);
	memset(address->mapped + 10, 0xff, 2);
	memcpy(address->ipv4, ipv4, sizeof(address->ipv4));
}

static bool is_ipv4(const struct pcp_address *address)
{
	struct pcp_address same;

	write_address(&same, address->ipv4);
	return !memcmp(address, &same, sizeof(same));
}

/* something that this machine keeps to itself, and has after a restart */
static void read_secret(u8 secret[32])
{
	int file = open("/etc/machine-id", O_RDONLY | O_CLOEXEC);
	ssize_t length = file < 0 ? -1 : read(file, secret, 32);

	if (file >= 0)
		close(file);
	if (length != 32)
		while (getrandom(secret, 32, 0) != 32)
			;
}

/*
 * Only who shows the nonce of a mapping again may renew it or take it back
 * (section 11.3): an agent that has been restarted must have the same.
 */
static void make_nonce(u8 nonce[PCP_NONCE],
		       const struct sipmap_endpoint *outside)
{
	static u8 secret[32];
	static bool known;
	u8 digest[20];
	u8 about[6];

	if (!known)
		read_secret(secret);
	known = true;
	memcpy(about, outside->address, 4);
	memcpy(about + 4, &outside->port, 2);
	hmac_sha1(secret, sizeof(secret), about, sizeof(about), digest,
		  sizeof(digest));
	memcpy(nonce, digest, PCP_NONCE);
}

static void make_request(struct pcp_packet *request,
			 const struct sipmap_forward_order *order)
{
	static const u8 any[4];

	memset(request, 0, sizeof(*request));
	request->version = PCP_VERSION;
	request->opcode = PCP_MAP;
	request->lifetime = htonl(order->lifetime);
	write_address(&request->client, order->outside.address);
	make_nonce(request->nonce, &order->outside);
	request->protocol = IPPROTO_UDP;
	request->inside = htons(order->outside.port);
	/* what is taken back has neither (section 15.1) */
	if (order->lifetime)
		request->outside = htons(order->port);
	write_address(&request->address, any);
}

/* the router sees whom the mapping is for from where the request comes */
static int connect_from(const struct sipmap_forward_order *order)
{
	struct sockaddr_in from = { .sin_family = AF_INET };
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_port = htons(PCP_PORT),
	};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int err;

	if (fd < 0)
		return -errno;
	memcpy(&from.sin_addr, order->outside.address, sizeof(from.sin_addr));
	memcpy(&to.sin_addr, order->gateway.address, sizeof(to.sin_addr));
	if (bind(fd, (struct sockaddr *)&from, sizeof(from)) < 0 ||
	    connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0) {
		err = -errno;
		close(fd);
		return err == -EADDRNOTAVAIL ? -EOPNOTSUPP : err;
	}
	return fd;
}

static int error_of(u8 result)
{
	switch (result) {
	case PCP_SUCCESS:
		return 0;
	case PCP_NOT_AUTHORIZED:
		return -EACCES;
	case PCP_NO_RESOURCES:
	case PCP_USER_EX_QUOTA:
		return -ENOSPC;
	case PCP_NETWORK_FAILURE:
		return -ENETDOWN;
	case PCP_CANNOT_PROVIDE_EXTERNAL:
		return -EADDRINUSE;
	/* another way of asking may do, as with a NAT in between */
	case PCP_UNSUPP_VERSION:
	case PCP_UNSUPP_OPCODE:
	case PCP_UNSUPP_PROTOCOL:
	case PCP_ADDRESS_MISMATCH:
		return -EOPNOTSUPP;
	default:
		return -EIO;
	}
}

/* one that speaks NAT-PMP only says so in its own words (appendix A) */
static bool is_refusal(const struct pcp_packet *response, ssize_t length)
{
	return length >= 4 && response->version != PCP_VERSION &&
	       response->opcode & PCP_RESPONSE;
}

static bool is_for(const struct pcp_packet *response, ssize_t length,
		   const struct pcp_packet *request)
{
	return length >= (ssize_t)sizeof(*response) &&
	       response->version == PCP_VERSION &&
	       response->opcode == (PCP_MAP | PCP_RESPONSE) &&
	       response->protocol == request->protocol &&
	       response->inside == request->inside &&
	       !memcmp(response->nonce, request->nonce, PCP_NONCE);
}

/* what is not an answer to this is read over */
static int await(int fd, const struct pcp_packet *request,
		 struct pcp_packet *response, int wait)
{
	struct pollfd poll_for = { .fd = fd, .events = POLLIN };
	ssize_t length;

	while (poll(&poll_for, 1, wait) > 0) {
		length = recv(fd, response, sizeof(*response), MSG_DONTWAIT);
		if (length < 0)
			return errno == ECONNREFUSED ? -EOPNOTSUPP : -errno;
		if (is_refusal(response, length))
			return -EOPNOTSUPP;
		if (is_for(response, length, request))
			return error_of(response->result);
	}
	return -ETIMEDOUT;
}

static int exchange(int fd, const struct pcp_packet *request,
		    struct pcp_packet *response)
{
	int wait = FIRST_WAIT;
	int tries = TRIES;
	int err;

	do {
		if (send(fd, request, sizeof(*request), 0) < 0)
			return errno == ECONNREFUSED ? -EOPNOTSUPP : -errno;
		err = await(fd, request, response, wait);
		wait *= 2;
	} while (err == -ETIMEDOUT && --tries);
	return err;
}

/**
 * sipmap_pcp_map - have a mapping made or taken back (RFC 6887 section 11)
 * @order: which one
 * @answer: public endpoint, lifetime and epoch are filled in
 *
 * Return: 0 or a negative errno; -ETIMEDOUT or -EOPNOTSUPP where the router
 * does not speak PCP, or not with us.
 */
int sipmap_pcp_map(const struct sipmap_forward_order *order,
		   struct sipmap_forward_answer *answer)
{
	struct pcp_packet response;
	struct pcp_packet request;
	int fd = connect_from(order);
	int err;

	if (fd < 0)
		return fd;
	make_request(&request, order);
	err = exchange(fd, &request, &response);
	close(fd);
	if (err)
		return err;
	if (!is_ipv4(&response.address))
		return -EAFNOSUPPORT;
	sipmap_endpoint_ipv4(&answer->public_endpoint, response.address.ipv4,
			     ntohs(response.outside));
	answer->lifetime = ntohl(response.lifetime);
	answer->epoch = ntohl(response.epoch);
	answer->has_epoch = true;
	return 0;
}
