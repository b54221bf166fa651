/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libre, from 1.1 to today's, as the agent uses it. The only file that knows
 * that there are versions of it, and the only one that includes it.
 */
#ifndef SIPMAP_SIPMAPD_COMPAT_H
#define SIPMAP_SIPMAPD_COMPAT_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* before 2.0 the header leaves it to the compiler's command line */
#ifndef HAVE_INET6
#define HAVE_INET6 1
#endif
#ifndef HAVE_INTTYPES_H
#define HAVE_INTTYPES_H 1
#endif
#ifndef HAVE_STDBOOL_H
#define HAVE_STDBOOL_H 1
#endif

#include <re.h>

#endif /* SIPMAP_SIPMAPD_COMPAT_H */
