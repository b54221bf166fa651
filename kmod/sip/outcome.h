/* SPDX-License-Identifier: GPL-2.0-only */
/* What a rule may decide about a part of a message. */
#ifndef SIPMAP_SIP_OUTCOME_H
#define SIPMAP_SIP_OUTCOME_H

/*
 * SIPMAP_LEFT(name, counter, text): such a part passes byte for byte, whatever
 * becomes of the rest of the message, and the counter says why. A message
 * counts once for each of them. At most 32: struct sipmap_facts has a bit for
 * each.
 */
#define SIPMAP_LEFT_ROWS(SIPMAP_LEFT)					\
	SIPMAP_LEFT(VIA, "left-via", "cannot be understood")		\
	SIPMAP_LEFT(CONTACT, "left-contact", "cannot be understood")	\
	SIPMAP_LEFT(URI, "left-uri", "cannot be understood")		\
	SIPMAP_LEFT(TRANSPORT, "left-transport",			\
		    "names another transport than UDP")			\
	SIPMAP_LEFT(UNBOUND, "left-unbound",				\
		    "is an own endpoint without a binding")		\
	SIPMAP_LEFT(ENCODED, "left-encoded", "is encoded")		\
	SIPMAP_LEFT(SIGNED, "left-signed", "is signed or encrypted")	\
	SIPMAP_LEFT(DIGEST, "left-digest", "is covered by a digest")	\
	SIPMAP_LEFT(MULTIPART, "left-multipart",			\
		    "has parts that cannot be told apart")		\
	SIPMAP_LEFT(NESTED, "left-nested", "has parts nested too deep")	\
	SIPMAP_LEFT(PART_LENGTH, "left-part-length",			\
		    "is a length that does not fit its part")		\
	SIPMAP_LEFT(SDP, "left-sdp", "cannot be understood")		\
	SIPMAP_LEFT(CONNECTIONS, "left-connections",			\
		    "has several c= lines")				\
	SIPMAP_LEFT(PORT_COUNT, "left-port-count",			\
		    "has several ports in a row (port/n)")		\
	SIPMAP_LEFT(TCP, "left-tcp", "is media over TCP")		\
	SIPMAP_LEFT(PROTOCOL, "left-protocol",				\
		    "has a protocol that is not known")			\
	SIPMAP_LEFT(ICE, "left-ice", "does ICE by itself")		\
	SIPMAP_LEFT(MEDIA_UNBOUND, "left-media-unbound",		\
		    "is an own media endpoint without a binding")

/*
 * SIPMAP_OUTCOME(name, text): a rule had nothing to do, or was told not to.
 */
#define SIPMAP_DECLINED_ROWS(SIPMAP_OUTCOME)				\
	SIPMAP_OUTCOME(FOREIGN, "is no own endpoint")			\
	SIPMAP_OUTCOME(NAMES, "names no address")			\
	SIPMAP_OUTCOME(SAME, "is right already")			\
	SIPMAP_OUTCOME(NO_PUBLIC, "has no public endpoint")		\
	SIPMAP_OUTCOME(ALL_CONTACTS, "stands for all Contacts")		\
	SIPMAP_OUTCOME(SCHEME, "is no SIP URI")				\
	SIPMAP_OUTCOME(DIRECTION, "never changes in this direction")		\
	SIPMAP_OUTCOME(NOT_TOPMOST, "is not the topmost")		\
	SIPMAP_OUTCOME(BY_PHONE, "is what the phone wrote itself")	\
	SIPMAP_OUTCOME(VIA_OFF, "is left by the setting of Via")		\
	SIPMAP_OUTCOME(IDENTITY_OFF, "stays, as identity is off")			\
	SIPMAP_OUTCOME(HAIRPIN_OFF, "stays, as hairpin is off")			\
	SIPMAP_OUTCOME(TYPE, "is no session description")		\
	SIPMAP_OUTCOME(LENGTH, "stays, as the content keeps its length")		\
	SIPMAP_OUTCOME(NOT_UNICAST, "is no unicast address")		\
	SIPMAP_OUTCOME(PORT_ZERO, "declines the media (port 0)")	\
	SIPMAP_OUTCOME(NO_MEDIA, "stays, as no media move it")			\
	SIPMAP_OUTCOME(FAMILY, "has another address family")

/*
 * SIPMAP_OUTCOME(name, text): a rule changed something.
 */
#define SIPMAP_FIRED_ROWS(SIPMAP_OUTCOME)				\
	SIPMAP_OUTCOME(OWN, "own endpoint")				\
	SIPMAP_OUTCOME(ADDED, "added")					\
	SIPMAP_OUTCOME(NOT_WRITTEN, "the phone wrote none")		\
	SIPMAP_OUTCOME(RECOMPUTED, "recomputed")			\
	SIPMAP_OUTCOME(LOWERED, "lowered, so that the phone comes back sooner")

#define SIPMAP_OUTCOME_LEFT(name, counter, text) SIPMAP_OUTCOME_LEFT_##name,
#define SIPMAP_OUTCOME_NUMBER(name, text) SIPMAP_OUTCOME_##name,

/*
 * What came of a rule: the rows above. Those up to SIPMAP_OUTCOME_LEFT_END were
 * left alone and are counted, those from SIPMAP_OUTCOME_FIRED on changed
 * something.
 */
enum sipmap_outcome {
	SIPMAP_LEFT_ROWS(SIPMAP_OUTCOME_LEFT)
	SIPMAP_OUTCOME_LEFT_END,
	SIPMAP_DECLINED_ROWS(SIPMAP_OUTCOME_NUMBER)
	SIPMAP_OUTCOME_FIRED,
	SIPMAP_FIRED_ROWS(SIPMAP_OUTCOME_NUMBER)
	SIPMAP_OUTCOME_COUNT
};

#undef SIPMAP_OUTCOME_LEFT
#undef SIPMAP_OUTCOME_NUMBER

#endif /* SIPMAP_SIP_OUTCOME_H */
