/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether STUN servers answer at this time, as the module is told it. What was
 * found out of the NAT while they did stays.
 */
#ifndef SIPMAP_SIPMAPD_SILENCE_H
#define SIPMAP_SIPMAPD_SILENCE_H

struct sipmap_agent;
struct sipmap_knl_realm;

void sipmap_silence_reset(struct sipmap_agent *agent);
void sipmap_silence_restore(struct sipmap_agent *agent,
			    const struct sipmap_knl_realm *realm);
void sipmap_silence_tick(struct sipmap_agent *agent);

#endif /* SIPMAP_SIPMAPD_SILENCE_H */
