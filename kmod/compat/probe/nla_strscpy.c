// SPDX-License-Identifier: GPL-2.0-only
/* It says so when a string was cut: 5.11. */
#include <net/netlink.h>

static ssize_t __used probe(char *to, const struct nlattr *from)
{
	return nla_strscpy(to, from, 1);
}
