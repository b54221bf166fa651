// SPDX-License-Identifier: GPL-2.0-only
/* What every kernel has: where this fails, the other probes mean nothing. */
#include <linux/module.h>
#include <linux/sysctl.h>
#include <net/genetlink.h>
