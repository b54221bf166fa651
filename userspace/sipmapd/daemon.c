// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Everything ends in wake(): it lets the agent do what is due and sets the
 * timer to the next time. The timer is the kernel's monotonic one: libre's
 * before 2.0 follow the wall clock, which a router sets after it has booted.
 */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "attach.h"
#include "compat.h"
#include "daemon.h"
#include "http.h"
#include "line.h"
#include "log.h"
#include "notify.h"

/* of more interfaces than this the service manager is not told */
#define TOLD_SIZE 1024

/**
 * struct sipmap_daemon - the running program
 * @file: name of the configuration file
 * @conf: what it says
 * @attach: the module, and the agents that work with it
 * @lines: outside interfaces and names of STUN servers
 * @port: metrics and status page at status_port; NULL: not wanted
 * @socket: the same at status_socket
 * @timer: wakes the agent
 * @hangup: SIGHUP
 * @watchdog: how often to tell the service manager that this loop runs, ms;
 *	      0: nobody wants to know
 * @watchdog_at: when to tell it next, ms
 * @told: the verdicts that the service manager has been told
 * @timer_watch: in the event loop
 * @hangup_watch: in the event loop
 */
struct sipmap_daemon {
	const char *file;
	struct sipmap_conf conf;
	struct sipmap_attach attach;
	struct sipmap_lines lines;
	struct sipmap_http *port;
	struct sipmap_http *socket;
	int timer;
	int hangup;
	u64 watchdog;
	u64 watchdog_at;
	char told[TOLD_SIZE];
	struct sipmap_watch timer_watch;
	struct sipmap_watch hangup_watch;
};

/* 0 would disarm the timer */
static void set_timer(int timer, u64 now, u64 next)
{
	struct itimerspec when = { .it_value.tv_sec = 0 };
	u64 delay = next > now ? next - now : 0;

	if (next != SIPMAP_NEVER) {
		when.it_value.tv_sec = delay / 1000;
		when.it_value.tv_nsec = delay % 1000 * 1000000 + 1;
	}
	timerfd_settime(timer, 0, &when, NULL);
}

/* from nowhere but the event loop: one that hangs is to be found out */
static u64 feed_watchdog(struct sipmap_daemon *daemon, u64 now)
{
	if (!daemon->watchdog)
		return SIPMAP_NEVER;
	if (daemon->watchdog_at <= now) {
		daemon->watchdog_at = now + daemon->watchdog;
		sipmap_notify("WATCHDOG=1");
	}
	return daemon->watchdog_at;
}

/* one verdict speaks for itself, several are told apart */
static void write_verdicts(char *text, const struct sipmap_attach *attach)
{
	const struct sipmap_uplinks *uplinks = &attach->uplinks;
	const struct sipmap_agent *agent;
	size_t length = 0;
	unsigned int i;

	text[0] = '\0';
	for (i = 0; i < uplinks->count && length < TOLD_SIZE; i++) {
		agent = &uplinks->list[i]->agent;
		if (uplinks->count == 1)
			snprintf(text, TOLD_SIZE, "%s", agent->verdict);
		else if (agent->verdict[0] && agent->outside.ifindex)
			length += snprintf(text + length, TOLD_SIZE - length,
					   "%s%s: %s", length ? "; " : "",
					   agent->outside.name, agent->verdict);
	}
}

/* "systemctl status" shows it */
static void tell_verdict(struct sipmap_daemon *daemon)
{
	char state[TOLD_SIZE + 16];
	char verdicts[TOLD_SIZE];

	if (daemon->attach.attached)
		write_verdicts(verdicts, &daemon->attach);
	else
		snprintf(verdicts, sizeof(verdicts), "waiting for the module");
	if (!strcmp(daemon->told, verdicts))
		return;
	memcpy(daemon->told, verdicts, sizeof(daemon->told));
	snprintf(state, sizeof(state), "STATUS=%s", verdicts);
	sipmap_notify(state);
}

static void wake(void *arg)
{
	struct sipmap_daemon *daemon = arg;
	u64 now = sipmap_kernel_now();
	u64 next = sipmap_attach_poll(&daemon->attach, now);
	u64 watchdog = feed_watchdog(daemon, now);

	tell_verdict(daemon);
	set_timer(daemon->timer, now, next < watchdog ? next : watchdog);
}

