// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "attach.h"
#include "log.h"
#include "packet.h"

/* the module has been loaded, but does not take us yet, ms */
#define RETRY 2000

/* looking whether the module is switched on: while it is not, and is, ms */
#define LOOK_OFF 1000
#define LOOK_ON 10000

static int on_object(const struct sipmap_knl_object *object, void *arg)
{
	struct sipmap_attach *attach = arg;

	sipmap_uplinks_object(&attach->uplinks, object, sipmap_kernel_now());
	return 0;
}

static void read_tables(struct sipmap_attach *attach)
{
	char error[SIPMAP_KERNEL_ERROR];
	int err;

	err = sipmap_kernel_dump(SIPMAP_CMD_REALM_GET, on_object, attach,
				 error);
	sipmap_uplinks_sync(&attach->uplinks, true);
	if (!err)
		err = sipmap_kernel_dump(SIPMAP_CMD_BINDING_GET, on_object,
					 attach, error);
	if (err)
		sipmap_log(SIPMAP_LOG_WARNING,
			   "the module's tables cannot be read: %s", error);
	else
		sipmap_uplinks_sync(&attach->uplinks, false);
}

static void read_events(struct sipmap_attach *attach)
{
	int err = sipmap_knl_events(attach->kernel.knl, on_object, attach);

	if (err == -ENOBUFS) {
		sipmap_log(SIPMAP_LOG_INFO,
			   "events were lost: reading the tables");
		read_tables(attach);
	} else if (err) {
		attach->lost = true;
	}
}

static void on_events(int flags, void *arg)
{
	struct sipmap_attach *attach = arg;

	(void)flags;
	read_events(attach);
	attach->wake(attach->arg);
}

/* the events that say why it is held were sent before it was */
static void on_held(void *arg, u32 packet, u32 ifindex)
{
	struct sipmap_attach *attach = arg;

	sipmap_tally_held(&attach->tally, packet, sipmap_kernel_now());
	read_events(attach);
	sipmap_uplinks_held(&attach->uplinks, packet, ifindex,
			    sipmap_kernel_now());
}

static void on_caught(void *arg, const u8 *packet, size_t length)
{
	struct sipmap_datagram datagram;
	struct sipmap_attach *attach = arg;

	if (sipmap_packet_read(packet, length, &datagram))
		sipmap_uplinks_caught(&attach->uplinks, &datagram,
				      sipmap_kernel_now());
	attach->tally.replies++;
}

static void on_queue(int flags, void *arg)
{
	struct sipmap_attach *attach = arg;

	(void)flags;
	sipmap_nfq_read(attach->kernel.nfq);
	attach->wake(attach->arg);
}

static void on_upstream(int flags, void *arg)
{
	struct sipmap_forward_answer answer;
	struct sipmap_attach *attach = arg;

	(void)flags;
	while (sipmap_upstream_read(attach->upstream, &answer))
		if (attach->attached)
			sipmap_uplinks_forwarded(&attach->uplinks, &answer,
						 sipmap_kernel_now());
	attach->wake(attach->arg);
}

static void close_upstream(struct sipmap_attach *attach)
{
	if (!attach->upstream)
		return;
	sipmap_watch_stop(&attach->upstream_watch);
	sipmap_upstream_close(attach->upstream);
	attach->upstream = NULL;
	attach->kernel.upstream = NULL;
}

static void use_upstream(struct sipmap_attach *attach, bool wanted)
{
	int err;

	if (!wanted)
		close_upstream(attach);
	if (!wanted || attach->upstream)
		return;
	err = sipmap_upstream_open(&attach->upstream);
	if (!err)
		err = sipmap_watch_start(&attach->upstream_watch,
					 sipmap_upstream_fd(attach->upstream),
					 on_upstream, attach);
	if (err) {
		sipmap_log(SIPMAP_LOG_ERROR,
			   "the router further out cannot be asked: %s",
			   strerror(-err));
		sipmap_upstream_close(attach->upstream);
		attach->upstream = NULL;
		return;
	}
	attach->kernel.upstream = attach->upstream;
}

static void settings_of(struct sipmap_settings_agent *settings,
			const struct sipmap_conf_realm *conf)
{
	memset(settings, 0, sizeof(*settings));
	memcpy(settings->interface, conf->interface,
	       sizeof(settings->interface));
	settings->pool = conf->pool;
	settings->keepalive = conf->keepalive_interval * 1000ull;
	settings->ping = conf->ping;
	settings->hold = sipmap_kernel_hold_ms();
	settings->static_address = conf->static_address;
	settings->forwards = conf->port_mapping;
	settings->expects_servers = conf->server_count > 0;
	settings->allow_private = conf->allow_private;
}

