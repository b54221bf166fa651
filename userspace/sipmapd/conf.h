/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration file. */
#ifndef SIPMAP_SIPMAPD_CONF_H
#define SIPMAP_SIPMAPD_CONF_H

#include "listener.h"
#include "log.h"
#include "uplink.h"
#include "upstream.h"

#define SIPMAP_CONF_SERVERS 8
#define SIPMAP_CONF_FILE "/etc/sipmap/sipmapd.conf"

/**
 * struct sipmap_conf_server - one stun_server line
 * @name: a host name, or an address as text
 * @endpoint: the address; family none: @name must be looked up
 * @port: as written, 0 if none was
 */
struct sipmap_conf_server {
	char name[254];
	struct sipmap_endpoint endpoint;
	u16 port;
};

/**
 * struct sipmap_conf_realm - what it says of one outside interface
 * @interface: its name, or "auto"
 * @servers: STUN servers
 * @server_count: how many
 * @pool: warm pairs
 * @keepalive_interval: seconds; 0: as the lifetime of mappings has it
 * @ping: what keeps signalling alive
 * @port_mapping: one of enum sipmap_upstream_method
 * @static_address: public address; family none: none
 * @allow_private: believe public endpoints in private networks
 */
struct sipmap_conf_realm {
	char interface[IF_NAMESIZE];
	struct sipmap_conf_server servers[SIPMAP_CONF_SERVERS];
	unsigned int server_count;
	unsigned int pool;
	unsigned int keepalive_interval;
	struct sipmap_ping ping;
	u32 port_mapping;
	struct sipmap_endpoint static_address;
	bool allow_private;
};

/**
 * struct sipmap_conf - what the configuration file says
 * @realms: outside interfaces
 * @realm_count: how many, at least one
 * @log_level: how much to say
 * @held_queue: NFQUEUE of held messages
 * @caught_queue: NFQUEUE of caught replies
 * @status_port: TCP port of metrics and status page, 0: none
 * @status_socket: path of a socket for them; empty: none
 * @status_group: whom that is for; -1: the agent's own group
 */
struct sipmap_conf {
	struct sipmap_conf_realm realms[SIPMAP_UPLINKS_MAX];
	unsigned int realm_count;
	enum sipmap_log_level log_level;
	u16 held_queue;
	u16 caught_queue;
	u16 status_port;
	char status_socket[SIPMAP_LISTENER_PATH];
	gid_t status_group;
};

#define SIPMAP_CONF_ERROR 256

int sipmap_conf_read(struct sipmap_conf *conf, const char *file, char *error);
bool sipmap_conf_measures(const struct sipmap_conf_realm *realm);

#endif /* SIPMAP_SIPMAPD_CONF_H */