static void on_timer(int flags, void *arg)
{
	struct sipmap_daemon *daemon = arg;
	u64 expirations;

	(void)flags;
	if (read(daemon->timer, &expirations, sizeof(expirations)) > 0)
		wake(daemon);
}

static unsigned int count_failing(const struct sipmap_servers *servers)
{
	unsigned int count = 0;
	unsigned int i;

	for (i = 0; i < servers->count; i++)
		count += servers->list[i].failures > 0;
	return count;
}

static void report(void *arg, struct sipmap_report *report)
{
	struct sipmap_daemon *daemon = arg;
	struct sipmap_attach *attach = &daemon->attach;
	const struct sipmap_uplink *uplink;
	unsigned int i;

	report->attached = attach->attached && !attach->lost;
	report->tally = attach->tally;
	for (i = 0; i < attach->uplinks.count; i++) {
		uplink = attach->uplinks.list[i];
		report->servers += uplink->servers.count;
		if (!report->attached)
			continue;
		report->failing += count_failing(&uplink->agent.servers);
	}
	sipmap_report_read(report, attach->kernel.knl);
}

static int open_port(struct sipmap_daemon *daemon,
		     const struct sipmap_conf *conf, char *error)
{
	struct sipmap_listener listener;
	int err;

	if (!conf->status_port)
		return 0;
	err = sipmap_listener_port(&listener, conf->status_port);
	if (!err)
		err = sipmap_http_open(&daemon->port, &listener, report,
				       daemon);
	if (err)
		snprintf(error, SIPMAP_DAEMON_ERROR,
			 "no status page: port %u: %s: take another status_port",
			 conf->status_port, strerror(-err));
	else
		sipmap_log(SIPMAP_LOG_NOTICE,
			   "status page at http://127.0.0.1:%u/",
			   conf->status_port);
	return err;
}

static int open_socket(struct sipmap_daemon *daemon,
		       const struct sipmap_conf *conf, char *error)
{
	struct sipmap_listener listener;
	int err;

	if (!conf->status_socket[0])
		return 0;
	err = sipmap_listener_path(&listener, conf->status_socket,
				   conf->status_group);
	if (!err)
		err = sipmap_http_open(&daemon->socket, &listener, report,
				       daemon);
	if (err)
		snprintf(error, SIPMAP_DAEMON_ERROR,
			 "no status page: %s: %s: %s", conf->status_socket,
			 strerror(-err), sipmap_listener_remedy(err));
	else
		sipmap_log(SIPMAP_LOG_NOTICE, "status page at %s",
			   conf->status_socket);
	return err;
}

static void reopen_pages(struct sipmap_daemon *daemon,
			 const struct sipmap_conf *conf)
{
	const struct sipmap_conf *old = &daemon->conf;
	char error[SIPMAP_DAEMON_ERROR];

	if (conf->status_port != old->status_port) {
		sipmap_http_close(daemon->port);
		daemon->port = NULL;
		if (open_port(daemon, conf, error))
			sipmap_log(SIPMAP_LOG_ERROR, "%s", error);
	}
	if (strcmp(conf->status_socket, old->status_socket) ||
	    conf->status_group != old->status_group) {
		sipmap_http_close(daemon->socket);
		daemon->socket = NULL;
		if (open_socket(daemon, conf, error))
			sipmap_log(SIPMAP_LOG_ERROR, "%s", error);
	}
}

/* the queues stay what they were: the module has been told of them */
static void reload(struct sipmap_daemon *daemon)
{
	char error[SIPMAP_CONF_ERROR];
	struct sipmap_conf conf;
	int err;

	if (sipmap_conf_read(&conf, daemon->file, error)) {
		sipmap_log(SIPMAP_LOG_ERROR,
			   "%s; the old configuration stays", error);
		return;
	}
	conf.held_queue = daemon->conf.held_queue;
	conf.caught_queue = daemon->conf.caught_queue;
	sipmap_log_set_level(conf.log_level);
	err = sipmap_attach_configure(&daemon->attach, &conf);
	if (!err)
		err = sipmap_lines_configure(&daemon->lines, &conf);
	if (err)
		sipmap_log(SIPMAP_LOG_ERROR,
			   "cannot follow all interfaces: %s: restart sipmapd",
			   strerror(-err));
	sipmap_uplinks_settle(&daemon->attach.uplinks);
	reopen_pages(daemon, &conf);
	daemon->conf = conf;
	wake(daemon);
	sipmap_log(SIPMAP_LOG_NOTICE, "configuration read again");
}