static int use_conf(struct sipmap_attach *attach,
		    const struct sipmap_conf *conf)
{
	struct sipmap_settings_agent settings[SIPMAP_UPLINKS_MAX];
	bool forwards = false;
	unsigned int i;

	for (i = 0; i < conf->realm_count; i++) {
		settings_of(&settings[i], &conf->realms[i]);
		forwards |= settings[i].forwards != SIPMAP_UPSTREAM_NONE;
	}
	use_upstream(attach, forwards);
	attach->held_queue = conf->held_queue;
	attach->caught_queue = conf->caught_queue;
	return sipmap_uplinks_configure(&attach->uplinks, settings,
					conf->realm_count,
					sipmap_kernel_now());
}

static int start_agents(struct sipmap_attach *attach)
{
	struct sipmap_agent_operations operations;
	struct sipmap_transport transport;
	int err;

	sipmap_kernel_operations(&attach->kernel, &operations, &transport);
	err = sipmap_uplinks_start(&attach->uplinks, &operations, &transport,
				   sipmap_kernel_hold_ms(),
				   sipmap_kernel_now());
	if (!err)
		read_tables(attach);
	return err;
}

static int attach_now(struct sipmap_attach *attach, char *error)
{
	struct sipmap_nfq_handlers handlers = {
		.held = on_held,
		.caught = on_caught,
		.arg = attach,
	};
	int err;

	err = sipmap_kernel_open(&attach->kernel, attach->held_queue,
				 attach->caught_queue, &handlers, error);
	if (err)
		return err;
	attach->kernel.tally = &attach->tally;
	attach->kernel.upstream = attach->upstream;
	err = start_agents(attach);
	if (err)
		goto err_close;
	err = sipmap_watch_start(&attach->event_watch,
				 sipmap_knl_event_fd(attach->kernel.knl),
				 on_events, attach);
	if (err)
		goto err_clean;
	err = sipmap_watch_start(&attach->queue_watch,
				 sipmap_nfq_fd(attach->kernel.nfq), on_queue,
				 attach);
	if (err)
		goto err_unwatch;
	attach->attached = true;
	attach->lost = false;
	attach->enabled = true;
	attach->look_at = 0;
	return 0;

err_unwatch:
	sipmap_watch_stop(&attach->event_watch);
err_clean:
	sipmap_uplinks_stop(&attach->uplinks);
err_close:
	sipmap_kernel_close(&attach->kernel);
	snprintf(error, SIPMAP_KERNEL_ERROR, "cannot start: %s",
		 strerror(-err));
	return err;
}

static void detach(struct sipmap_attach *attach)
{
	if (!attach->attached)
		return;
	attach->attached = false;
	sipmap_watch_stop(&attach->event_watch);
	sipmap_watch_stop(&attach->queue_watch);
	sipmap_uplinks_stop(&attach->uplinks);
	sipmap_kernel_close(&attach->kernel);
}

static void stop_waiting(struct sipmap_attach *attach)
{
	if (!attach->module)
		return;
	sipmap_watch_stop(&attach->module_watch);
	sipmap_knl_watch_close(attach->module);
	attach->module = NULL;
	attach->retry_at = SIPMAP_NEVER;
}

static void on_module(int flags, void *arg)
{
	struct sipmap_attach *attach = arg;

	(void)flags;
	if (sipmap_knl_watch_read(attach->module))
		attach->retry_at = sipmap_kernel_now();
	attach->wake(attach->arg);
}

/*
 * Whoever unloads the module does not want us to load it again by asking for
 * it, so we only listen. Without a way to listen we ask.
 */
static void wait_for_module(struct sipmap_attach *attach, u64 now)
{
	attach->retry_at = SIPMAP_NEVER;
	if (sipmap_knl_watch_open(&attach->module)) {
		attach->module = NULL;
		attach->retry_at = now + RETRY;
		return;
	}
	if (sipmap_watch_start(&attach->module_watch,
			       sipmap_knl_watch_fd(attach->module), on_module,
			       attach)) {
		sipmap_knl_watch_close(attach->module);
		attach->module = NULL;
		attach->retry_at = now + RETRY;
	}
}

static void try_again(struct sipmap_attach *attach, u64 now)
{
	char error[SIPMAP_KERNEL_ERROR];

	if (attach_now(attach, error)) {
		sipmap_log(SIPMAP_LOG_WARNING, "%s", error);
		attach->retry_at = now + RETRY;
		return;
	}
	stop_waiting(attach);
	sipmap_log(SIPMAP_LOG_NOTICE, "the module is back");
}

