// SPDX-License-Identifier: GPL-2.0-only
/* Handlers of settings take a table that they cannot change: 6.11. */
#include <linux/sysctl.h>

static int handler(const struct ctl_table *table, int write, void *buffer,
		   size_t *length, loff_t *position)
{
	return 0;
}

static proc_handler *probe __used = handler;
