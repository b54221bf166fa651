// SPDX-License-Identifier: GPL-2.0-or-later
/* The configuration file: what is taken, and what is said about the rest. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../../userspace/sipmapd/conf.h"
#include "tap.h"

#define FIFTY "fifty-bytes-of-a-name-fifty-bytes-of-a-name-fifty!"

static struct sipmap_conf conf;
static char error[SIPMAP_CONF_ERROR];
static char file[64];

static int read_text(const char *text)
{
	FILE *stream = fopen(file, "w");
	int err;

	if (!stream)
		abort();
	fputs(text, stream);
	fclose(stream);
	error[0] = '\0';
	err = sipmap_conf_read(&conf, file, error);
	return err;
}

static void defaults(void)
{
	ASSERT_NUMBER(0, read_text(""));
	ASSERT_NUMBER(1, conf.realm_count);
	ASSERT_TEXT("auto", conf.realms[0].interface);
	ASSERT_NUMBER(0, conf.realms[0].server_count);
	ASSERT_NUMBER(4, conf.realms[0].pool);
	ASSERT_NUMBER(0, conf.realms[0].keepalive_interval);
	ASSERT_NUMBER(SIPMAP_PING_CRLF, conf.realms[0].ping.kind);
	ASSERT_ENDPOINT("", conf.realms[0].ping.destination);
	ASSERT_NUMBER(SIPMAP_FAMILY_NONE, conf.realms[0].static_address.family);
	ASSERT(!conf.realms[0].allow_private);
	ASSERT_NUMBER(SIPMAP_LOG_NOTICE, conf.log_level);
	ASSERT_NUMBER(5060, conf.held_queue);
	ASSERT_NUMBER(5061, conf.caught_queue);
	ASSERT_NUMBER(0, conf.status_port);
	ASSERT_TEXT("", conf.status_socket);
	ASSERT(conf.status_group == (gid_t)-1);
}

/* "#key value" made "key value", where the key has a default */
static bool uncomment(char *line)
{
	if (line[0] != '#' || line[1] < 'a' || line[1] > 'z' ||
	    !strncmp(line, "#stun_server", 12) ||
	    !strncmp(line, "#static_address", 15) ||
	    !strncmp(line, "#keepalive_text", 15) ||
	    !strncmp(line, "#status_socket", 14) ||
	    !strncmp(line, "#status_group", 13))
		return false;
	memmove(line, line + 1, strlen(line));
	return true;
}

static void packaged(void)
{
	char text[8192] = "";
	struct sipmap_conf wanted;
	unsigned int keys = 0;
	char line[512];
	char *slash;
	FILE *stream;

	ASSERT_NUMBER(0, read_text(""));
	wanted = conf;
	snprintf(line, sizeof(line), "%s", __FILE__);
	slash = strrchr(line, '/');
	if (!slash)
		abort();
	strcpy(slash, "/../../../packaging/sipmapd.conf");
	stream = fopen(line, "r");
	if (!stream)
		abort();
	while (fgets(line, sizeof(line), stream)) {
		keys += uncomment(line);
		strncat(text, line, sizeof(text) - strlen(text) - 1);
	}
	fclose(stream);
	ASSERT_NUMBER(0, read_text(text));
	ASSERT_TEXT("", error);
	ASSERT_NUMBER(11, keys);
	ASSERT(!memcmp(&wanted, &conf, sizeof(conf)));
}