/**
 * sipmap_attach_open - become the module's agent
 * @attach: to be set up
 * @conf: configuration
 * @wake: called when something happened, for sipmap_attach_poll()
 * @arg: for @wake
 * @error: room for SIPMAP_KERNEL_ERROR bytes: what is wrong and what helps
 *
 * Return: 0 or a negative errno.
 */
int sipmap_attach_open(struct sipmap_attach *attach,
		       const struct sipmap_conf *conf,
		       void (*wake)(void *arg), void *arg, char *error)
{
	int err;

	memset(attach, 0, sizeof(*attach));
	attach->wake = wake;
	attach->arg = arg;
	attach->retry_at = SIPMAP_NEVER;
	err = use_conf(attach, conf);
	if (err)
		snprintf(error, SIPMAP_KERNEL_ERROR, "no memory");
	return err ? err : attach_now(attach, error);
}

/**
 * sipmap_attach_close - stop being the agent
 * @attach: attached or not
 */
void sipmap_attach_close(struct sipmap_attach *attach)
{
	stop_waiting(attach);
	detach(attach);
	close_upstream(attach);
	sipmap_uplinks_clean(&attach->uplinks);
}

/**
 * sipmap_attach_configure - the configuration has changed
 * @attach: attached or not
 * @conf: the new one; its queues count from the next attachment on
 *
 * When it is known which interfaces it means, sipmap_uplinks_settle() is to
 * follow.
 *
 * Return: 0 or -ENOMEM.
 */
int sipmap_attach_configure(struct sipmap_attach *attach,
			    const struct sipmap_conf *conf)
{
	return use_conf(attach, conf);
}

/**
 * sipmap_attach_outside - an outside interface as it is now
 * @attach: attached or not
 * @interface: as it is called in the configuration
 * @outside: the interface
 *
 * Return: true if it is not what it was.
 */
bool sipmap_attach_outside(struct sipmap_attach *attach, const char *interface,
			   const struct sipmap_outside *outside)
{
	bool changed = sipmap_uplinks_outside(&attach->uplinks, interface,
					      outside, sipmap_kernel_now());

	if (attach->attached && changed && outside->ifindex)
		read_tables(attach);
	return changed;
}

/*
 * A module that is switched off catches no reply: nothing can be measured
 * then, and what seems to be measured would be wrong.
 */
static void look(struct sipmap_attach *attach, u64 now)
{
	struct sipmap_knl_status status;
	bool enabled;

	if (now < attach->look_at)
		return;
	attach->look_at = now + (attach->enabled ? LOOK_ON : LOOK_OFF);
	if (sipmap_knl_status_get(attach->kernel.knl, &status))
		return;
	enabled = status.enabled;
	if (enabled == attach->enabled)
		return;
	attach->enabled = enabled;
	if (enabled) {
		sipmap_log(SIPMAP_LOG_NOTICE, "the module is switched on");
		attach->look_at = now + LOOK_ON;
		/* no answer has been caught in between */
		sipmap_uplinks_resume(&attach->uplinks, now);
		read_tables(attach);
	} else {
		sipmap_log(SIPMAP_LOG_WARNING,
			   "the module is switched off: run sysctl -w net.sipmap.enabled=1");
		attach->look_at = now + LOOK_OFF;
	}
}

static u64 poll_agent(struct sipmap_attach *attach, u64 now)
{
	u64 next;

	look(attach, now);
	/* what was held before goes on all the same */
	if (!attach->enabled && !sipmap_uplinks_holds(&attach->uplinks))
		return attach->look_at;
	next = sipmap_uplinks_poll(&attach->uplinks, now);
	return next < attach->look_at ? next : attach->look_at;
}

/**
 * sipmap_attach_poll - do all that is due
 * @attach: attached or not
 * @now: time, ms
 *
 * Return: when to call it again, ms, or SIPMAP_NEVER.
 */
u64 sipmap_attach_poll(struct sipmap_attach *attach, u64 now)
{
	if (attach->attached && attach->lost) {
		sipmap_log(SIPMAP_LOG_WARNING,
			   "the module has been unloaded: waiting for it");
		detach(attach);
		wait_for_module(attach, now);
	}
	if (!attach->attached && attach->retry_at <= now)
		try_again(attach, now);
	if (!attach->attached)
		return attach->retry_at;
	return poll_agent(attach, now);
}
