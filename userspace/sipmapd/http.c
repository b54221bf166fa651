// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Nothing but GET, and only for those who call this machine by one of its own
 * names: a page of a stranger whose name has been made to lead here (DNS
 * rebinding) sends that name as Host. Each answer has the headers that keep a
 * browser from doing more than showing this page.
 */
#include <errno.h>
#include <string.h>

#include "conn.h"
#include "http.h"
#include "kernel.h"
#include "page.h"

#define NONCE_SIZE 33
#define RESOURCES 3

/*
 * An answer is kept for a while, longer where it was dear to make: whoever asks
 * all the time must not take the agent's time away from calls. In ms.
 */
#define KEEP 500
#define KEEP_FACTOR 20

#define TEXT "text/plain; charset=utf-8"

/* what was answered, and until when it is answered again, ms */
struct kept {
	struct mbuf *body;
	u64 until;
};

/**
 * struct sipmap_http - the server
 * @conns: those who ask
 * @report: makes a report
 * @arg: for @report
 * @kept: answers, one for each resource
 */
struct sipmap_http {
	struct sipmap_conns conns;
	sipmap_http_report_t report;
	void *arg;
	struct kept kept[RESOURCES];
};

/* one thing that can be asked for: a report in some form, or the page */
struct resource {
	const char *path;
	const char *type;
	int (*write)(struct mbuf *to, const struct sipmap_report *report);
};

static int make_report(struct mbuf *to, struct sipmap_http *http,
		       const struct resource *resource)
{
	/* too big for the stack of a small router */
	struct sipmap_report *report = mem_zalloc(sizeof(*report), NULL);
	int err;

	if (!report)
		return -ENOMEM;
	http->report(http->arg, report);
	err = resource->write(to, report);
	sipmap_report_clean(report);
	mem_deref(report);
	return err;
}

/* the page, with the nonce in each of its places */
static int write_page(struct mbuf *to, const char *nonce)
{
	const char *rest = sipmap_page;
	const char *place;
	int err = 0;

	while ((place = strstr(rest, SIPMAP_PAGE_NONCE))) {
		err |= mbuf_write_mem(to, (const u8 *)rest, place - rest);
		err |= mbuf_write_str(to, nonce);
		rest = place + strlen(SIPMAP_PAGE_NONCE);
	}
	return err | mbuf_write_str(to, rest);
}

static const struct resource resources[RESOURCES] = {
	{ "/", "text/html; charset=utf-8", NULL },
	{ "/status.json", "application/json", sipmap_report_json },
	{ "/metrics", "text/plain; version=0.0.4; charset=utf-8",
	  sipmap_report_metrics },
};

static int answer(struct mbuf *to, u16 code, const char *reason,
		  const char *type, const char *nonce, const struct mbuf *body)
{
	return -mbuf_printf(to,
		   "HTTP/1.1 %u %s\r\n"
		   "Content-Type: %s\r\n"
		   "Content-Length: %zu\r\n"
		   "Connection: close\r\n"
		   "Cache-Control: no-store\r\n"
		   "Content-Security-Policy: default-src 'none'; script-src 'nonce-%s'; style-src 'nonce-%s'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
		   "Cross-Origin-Opener-Policy: same-origin\r\n"
		   "Cross-Origin-Resource-Policy: same-origin\r\n"
		   "Referrer-Policy: no-referrer\r\n"
		   "X-Content-Type-Options: nosniff\r\n"
		   "X-Frame-Options: DENY\r\n"
		   "%s\r\n%b",
		   code, reason, type, body->end, nonce, nonce,
		   code == 405 ? "Allow: GET\r\n" : "", body->buf, body->end);
}

static int refuse(struct mbuf *to, u16 code, const char *reason,
		  const char *text)
{
	struct mbuf *body = mbuf_alloc(128);
	int err;

	if (!body)
		return -ENOMEM;
	err = -mbuf_printf(body, "%s\n", text);
	if (!err)
		err = answer(to, code, reason, TEXT, "none", body);
	mem_deref(body);
	return err;
}

/* by whatever port: it may have been forwarded */
static bool is_own_name(const struct pl *host)
{
	static const char *const names[] = {
		"127.0.0.1", "localhost", "[::1]",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		size_t length = strlen(names[i]);
		struct pl name = { host->p, length };

		if (host->l >= length && !pl_strcasecmp(&name, names[i]) &&
		    (host->l == length || host->p[length] == ':'))
			return true;
	}
	return false;
}

