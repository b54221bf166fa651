// SPDX-License-Identifier: GPL-2.0-only
/* The operator's settings, per network namespace: /proc/sys/net/sipmap/. */
#include <linux/bitmap.h>
#include <linux/slab.h>
#include <linux/sysctl.h>

#include "compat/compat.h"
#include "net.h"
#include "sip/view.h"
#include "sysctl.h"

static int sipmap_two = 2;
static u32 sipmap_hold_max = 5000;
static u32 sipmap_port_min = 1024;
static u32 sipmap_port_max = 65535;
static u32 sipmap_timeout_min = 60;
static u32 sipmap_timeout_max = 86400;
static u32 sipmap_lease_max = 86400;
static u32 sipmap_limit_min = 16;
static u32 sipmap_limit_max = 4000000;

static int sipmap_sysctl_enabled(SIPMAP_CTL_CONST struct ctl_table *table,
				 int write, void *buffer, size_t *length,
				 loff_t *position)
{
	struct sipmap_net *sn = table->extra1;
	struct ctl_table shadow = *table;
	u8 wanted = sn->sysctl.enabled;
	int err;

	shadow.data = &wanted;
	shadow.extra1 = SYSCTL_ZERO;
	shadow.extra2 = SYSCTL_ONE;
	err = proc_dou8vec_minmax(&shadow, write, buffer, length, position);
	if (err || !write)
		return err;
	return sn->enable(sn, wanted);
}

/* Lowest and highest are checked together: a range without a pair is none. */
static int sipmap_sysctl_range(SIPMAP_CTL_CONST struct ctl_table *table,
			       int write, void *buffer, size_t *length,
			       loff_t *position)
{
	struct ctl_table shadow = *table;
	u32 *range = table->data;
	/* the handler for unsigned numbers takes but one */
	int wanted[2] = { range[0], range[1] };
	int err;

	shadow.data = wanted;
	err = proc_dointvec_minmax(&shadow, write, buffer, length, position);
	if (err || !write)
		return err;
	if (wanted[0] + 3 > wanted[1])
		return -EINVAL;
	WRITE_ONCE(range[0], wanted[0]);
	WRITE_ONCE(range[1], wanted[1]);
	return 0;
}

