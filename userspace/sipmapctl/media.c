// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>

#include "../common/flows.h"
#include "../common/names.h"
#include "argument.h"
#include "json.h"
#include "kernel.h"
#include "media.h"
#include "show.h"
#include "table.h"

static int take_binding(const struct sipmap_knl_object *object, void *arg)
{
	struct sipmap_media *media = arg;
	struct sipmap_medium *more;

	if (!(object->binding.has & SIPMAP_HAS(SIPMAP_A_BINDING_CALL)) ||
	    object->binding.kind == SIPMAP_BINDING_SIGNALLING)
		return 0;
	if (media->count == media->room) {
		more = reallocarray(media->medium, 2 * media->room + 64,
				    sizeof(*more));
		if (!more)
			return -ENOMEM;
		media->medium = more;
		media->room = 2 * media->room + 64;
	}
	media->medium[media->count++] = (struct sipmap_medium){
		.binding = object->binding,
	};
	return 0;
}

/* A call with many streams is found as fast as one with few. */
static int by_inside(const void *a, const void *b)
{
	const struct sipmap_medium *one = a, *other = b;

	return memcmp(&one->binding.inside, &other->binding.inside,
		      sizeof(one->binding.inside));
}

static int by_call(const void *a, const void *b)
{
	const struct sipmap_medium *one = a, *other = b;

	if (one->binding.call != other->binding.call)
		return one->binding.call < other->binding.call ? -1 : 1;
	return one->binding.id < other->binding.id ? -1 : 1;
}

static struct sipmap_medium *find(struct sipmap_media *media,
				  const struct sipmap_endpoint *inside)
{
	struct sipmap_medium key = { .binding.inside = *inside };

	if (!media->count)
		return NULL;
	return bsearch(&key, media->medium, media->count, sizeof(key),
		       by_inside);
}

static void count(struct sipmap_medium *medium, u64 out, u64 in)
{
	if (!medium)
		return;
	medium->counted = true;
	medium->out += out;
	medium->in += in;
}

/* The phone may have begun it, or the other side, through the binding. */
static void take_flow(const struct sipmap_flow *flow, void *arg)
{
	struct sipmap_media *media = arg;

	if (!flow->counted)
		return;
	count(find(media, &flow->from), flow->forth, flow->back);
	count(find(media, &flow->answers_from), flow->back, flow->forth);
}

static void sort(struct sipmap_media *media,
		 int (*compare)(const void *, const void *))
{
	if (media->count)
		qsort(media->medium, media->count, sizeof(*media->medium),
		      compare);
}

/**
 * sipmap_media_read() - ask the module, and conntrack for what it counts
 * @media: zeroed; to be filled in
 *
 * Without conntrack's accounting there are no counters.
 *
 * Return: an exit status; what is wrong has been reported.
 */
int sipmap_media_read(struct sipmap_media *media)
{
	int status = sipmap_kernel_list(SIPMAP_CMD_BINDING_GET, take_binding,
					media);

	if (status)
		return status;
	sort(media, by_inside);
	if (media->count)
		sipmap_flows_each(take_flow, media);
	sort(media, by_call);
	return 0;
}

/**
 * sipmap_media_show() - add the media of a call
 * @media: all of them
 * @to: an array
 * @call: number of the call
 */
void sipmap_media_show(const struct sipmap_media *media, struct odict *to,
		       u32 call)
{
	const struct sipmap_medium *medium;
	struct odict *object;
	size_t i;

	for (i = 0; i < media->count; i++) {
		medium = &media->medium[i];
		if (medium->binding.call != call)
			continue;
		object = sipmap_json_add_object(to, NULL);
		sipmap_json_add_text(object, "kind",
				     sipmap_kind_name(medium->binding.kind));
		sipmap_show_endpoint(object, "inside",
				     &medium->binding.inside);
		sipmap_show_endpoint(object, "outside",
				     &medium->binding.outside);
		sipmap_show_endpoint(object, "public",
				     &medium->binding.public_endpoint);
		if (!medium->counted)
			continue;
		sipmap_json_add_number(object, "packets_out", medium->out);
		sipmap_json_add_number(object, "packets_in", medium->in);
	}
}

static void add_packets(struct sipmap_table *table, bool counted, u64 number)
{
	if (counted)
		sipmap_table_add(table, "%llu", (unsigned long long)number);
	else
		sipmap_table_add(table, "-");
}

/**
 * sipmap_media_add() - add a row for each
 * @media: all of them
 * @table: call, kind, inside, outside, public, packets out and in
 */
void sipmap_media_add(const struct sipmap_media *media,
		      struct sipmap_table *table)
{
	char text[SIPMAP_ARGUMENT_TEXT_MAX];
	const struct sipmap_medium *medium;
	size_t i;

	for (i = 0; i < media->count; i++) {
		const struct sipmap_knl_binding *binding;

		medium = &media->medium[i];
		binding = &medium->binding;
		sipmap_table_add(table, "%u", binding->call);
		sipmap_table_add(table, "%s", sipmap_kind_name(binding->kind));
		sipmap_table_add(table, "%s",
				 sipmap_argument_text(&binding->inside, text));
		sipmap_table_add(table, "%s",
				 sipmap_argument_text(&binding->outside,
						      text));
		sipmap_table_add(table, "%s",
				 sipmap_argument_text(&binding->public_endpoint,
						      text));
		add_packets(table, medium->counted, medium->out);
		add_packets(table, medium->counted, medium->in);
	}
}

/**
 * sipmap_media_clean() - free all of them
 * @media: read or not
 */
void sipmap_media_clean(struct sipmap_media *media)
{
	free(media->medium);
	*media = (struct sipmap_media){ 0 };
}
