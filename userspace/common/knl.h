/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The module, seen from user space: requests, dumps and events of the generic
 * netlink family "sipmap".
 *
 * Every function that returns int returns 0 or a negative errno;
 * sipmap_knl_error() then has one line for the user, the kernel's own words
 * where it gave any.
 */
#ifndef SIPMAP_COMMON_KNL_H
#define SIPMAP_COMMON_KNL_H

#include "object.h"

struct sipmap_knl;

/**
 * typedef sipmap_knl_object_t - takes one object of a dump or one event
 * @object: the object; valid until the function returns
 * @arg: as given
 *
 * Return: 0 to go on; anything else ends the dump and is what the caller of
 * sipmap_knl_dump() gets. Events go on in any case.
 */
typedef int (*sipmap_knl_object_t)(const struct sipmap_knl_object *object,
				   void *arg);

int sipmap_knl_open(struct sipmap_knl **knl);
const char *sipmap_knl_open_error(int error);
void sipmap_knl_close(struct sipmap_knl *knl);
const char *sipmap_knl_error(const struct sipmap_knl *knl);

int sipmap_knl_request(struct sipmap_knl *knl,
		       const struct sipmap_knl_object *request,
		       struct sipmap_knl_object *answer);
int sipmap_knl_dump(struct sipmap_knl *knl, u8 command,
		    sipmap_knl_object_t take, void *arg);

int sipmap_knl_status_get(struct sipmap_knl *knl,
			  struct sipmap_knl_status *status);
int sipmap_knl_realm_set(struct sipmap_knl *knl,
			 const struct sipmap_knl_realm *realm);
int sipmap_knl_realm_del(struct sipmap_knl *knl, u32 ifindex);
int sipmap_knl_binding_get(struct sipmap_knl *knl,
			   const struct sipmap_knl_binding *which,
			   struct sipmap_knl_binding *binding);
int sipmap_knl_binding_new(struct sipmap_knl *knl, u32 ifindex,
			   struct sipmap_knl_binding *binding);
int sipmap_knl_binding_set(struct sipmap_knl *knl,
			   const struct sipmap_knl_binding *binding);
int sipmap_knl_binding_del(struct sipmap_knl *knl,
			   const struct sipmap_knl_binding *which);
int sipmap_knl_agent_set(struct sipmap_knl *knl, u16 held_queue,
			 u16 caught_queue);
int sipmap_knl_send(struct sipmap_knl *knl,
		    const struct sipmap_knl_send *send);
int sipmap_knl_flush(struct sipmap_knl *knl, u32 ifindex);

int sipmap_knl_subscribe(struct sipmap_knl *knl);
int sipmap_knl_event_fd(const struct sipmap_knl *knl);
int sipmap_knl_events(struct sipmap_knl *knl, sipmap_knl_object_t take,
		      void *arg);

/* an opaque handle: waits for the module to be loaded */
struct sipmap_knl_watch;

int sipmap_knl_watch_open(struct sipmap_knl_watch **watch);
int sipmap_knl_watch_fd(const struct sipmap_knl_watch *watch);
bool sipmap_knl_watch_read(struct sipmap_knl_watch *watch);
void sipmap_knl_watch_close(struct sipmap_knl_watch *watch);

#endif /* SIPMAP_COMMON_KNL_H */