static int sipmap_sysctl_exempt(SIPMAP_CTL_CONST struct ctl_table *table,
				int write, void *buffer, size_t *length,
				loff_t *position)
{
	struct sipmap_net *sn = table->extra1;
	struct ctl_table shadow = *table;
	char *text;
	int err;

	/* what does not fit is refused, not cut */
	if (write && *length >= SIPMAP_EXEMPT_TEXT)
		return -E2BIG;
	text = kzalloc(SIPMAP_EXEMPT_TEXT, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	shadow.data = text;
	shadow.maxlen = SIPMAP_EXEMPT_TEXT;
	sipmap_exempt_print(&sn->exempt, text);
	err = proc_dostring(&shadow, write, buffer, length, position);
	if (!err && write) {
		mutex_lock(&sn->hook_mutex);
		err = sipmap_exempt_set(&sn->exempt, text);
		mutex_unlock(&sn->hook_mutex);
	}
	kfree(text);
	return err;
}

#define SIPMAP_SYSCTL_U8(field, low, high)				\
	{								\
		.procname = #field,					\
		.data = (void *)offsetof(struct sipmap_sysctl, field),	\
		.maxlen = sizeof(u8),					\
		.mode = 0644,						\
		.proc_handler = proc_dou8vec_minmax,			\
		.extra1 = low,						\
		.extra2 = high,						\
	}

#define SIPMAP_SYSCTL_U32(field, low, high, handler)			\
	{								\
		.procname = #field,					\
		.data = (void *)offsetof(struct sipmap_sysctl, field),	\
		.maxlen = sizeof_field(struct sipmap_sysctl, field),	\
		.mode = 0644,						\
		.proc_handler = handler,				\
		.extra1 = low,						\
		.extra2 = high,						\
	}

static const struct ctl_table sipmap_sysctl_template[] = {
	{
		.procname = "enabled",
		.data = (void *)offsetof(struct sipmap_sysctl, enabled),
		.maxlen = sizeof(u8),
		.mode = 0644,
		.proc_handler = sipmap_sysctl_enabled,
	},
	{
		.procname = "ports",
		.data = (void *)offsetof(struct sipmap_sysctl, ports),
		.maxlen = SIPMAP_PORTS,
		.mode = 0644,
		.proc_handler = proc_do_large_bitmap,
	},
	{
		.procname = "exempt",
		.data = (void *)offsetof(struct sipmap_sysctl, ports),
		.maxlen = SIPMAP_EXEMPT_TEXT,
		.mode = 0644,
		.proc_handler = sipmap_sysctl_exempt,
	},
	SIPMAP_SYSCTL_U8(via, SYSCTL_ZERO, &sipmap_two),
	SIPMAP_SYSCTL_U8(ice, SYSCTL_ZERO, SYSCTL_ONE),
	SIPMAP_SYSCTL_U8(identity, SYSCTL_ZERO, SYSCTL_ONE),
	SIPMAP_SYSCTL_U8(hairpin, SYSCTL_ZERO, SYSCTL_ONE),
	SIPMAP_SYSCTL_U8(fallback, SYSCTL_ZERO, SYSCTL_ONE),
	SIPMAP_SYSCTL_U8(warning, SYSCTL_ZERO, SYSCTL_ONE),
	SIPMAP_SYSCTL_U32(hold_ms, SYSCTL_ZERO, &sipmap_hold_max,
			  proc_douintvec_minmax),
	SIPMAP_SYSCTL_U32(media_ports, &sipmap_port_min, &sipmap_port_max,
			  sipmap_sysctl_range),
	SIPMAP_SYSCTL_U32(register_max_expires, SYSCTL_ZERO, &sipmap_lease_max,
			  proc_douintvec_minmax),
	SIPMAP_SYSCTL_U32(call_timeout, &sipmap_timeout_min,
			  &sipmap_timeout_max, proc_douintvec_minmax),
	SIPMAP_SYSCTL_U32(max_bindings, &sipmap_limit_min, &sipmap_limit_max,
			  proc_douintvec_minmax),
	SIPMAP_SYSCTL_U32(max_bindings_per_host, &sipmap_limit_min,
			  &sipmap_limit_max, proc_douintvec_minmax),
	SIPMAP_SYSCTL_U32(max_calls, &sipmap_limit_min, &sipmap_limit_max,
			  proc_douintvec_minmax),
	SIPMAP_SYSCTL_U32(max_calls_per_host, &sipmap_limit_min,
			  &sipmap_limit_max, proc_douintvec_minmax),
};

static void sipmap_sysctl_defaults(struct sipmap_sysctl *sysctl)
{
	__set_bit(5060, sysctl->ports);
	sysctl->via = SIPMAP_VIA_ALWAYS;
	sysctl->identity = 1;
	sysctl->hairpin = 1;
	sysctl->fallback = SIPMAP_FALLBACK_OUTSIDE;
	sysctl->hold_ms = 500;
	sysctl->media_ports[0] = 16384;
	sysctl->media_ports[1] = 32767;
	sysctl->call_timeout = 7200;
	sysctl->max_bindings = 65536;
	sysctl->max_bindings_per_host = 4096;
	sysctl->max_calls = 16384;
	sysctl->max_calls_per_host = 1024;
}

/**
 * sipmap_sysctl_init - set the defaults and show them in /proc
 * @sn: the network namespace
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int sipmap_sysctl_init(struct sipmap_net *sn)
{
	const size_t count = ARRAY_SIZE(sipmap_sysctl_template);
	struct ctl_table *table;
	size_t i;

	sn->sysctl.ports = bitmap_zalloc(SIPMAP_PORTS, GFP_KERNEL_ACCOUNT);
	if (!sn->sysctl.ports)
		return -ENOMEM;
	sipmap_sysctl_defaults(&sn->sysctl);

	/* one more, empty: older kernels want it as the end of the table */
	table = kcalloc(count + 1, sizeof(*table), GFP_KERNEL_ACCOUNT);
	if (!table)
		goto err_ports;
	for (i = 0; i < count; i++) {
		table[i] = sipmap_sysctl_template[i];
		table[i].data = (char *)&sn->sysctl + (size_t)table[i].data;
	}
	for (i = 0; i < count; i++)
		if (table[i].proc_handler == sipmap_sysctl_enabled ||
		    table[i].proc_handler == sipmap_sysctl_exempt)
			table[i].extra1 = sn;

	sn->sysctl.header = register_net_sysctl_sz(sn->net, "net/sipmap", table,
						   count);
	if (!sn->sysctl.header)
		goto err_table;
	return 0;

err_table:
	kfree(table);
err_ports:
	bitmap_free(sn->sysctl.ports);
	return -ENOMEM;
}

/**
 * sipmap_sysctl_unregister - take the settings out of /proc
 * @sn: the network namespace
 *
 * The settings keep their values: packets may still be on their way.
 *
 * Context: may sleep.
 */
void sipmap_sysctl_unregister(struct sipmap_net *sn)
{
	const struct ctl_table *table = sn->sysctl.header->ctl_table_arg;

	unregister_net_sysctl_table(sn->sysctl.header);
	kfree(table);
}

/**
 * sipmap_sysctl_clean - free the settings
 * @sn: the network namespace
 *
 * Context: any; no packet is on its way.
 */
void sipmap_sysctl_clean(struct sipmap_net *sn)
{
	bitmap_free(sn->sysctl.ports);
	sipmap_exempt_clean(&sn->exempt);
}
