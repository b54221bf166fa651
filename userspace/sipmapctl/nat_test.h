/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Having the agent judge a NAT, and looking on. */
#ifndef SIPMAPCTL_NAT_TEST_H
#define SIPMAPCTL_NAT_TEST_H

#include <stdbool.h>

int sipmap_nat_test(bool silent);

#endif /* SIPMAPCTL_NAT_TEST_H */