static void every_key(void)
{
	ASSERT_NUMBER(0, read_text("# comment\n"
				   "\n"
				   "  interface\tppp0   # the modem\n"
				   "stun_server stun.example.net\n"
				   "stun_server stun.example.org:19302\n"
				   "stun_server 192.0.2.1\n"
				   "stun_server 192.0.2.2:3480\r\n"
				   "pool 64\n"
				   "keepalive_interval 25\n"
				   "keepalive_kind text\n"
				   "keepalive_to 192.0.2.9:5080\n"
				   "keepalive_text hello\\r\\n\\0\\\\\n"
				   "port_mapping pcp\n"
				   "static_address 203.0.113.7\n"
				   "allow_private yes\n"
				   "log_level debug\n"
				   "status_port 9516\n"
				   "status_socket /run/sipmap/status.sock\n"
				   "status_group root\n"
				   "held_queue 0\n"
				   "caught_queue 65535"));
	ASSERT_TEXT("", error);
	ASSERT_TEXT("ppp0", conf.realms[0].interface);
	ASSERT_NUMBER(4, conf.realms[0].server_count);
	ASSERT_TEXT("stun.example.net", conf.realms[0].servers[0].name);
	ASSERT_NUMBER(0, conf.realms[0].servers[0].port);
	ASSERT_ENDPOINT("", conf.realms[0].servers[0].endpoint);
	ASSERT_TEXT("stun.example.org", conf.realms[0].servers[1].name);
	ASSERT_NUMBER(19302, conf.realms[0].servers[1].port);
	ASSERT_ENDPOINT("192.0.2.1:3478", conf.realms[0].servers[2].endpoint);
	ASSERT_ENDPOINT("192.0.2.2:3480", conf.realms[0].servers[3].endpoint);
	ASSERT_NUMBER(64, conf.realms[0].pool);
	ASSERT_NUMBER(25, conf.realms[0].keepalive_interval);
	ASSERT_NUMBER(SIPMAP_PING_TEXT, conf.realms[0].ping.kind);
	ASSERT_ENDPOINT("192.0.2.9:5080", conf.realms[0].ping.destination);
	ASSERT_NUMBER(9, conf.realms[0].ping.length);
	ASSERT(!memcmp(conf.realms[0].ping.text, "hello\r\n\0\\", 9));
	ASSERT_NUMBER(SIPMAP_UPSTREAM_PCP, conf.realms[0].port_mapping);
	ASSERT_ENDPOINT("203.0.113.7", conf.realms[0].static_address);
	ASSERT(conf.realms[0].allow_private);
	ASSERT_NUMBER(SIPMAP_LOG_DEBUG, conf.log_level);
	ASSERT_NUMBER(0, conf.held_queue);
	ASSERT_NUMBER(65535, conf.caught_queue);
	ASSERT_NUMBER(9516, conf.status_port);
	ASSERT_TEXT("/run/sipmap/status.sock", conf.status_socket);
	ASSERT_NUMBER(0, conf.status_group);
}

static void interfaces(void)
{
	const struct sipmap_conf_realm *realms = conf.realms;

	ASSERT_NUMBER(0, read_text("stun_server common.example.net\n"
				   "stun_server 192.0.2.1\n"
				   "pool 8\n"
				   "interface wan0\n"
				   "stun_server 192.0.2.2\n"
				   "log_level info\n"
				   "pool 2\n"
				   "interface wan1\n"
				   "keepalive_interval 20\n"
				   "pool 3\n"
				   "interface auto\n"
				   "static_address 203.0.113.7\n"));
	ASSERT_TEXT("", error);
	ASSERT_NUMBER(3, conf.realm_count);
	ASSERT_NUMBER(SIPMAP_LOG_INFO, conf.log_level);
	ASSERT_TEXT("wan0", realms[0].interface);
	ASSERT_NUMBER(1, realms[0].server_count);
	ASSERT_ENDPOINT("192.0.2.2:3478", realms[0].servers[0].endpoint);
	ASSERT_NUMBER(2, realms[0].pool);
	ASSERT_NUMBER(0, realms[0].keepalive_interval);
	ASSERT_TEXT("wan1", realms[1].interface);
	ASSERT_NUMBER(2, realms[1].server_count);
	ASSERT_TEXT("common.example.net", realms[1].servers[0].name);
	ASSERT_NUMBER(3, realms[1].pool);
	ASSERT_NUMBER(20, realms[1].keepalive_interval);
	ASSERT_TEXT("auto", realms[2].interface);
	ASSERT_NUMBER(8, realms[2].pool);
	ASSERT_ENDPOINT("203.0.113.7", realms[2].static_address);
	ASSERT_ENDPOINT("", realms[1].static_address);
}

