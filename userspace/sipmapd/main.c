// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compat.h"
#include "daemon.h"
#include "log.h"
#include "notify.h"

struct options {
	const char *file;
	bool foreground;
	bool check;
	unsigned int verbose;
};

static void print_help(void)
{
	puts("Usage: sipmapd [OPTION]...\n"
	     "Find the public endpoints of SIP phones behind this router, and\n"
	     "tell them to the kernel module nf_sipmap.\n"
	     "\n"
	     "  -f FILE          read this configuration, not\n"
	     "                   " SIPMAP_CONF_FILE "\n"
	     "  -n               stay in the foreground\n"
	     "  -v               say more; twice: everything\n"
	     "      --check-config  read the configuration and end\n"
	     "      --version    print the version and end\n"
	     "      --help       print this and end");
}

static void parse_options(struct options *options, int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "check-config", no_argument, NULL, 'c' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "f:nvh", long_options,
				     NULL)) != -1) {
		switch (option) {
		case 'f':
			options->file = optarg;
			break;
		case 'n':
			options->foreground = true;
			break;
		case 'v':
			options->verbose++;
			break;
		case 'c':
			options->check = true;
			break;
		case 'V':
			puts("sipmapd " SIPMAP_VERSION);
			exit(EXIT_SUCCESS);
		case 'h':
			print_help();
			exit(EXIT_SUCCESS);
		default:
			fputs("sipmapd: see sipmapd --help\n", stderr);
			exit(EXIT_FAILURE);
		}
	}
	if (optind < argc) {
		fprintf(stderr, "sipmapd: %s: no such argument: see sipmapd --help\n",
			argv[optind]);
		exit(EXIT_FAILURE);
	}
}

static enum sipmap_log_level level_of(const struct options *options,
				      const struct sipmap_conf *conf)
{
	static const enum sipmap_log_level levels[] = {
		SIPMAP_LOG_ERROR, SIPMAP_LOG_INFO, SIPMAP_LOG_DEBUG,
	};
	unsigned int verbose = options->verbose > 2 ? 2 : options->verbose;

	return levels[verbose] > conf->log_level ? levels[verbose] :
						   conf->log_level;
}

/* the parent waits until the child has started, and ends as the child did */
static void wait_for_child(pid_t child, int started)
{
	int status;
	char byte;

	if (read(started, &byte, 1) == 1)
		_exit(EXIT_SUCCESS);
	if (waitpid(child, &status, 0) == child && WIFEXITED(status))
		_exit(WEXITSTATUS(status));
	_exit(EXIT_FAILURE);
}

/* returns in the child, with what it has to write a byte to */
static int go_to_background(void)
{
	int started[2];
	pid_t child;

	if (pipe(started) < 0)
		return -errno;
	child = fork();
	if (child < 0)
		return -errno;
	if (child) {
		close(started[1]);
		wait_for_child(child, started[0]);
	}
	close(started[0]);
	setsid();
	if (chdir("/") < 0)
		return -errno;
	return started[1];
}

static void leave_terminal(int started)
{
	FILE *null = freopen("/dev/null", "r+", stdin);

	if (null) {
		dup2(fileno(null), STDOUT_FILENO);
		dup2(fileno(null), STDERR_FILENO);
	}
	sipmap_log_open(false);
	if (write(started, "", 1) < 0)
		sipmap_log(SIPMAP_LOG_DEBUG, "the parent has gone");
	close(started);
}

/* what the library says is for those who look closely; a line at a time */
static void on_library_message(int level, const char *text, size_t length,
			       void *arg)
{
	(void)level;
	(void)arg;
	while (length && (text[length - 1] == '\n' || !text[length - 1]))
		length--;
	sipmap_log(SIPMAP_LOG_DEBUG, "%.*s", (int)length, text);
}

static void quieten_library(void)
{
	dbg_init(DBG_WARNING, DBG_NONE);
	dbg_handler_set(on_library_message, NULL);
}

static int run(const struct options *options, const struct sipmap_conf *conf,
	       int started)
{
	char error[SIPMAP_DAEMON_ERROR];
	struct sipmap_daemon *daemon;
	int err;

	err = sipmap_daemon_open(&daemon, options->file, conf, error);
	if (err) {
		sipmap_log(SIPMAP_LOG_ERROR, "%s", error);
		return err;
	}
	if (started >= 0)
		leave_terminal(started);
	sipmap_log(SIPMAP_LOG_NOTICE, "started, version " SIPMAP_VERSION);
	sipmap_notify("READY=1");
	err = sipmap_daemon_run(daemon);
	sipmap_notify("STOPPING=1");
	sipmap_daemon_close(daemon);
	sipmap_log(SIPMAP_LOG_NOTICE, "ended");
	return err;
}

static void print_good(const char *file, const struct sipmap_conf *conf)
{
	bool measures = true;
	unsigned int i;

	for (i = 0; i < conf->realm_count && measures; i++)
		measures = sipmap_conf_measures(&conf->realms[i]);
	if (measures)
		printf("%s: good\n", file);
	else if (conf->realm_count == 1)
		printf("%s: good, but nothing can be measured: name a stun_server\n",
		       file);
	else
		printf("%s: good, but nothing can be measured at %s: name a stun_server for it\n",
		       file, conf->realms[i - 1].interface);
}

int main(int argc, char **argv)
{
	struct options options = { .file = SIPMAP_CONF_FILE };
	char error[SIPMAP_CONF_ERROR];
	struct sipmap_conf conf;
	char *file = NULL;
	int started = -1;
	int err;

	parse_options(&options, argc, argv);
	if (sipmap_conf_read(&conf, options.file, error)) {
		fprintf(stderr, "sipmapd: %s\n", error);
		return EXIT_FAILURE;
	}
	if (options.check) {
		print_good(options.file, &conf);
		return EXIT_SUCCESS;
	}
	/* it is read again from another working directory */
	file = realpath(options.file, NULL);
	if (file)
		options.file = file;
	if (!options.foreground)
		started = go_to_background();
	sipmap_log_open(true);
	sipmap_log_set_level(level_of(&options, &conf));
	quieten_library();
	err = libre_init();
	if (err) {
		sipmap_log(SIPMAP_LOG_ERROR, "cannot start: %s", strerror(err));
		return EXIT_FAILURE;
	}
	err = run(&options, &conf, started);
	libre_close();
	free(file);
	return err ? EXIT_FAILURE : EXIT_SUCCESS;
}
