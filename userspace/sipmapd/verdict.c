// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "convert.h"
#include "verdict.h"

/**
 * sipmap_mapping_is_symmetric - does P depend on the destination?
 * @mapping: one of enum sipmap_mapping
 *
 * Return: true if what a STUN server sees is not what a peer sees.
 */
bool sipmap_mapping_is_symmetric(u32 mapping)
{
	return mapping == SIPMAP_MAPPING_ADDRESS_DEPENDENT ||
	       mapping == SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT;
}

static bool is_filtered(u32 filtering)
{
	return filtering == SIPMAP_FILTERING_ADDRESS_DEPENDENT ||
	       filtering == SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT;
}

/**
 * sipmap_is_firewalled - does a firewall without a NAT keep strangers out?
 * @mapping: one of enum sipmap_mapping
 * @filtering: one of enum sipmap_filtering
 *
 * Return: true if there is nothing that STUN could find out of a mapping.
 */
bool sipmap_is_firewalled(u32 mapping, u32 filtering)
{
	return mapping == SIPMAP_MAPPING_NONE && is_filtered(filtering);
}

/**
 * sipmap_verdict_type - the name that RFC 3489 section 5 has for a NAT
 * @mapping: one of enum sipmap_mapping
 * @filtering: one of enum sipmap_filtering
 *
 * Return: the name.
 */
const char *sipmap_verdict_type(u32 mapping, u32 filtering)
{
	static const char *const cones[] = {
		[SIPMAP_FILTERING_UNKNOWN] = "Unknown NAT Type",
		[SIPMAP_FILTERING_ENDPOINT_INDEPENDENT] = "Full Cone NAT",
		[SIPMAP_FILTERING_ADDRESS_DEPENDENT] = "Restricted Cone NAT",
		[SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT] =
			"Port Restricted Cone NAT",
	};

	if (sipmap_mapping_is_symmetric(mapping))
		return "Symmetric NAT";
	if (sipmap_is_firewalled(mapping, filtering))
		return "Symmetric Firewall";
	if (mapping == SIPMAP_MAPPING_NONE &&
	    filtering == SIPMAP_FILTERING_ENDPOINT_INDEPENDENT)
		return "Open Internet";
	if (mapping == SIPMAP_MAPPING_ENDPOINT_INDEPENDENT &&
	    filtering < ARRAY_SIZE(cones))
		return cones[filtering];
	return "Unknown NAT Type";
}

/**
 * sipmap_verdict_failure - the name for not knowing how a NAT maps
 * @discovery: which found no public endpoint
 *
 * Return: the name.
 */
const char *sipmap_verdict_failure(const struct sipmap_discovery *discovery)
{
	if (discovery->doubt == SIPMAP_DOUBT_REFUSED)
		return "Unknown NAT Type";
	if (discovery->doubt == SIPMAP_DOUBT_NO_SERVER || !discovery->sent)
		return "STUN Server Not Reachable";
	return "STUN Server Not Responding";
}

static const char *doubtful(u32 doubt)
{
	switch (doubt) {
	case SIPMAP_DOUBT_NO_SERVER:
		return "not known: no STUN server has an address; check stun_server and the name server";
	case SIPMAP_DOUBT_REFUSED:
		return "not known: the STUN servers' answers cannot be used; try another stun_server, or allow_private";
	case SIPMAP_DOUBT_CONTRADICTION:
		return "not known: a STUN server contradicted itself; it will be asked again";
	default:
		return "not known: no STUN server answers; check stun_server and that UDP may leave";
	}
}

static void write_known(char *text, const struct sipmap_discovery *discovery,
			const char *address)
{
	static const char *const formats[] = {
		[SIPMAP_MAPPING_UNKNOWN] =
			"seen as %s, but a second STUN server is needed to tell whether the NAT is symmetric",
		[SIPMAP_MAPPING_NONE] =
			"no NAT between this router and the Internet",
		[SIPMAP_MAPPING_ENDPOINT_INDEPENDENT] =
			"NAT to %s, the same port towards everybody: calls work",
		[SIPMAP_MAPPING_ADDRESS_DEPENDENT] =
			"symmetric NAT to %s, another port for each address: measured ports are not written, media may fail",
		[SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT] =
			"symmetric NAT to %s, another port for each destination: measured ports are not written, media may fail",
	};
	u32 mapping = discovery->mapping;

	if (discovery->doubt == SIPMAP_DOUBT_PORT)
		mapping = SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT;
	snprintf(text, SIPMAP_VERDICT_SIZE, formats[mapping], address);
}

/**
 * sipmap_verdict_write - write the sentence
 * @text: room for SIPMAP_VERDICT_SIZE bytes
 * @discovery: what was found
 */
void sipmap_verdict_write(char *text, const struct sipmap_discovery *discovery)
{
	static const char warning[] = "; a SIP ALG alters packets on the way";
	char address[SIPMAP_ENDPOINT_TEXT_MAX];
	size_t length;

	sipmap_address_text(&discovery->public_endpoint, address);
	if (discovery->mapping == SIPMAP_MAPPING_UNKNOWN &&
	    discovery->doubt != SIPMAP_DOUBT_ONE_ADDRESS)
		snprintf(text, SIPMAP_VERDICT_SIZE, "%s",
			 doubtful(discovery->doubt));
	else
		write_known(text, discovery, address);
	length = strlen(text);
	if (discovery->altered &&
	    length + sizeof(warning) <= SIPMAP_VERDICT_SIZE)
		memcpy(text + length, warning, sizeof(warning));
}