static void faults(void)
{
	static const struct {
		const char *text;
		int line;
		const char *said;
	} cases[] = {
		{ "stun_sever x\n", 1, "did you mean stun_server?" },
		{ "loglevel info\n", 1, "did you mean log_level?" },
		{ "password x\n", 1, "unknown key: man sipmapd.conf" },
		{ "pool 4\n\npool 5\n", 3, "given twice" },
		{ "pool 4\npool 99\n", 2, "1 to 64" },
		{ "\n\npool 0\n", 3, "1 to 64" },
		{ "pool 65\n", 1, "1 to 64" },
		{ "pool 4 5\n", 1, "1 to 64" },
		{ "pool -1\n", 1, "1 to 64" },
		{ "pool\n", 1, "without a value" },
		{ "keepalive_interval 4\n", 1, "5 to 3600" },
		{ "keepalive_interval 99999999999999999999\n", 1, "5 to 3600" },
		{ "port_mapping yes\n", 1, "nat-pmp" },
		{ "keepalive_kind loud\n", 1, "crlf" },
		{ "keepalive_to here\n", 1, "ADDRESS:PORT" },
		{ "keepalive_to 192.0.2.9\n", 1, "ADDRESS:PORT" },
		{ "keepalive_to 192.0.2.9:0\n", 1, "ADDRESS:PORT" },
		{ "keepalive_text \\x\n", 1, "128 bytes" },
		{ "keepalive_text \\\n", 1, "128 bytes" },
		{ "interface averyveryverylongname0\n", 1, "too long" },
		{ "stun_server a:0\n", 1, "not a port" },
		{ "stun_server a:65536\n", 1, "not a port" },
		{ "stun_server a:b\n", 1, "not a port" },
		{ "stun_server :3478\n", 1, "without a name" },
		{ "static_address 203.0.113.7:5060\n", 1, "without a port" },
		{ "static_address here\n", 1, "IPv4" },
		{ "allow_private maybe\n", 1, "yes nor no" },
		{ "log_level loud\n", 1, "warning" },
		{ "held_queue 65536\n", 1, "65535" },
		{ "status_port 65536\n", 1, "65535" },
		{ "status_port 0.0.0.0:80\n", 1, "not a port" },
		{ "status_socket status.sock\n", 1, "write all of it" },
		{ "status_socket /run/sipmap/\n", 1, "write all of it" },
		{ "status_socket /etc\n", 1, "no socket: remove it" },
		{ "status_socket /etc/passwd\n", 1, "no socket: remove it" },
		{ "status_socket /etc/passwd/sock\n", 1,
		  "take another path" },
		{ "status_socket /run/" FIFTY "/" FIFTY "/s\n", 1,
		  "at most 107 bytes" },
		{ "status_group nobody-at-all\n", 1, "getent group" },
		{ "held_queue 7\ncaught_queue 7\n", 2, "the same" },
		{ "interface a\npool 1\ninterface b\npool 2\npool 3\n", 5,
		  "key is given twice" },
		{ "interface a\nlog_level info\ninterface b\nlog_level info\n",
		  4, "key is given twice" },
		{ "interface a\ninterface b\ninterface a\n", 3,
		  "interface is given twice" },
		{ "interface a\ninterface b\ninterface c\ninterface d\n"
		  "interface e\ninterface f\ninterface g\ninterface h\n"
		  "interface i\n", 9, "too many interfaces: keep" },
		{ "stun_server a\nstun_server b\nstun_server c\nstun_server d\n"
		  "stun_server e\nstun_server f\nstun_server g\nstun_server h\n"
		  "stun_server i\n", 9, "too many" },
	};
	char place[128];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		int err = read_text(cases[i].text);

		snprintf(place, sizeof(place), "%s:%d: ", file, cases[i].line);
		if (err != -EINVAL || strncmp(error, place, strlen(place)) ||
		    !strstr(error, cases[i].said))
			tap_fail(__FILE__, __LINE__,
				 "%s# want %s...%s\n# got  %s", cases[i].text,
				 place, cases[i].said, error);
	}
}

static void every_fault_names_a_remedy(void)
{
	const char *colon;

	ASSERT_NUMBER(-EINVAL, read_text("pool many\n"));
	colon = strchr(error + strlen(file) + 1, ':');
	ASSERT(colon && strchr(colon + 1, ':'));
}

static void long_line(void)
{
	char text[1200];

	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	ASSERT_NUMBER(-EINVAL, read_text(text));
	ASSERT(strstr(error, "too long"));
}

static void no_file(void)
{
	ASSERT_NUMBER(-ENOENT, sipmap_conf_read(&conf, "/nonexistent", error));
	ASSERT(strstr(error, "/nonexistent: No such file"));
	ASSERT(strstr(error, "-f FILE"));
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "an empty file means the defaults", defaults },
		{ "the packaged file shows the defaults", packaged },
		{ "every key is taken", every_key },
		{ "what follows an interface is about it alone", interfaces },
		{ "a fault is named with its line", faults },
		{ "a fault is named with a remedy",
		  every_fault_names_a_remedy },
		{ "a line that is too long is refused", long_line },
		{ "a file that is not there is named", no_file },
	};
	int status;
	int fd;

	snprintf(file, sizeof(file), "/tmp/sipmapd-test.XXXXXX");
	fd = mkstemp(file);
	if (fd < 0)
		return EXIT_FAILURE;
	close(fd);
	status = tap_run(tests, ARRAY_SIZE(tests));
	unlink(file);
	return status;
}