static bool host_is_own(const struct http_msg *request)
{
	const struct http_hdr *host = http_msg_hdr(request, HTTP_HDR_HOST);

	return host && http_msg_hdr_count(request, HTTP_HDR_HOST) == 1 &&
	       is_own_name(&host->val);
}

static void make_nonce(char *nonce)
{
	static const char digits[] = "0123456789abcdef";
	u8 bytes[NONCE_SIZE / 2];
	size_t i;

	rand_bytes(bytes, sizeof(bytes));
	for (i = 0; i < sizeof(bytes); i++) {
		nonce[2 * i] = digits[bytes[i] >> 4];
		nonce[2 * i + 1] = digits[bytes[i] & 15];
	}
	nonce[2 * i] = '\0';
}

/* Return: the kept report, made anew where it is too old; NULL: no memory */
static struct mbuf *fetch(struct sipmap_http *http, size_t number)
{
	struct kept *kept = &http->kept[number];
	u64 begin = sipmap_kernel_now();
	u64 cost;

	if (kept->body && begin < kept->until)
		return kept->body;
	mem_deref(kept->body);
	kept->body = mbuf_alloc(8192);
	if (!kept->body)
		return NULL;
	if (make_report(kept->body, http, &resources[number])) {
		kept->body = mem_deref(kept->body);
		return NULL;
	}
	cost = sipmap_kernel_now() - begin;
	kept->until = begin + KEEP + KEEP_FACTOR * cost;
	return kept->body;
}

static int serve_page(struct mbuf *to, const char *nonce)
{
	struct mbuf *body = mbuf_alloc(8192);
	int err;

	if (!body)
		return -ENOMEM;
	err = -write_page(body, nonce);
	if (!err)
		err = answer(to, 200, "OK", resources[0].type, nonce, body);
	mem_deref(body);
	return err;
}

static int serve(struct mbuf *to, struct sipmap_http *http, size_t number)
{
	char nonce[NONCE_SIZE];
	struct mbuf *body;

	make_nonce(nonce);
	if (!resources[number].write)
		return serve_page(to, nonce);
	body = fetch(http, number);
	if (!body)
		return refuse(to, 503, "Service Unavailable",
			      "no memory: try again later");
	return answer(to, 200, "OK", resources[number].type, nonce, body);
}

static int on_request(void *arg, const struct http_msg *request,
		      struct mbuf *to)
{
	size_t i;

	if (!host_is_own(request))
		return refuse(to, 403, "Forbidden",
			      "this machine has no such name: use http://127.0.0.1");
	if (pl_strcmp(&request->met, "GET"))
		return refuse(to, 405, "Method Not Allowed",
			      "nothing can be changed here: use GET");
	for (i = 0; i < RESOURCES; i++)
		if (!pl_strcmp(&request->path, resources[i].path))
			return serve(to, arg, i);
	return refuse(to, 404, "Not Found",
		      "there are /, /status.json and /metrics");
}

/**
 * sipmap_http_open - begin to serve
 * @http: set to the server
 * @listener: where; is closed in the end, also if this fails
 * @report: makes a report for each request that wants one
 * @arg: for @report
 *
 * Return: 0 or a negative errno.
 */
int sipmap_http_open(struct sipmap_http **http,
		     struct sipmap_listener *listener,
		     sipmap_http_report_t report, void *arg)
{
	struct sipmap_http *opened = mem_zalloc(sizeof(*opened), NULL);
	int err = -ENOMEM;

	if (opened) {
		opened->report = report;
		opened->arg = arg;
		err = sipmap_conns_open(&opened->conns, listener, on_request,
					opened);
	}
	if (err) {
		sipmap_listener_close(listener);
		mem_deref(opened);
		return err;
	}
	*http = opened;
	return 0;
}

/**
 * sipmap_http_close - serve no more
 * @http: the server, or NULL
 */
void sipmap_http_close(struct sipmap_http *http)
{
	size_t i;

	if (!http)
		return;
	sipmap_conns_close(&http->conns);
	for (i = 0; i < RESOURCES; i++)
		mem_deref(http->kept[i].body);
	mem_deref(http);
}
