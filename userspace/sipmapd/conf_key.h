/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys of the configuration file, and what each takes. */
#ifndef SIPMAP_SIPMAPD_CONF_KEY_H
#define SIPMAP_SIPMAPD_CONF_KEY_H

#include "conf.h"

/**
 * typedef sipmap_conf_set_t - takes the value of a key that holds for all
 * @conf: where to
 * @value: as written, not empty
 *
 * Return: what is wrong and what helps, or NULL.
 */
typedef const char *(*sipmap_conf_set_t)(struct sipmap_conf *conf,
					 const char *value);

/**
 * typedef sipmap_conf_set_realm_t - takes that of a key of an interface
 * @realm: where to
 * @value: as written, not empty
 *
 * Return: what is wrong and what helps, or NULL.
 */
typedef const char *(*sipmap_conf_set_realm_t)(struct sipmap_conf_realm *realm,
					       const char *value);

/**
 * struct sipmap_conf_key - a key, with a setter, or none: an interface begins
 * @name: as it is written; NULL ends the list
 * @set: for what holds for all
 * @set_realm: for what is said of an interface
 * @is_list: may be given more than once
 */
struct sipmap_conf_key {
	const char *name;
	sipmap_conf_set_t set;
	sipmap_conf_set_realm_t set_realm;
	bool is_list;
};

extern const struct sipmap_conf_key sipmap_conf_keys[];

#endif /* SIPMAP_SIPMAPD_CONF_KEY_H */
