/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Metrics and status page over HTTP, for this machine only. */
#ifndef SIPMAP_SIPMAPD_HTTP_H
#define SIPMAP_SIPMAPD_HTTP_H

#include "listener.h"
#include "report.h"

struct sipmap_http;

/**
 * typedef sipmap_http_report_t - makes a report
 * @arg: as given
 * @report: to be filled in; is freed with sipmap_report_clean()
 */
typedef void (*sipmap_http_report_t)(void *arg, struct sipmap_report *report);

int sipmap_http_open(struct sipmap_http **http,
		     struct sipmap_listener *listener,
		     sipmap_http_report_t report, void *arg);
void sipmap_http_close(struct sipmap_http *http);

#endif /* SIPMAP_SIPMAPD_HTTP_H */
