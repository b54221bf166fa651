/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the service manager is told (the protocol of sd_notify). */
#ifndef SIPMAP_SIPMAPD_NOTIFY_H
#define SIPMAP_SIPMAPD_NOTIFY_H

void sipmap_notify(const char *state);
unsigned long long sipmap_notify_watchdog(void);

#endif /* SIPMAP_SIPMAPD_NOTIFY_H */
