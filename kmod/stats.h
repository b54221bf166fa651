/* SPDX-License-Identifier: GPL-2.0-only */
/* A counter for each reason, per network namespace and processor. */
#ifndef SIPMAP_STATS_H
#define SIPMAP_STATS_H

#include <linux/u64_stats_sync.h>

#include "sip/reason.h"

/**
 * struct sipmap_stats - one processor's counters
 * @count: by reason
 * @syncp: lets a reader on a 32-bit machine see whole values
 */
struct sipmap_stats {
	u64_stats_t count[SIPMAP_REASON_COUNT];
	struct u64_stats_sync syncp;
};

struct sipmap_stats __percpu *sipmap_stats_alloc(void);
void sipmap_stats_count(struct sipmap_stats __percpu *stats,
			enum sipmap_reason reason);
u64 sipmap_stats_read(struct sipmap_stats __percpu *stats,
		      enum sipmap_reason reason);

#endif /* SIPMAP_STATS_H */