static void on_hangup(int flags, void *arg)
{
	struct sipmap_daemon *daemon = arg;
	struct signalfd_siginfo info;
	char state[64];

	(void)flags;
	if (read(daemon->hangup, &info, sizeof(info)) != sizeof(info))
		return;
	snprintf(state, sizeof(state),
		 "RELOADING=1\nMONOTONIC_USEC=%" PRIu64 "000",
		 sipmap_kernel_now());
	sipmap_notify(state);
	reload(daemon);
	sipmap_notify("READY=1");
}

static int open_clock(struct sipmap_daemon *daemon)
{
	sigset_t signals;
	int err;

	daemon->timer = timerfd_create(CLOCK_MONOTONIC,
				       TFD_CLOEXEC | TFD_NONBLOCK);
	sigemptyset(&signals);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	daemon->hangup = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
	if (daemon->timer < 0 || daemon->hangup < 0)
		return -errno;
	err = sipmap_watch_start(&daemon->timer_watch, daemon->timer, on_timer,
				 daemon);
	if (!err)
		err = sipmap_watch_start(&daemon->hangup_watch, daemon->hangup,
					 on_hangup, daemon);
	return err;
}

static int open_system(struct sipmap_daemon *daemon, char *error)
{
	int err = open_clock(daemon);

	if (!err) {
		sipmap_lines_init(&daemon->lines, &daemon->attach, wake,
				  daemon);
		err = sipmap_lines_configure(&daemon->lines, &daemon->conf);
	}
	if (err) {
		snprintf(error, SIPMAP_DAEMON_ERROR,
			 "cannot start: %s", strerror(-err));
		return err;
	}
	err = open_port(daemon, &daemon->conf, error);
	return err ? err : open_socket(daemon, &daemon->conf, error);
}

/**
 * sipmap_daemon_open - become the agent
 * @daemon: set to the running program
 * @file: name of the configuration file, to be read again; not copied
 * @conf: what it says
 * @error: room for SIPMAP_DAEMON_ERROR bytes: what is wrong and what helps
 *
 * Return: 0 or a negative errno.
 */
int sipmap_daemon_open(struct sipmap_daemon **daemon, const char *file,
		       const struct sipmap_conf *conf, char *error)
{
	struct sipmap_daemon *opened = calloc(1, sizeof(*opened));
	int err;

	if (!opened) {
		snprintf(error, SIPMAP_DAEMON_ERROR, "no memory");
		return -ENOMEM;
	}
	opened->file = file;
	opened->conf = *conf;
	opened->timer = -1;
	opened->hangup = -1;
	opened->watchdog = sipmap_notify_watchdog();
	err = sipmap_attach_open(&opened->attach, conf, wake, opened, error);
	if (!err)
		err = open_system(opened, error);
	if (err) {
		sipmap_daemon_close(opened);
		return err;
	}
	*daemon = opened;
	return 0;
}

static void on_signal(int signal)
{
	(void)signal;
	re_cancel();
}

/**
 * sipmap_daemon_run - work until a signal ends it
 * @daemon: the running program
 *
 * Return: 0 or a negative errno.
 */
int sipmap_daemon_run(struct sipmap_daemon *daemon)
{
	wake(daemon);
	return -re_main(on_signal);
}

static void close_watched(struct sipmap_watch *watch, int fd)
{
	if (fd < 0)
		return;
	sipmap_watch_stop(watch);
	close(fd);
}

/**
 * sipmap_daemon_close - stop; the module goes on with what it knows
 * @daemon: the running program
 */
void sipmap_daemon_close(struct sipmap_daemon *daemon)
{
	sipmap_http_close(daemon->socket);
	sipmap_http_close(daemon->port);
	sipmap_lines_close(&daemon->lines);
	sipmap_attach_close(&daemon->attach);
	close_watched(&daemon->timer_watch, daemon->timer);
	close_watched(&daemon->hangup_watch, daemon->hangup);
	free(daemon);
}
