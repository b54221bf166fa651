// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

/* one more at the end of an array */
static int append(void *array, size_t *count, const void *member, size_t size)
{
	void **place = array;
	char *grown = realloc(*place, (*count + 1) * size);

	if (!grown)
		return -ENOMEM;
	memcpy(grown + *count * size, member, size);
	*place = grown;
	++*count;
	return 0;
}

static int take_binding(struct sipmap_state *state,
			const struct sipmap_knl_binding *binding)
{
	if (binding->state == SIPMAP_STATE_WARM)
		return 0;
	if (binding->kind == SIPMAP_BINDING_SIGNALLING)
		return append(&state->phone, &state->phones, binding,
			      sizeof(*binding));
	if (binding->state == SIPMAP_STATE_FAILED)
		state->media_failed++;
	if (binding->kind != SIPMAP_BINDING_RTP || !binding->call)
		return 0;
	return append(&state->stream, &state->streams, binding,
		      sizeof(*binding));
}

static int take_call(struct sipmap_state *state,
		     const struct sipmap_knl_call *call)
{
	if (call->state == SIPMAP_CALL_EARLY)
		state->calls_early++;
	else if (call->state == SIPMAP_CALL_CONFIRMED)
		state->calls_confirmed++;
	return append(&state->call, &state->calls, call, sizeof(*call));
}

static int take(const struct sipmap_knl_object *object, void *arg)
{
	struct sipmap_state *state = arg;

	switch (object->type) {
	case SIPMAP_KNL_REALM:
		return append(&state->realm, &state->realms, &object->realm,
			      sizeof(object->realm));
	case SIPMAP_KNL_BINDING:
		return take_binding(state, &object->binding);
	case SIPMAP_KNL_CALL:
		return take_call(state, &object->call);
	case SIPMAP_KNL_COUNTER:
		return append(&state->counter, &state->counters,
			      &object->counter, sizeof(object->counter));
	}
	return 0;
}

/**
 * sipmap_state_read - read all tables
 * @knl: the connection
 * @state: to be filled in; sipmap_state_clean() frees it, also after a failure
 *
 * Return: 0 or a negative errno.
 */
int sipmap_state_read(struct sipmap_knl *knl, struct sipmap_state *state)
{
	static const u8 tables[] = {
		SIPMAP_CMD_REALM_GET,
		SIPMAP_CMD_BINDING_GET,
		SIPMAP_CMD_CALL_GET,
		SIPMAP_CMD_COUNTER_GET,
	};
	size_t i;
	int err;

	memset(state, 0, sizeof(*state));
	err = sipmap_knl_status_get(knl, &state->status);
	for (i = 0; !err && i < ARRAY_SIZE(tables); i++)
		err = sipmap_knl_dump(knl, tables[i], take, state);
	return err;
}

/**
 * sipmap_state_counter - how often something happened
 * @state: the tables
 * @name: of the counter
 *
 * Return: its value; 0 for one that the module does not have.
 */
u64 sipmap_state_counter(const struct sipmap_state *state, const char *name)
{
	size_t i;

	for (i = 0; i < state->counters; i++)
		if (!strcmp(state->counter[i].name, name))
			return state->counter[i].value;
	return 0;
}

/**
 * sipmap_state_registered - has a phone a registration?
 * @phone: its binding for signalling
 *
 * Return: true if it has.
 */
bool sipmap_state_registered(const struct sipmap_knl_binding *phone)
{
	return phone->has & SIPMAP_HAS(SIPMAP_A_BINDING_LEASE) && phone->lease;
}

/**
 * sipmap_state_clean - free what was read
 * @state: the tables
 */
void sipmap_state_clean(struct sipmap_state *state)
{
	free(state->realm);
	free(state->phone);
	free(state->stream);
	free(state->call);
	free(state->counter);
	memset(state, 0, sizeof(*state));
}
