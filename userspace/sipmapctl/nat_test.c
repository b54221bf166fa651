// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "failure.h"
#include "kernel.h"
#include "nat_test.h"

#define REALMS_MAX 32

/* the longest that an agent at work says nothing, ms */
#define PATIENCE 15000

/**
 * struct nat_test - tests that are being looked at
 * @ifindex: outside interfaces that are to be judged
 * @count: how many
 * @current: the one that is judged now
 * @silent: do not print each test
 * @done: that is over
 */
struct nat_test {
	u32 ifindex[REALMS_MAX];
	unsigned int count;
	u32 current;
	bool silent;
	bool done;
};

static int take_realm(const struct sipmap_knl_object *object, void *arg)
{
	struct nat_test *test = arg;

	if (test->count < REALMS_MAX)
		test->ifindex[test->count++] = object->realm.ifindex;
	return 0;
}

static int take_event(const struct sipmap_knl_object *object, void *arg)
{
	const struct sipmap_knl_realm *realm = &object->realm;
	struct nat_test *test = arg;

	if (object->type != SIPMAP_KNL_REALM ||
	    realm->ifindex != test->current)
		return 0;
	if (realm->test == SIPMAP_TEST_STEP && !test->silent) {
		printf("  %s\n", realm->step);
		fflush(stdout);
	}
	if (realm->test == SIPMAP_TEST_DONE)
		test->done = true;
	return 0;
}

static int nobody_tests(u32 ifindex)
{
	char name[IF_NAMESIZE];

	sipmap_kernel_interface(ifindex, name);
	return sipmap_failed("sipmapd does not test %s: see its log, and that it watches this interface",
			     name);
}

static int wait_for_end(struct sipmap_knl *knl, struct nat_test *test)
{
	struct pollfd poll_for = {
		.fd = sipmap_knl_event_fd(knl),
		.events = POLLIN,
	};
	int error;
	int ready;

	while (!test->done) {
		ready = poll(&poll_for, 1, PATIENCE);
		if (ready < 0 && errno != EINTR)
			return sipmap_failed("cannot wait for events: %s; start it again",
					     strerror(errno));
		if (!ready)
			return nobody_tests(test->current);
		error = sipmap_knl_events(knl, take_event, test);
		if (test->done)
			break;
		if (error == -ENODEV)
			return sipmap_failed("module nf_sipmap has been unloaded; load it and start again");
		if (error && error != -ENOBUFS)
			return sipmap_failed("cannot read events: %s; start it again",
					     strerror(-error));
	}
	return 0;
}

static int test_realm(struct sipmap_knl *knl, struct nat_test *test,
		      u32 ifindex)
{
	struct sipmap_knl_realm ask = {
		.has = SIPMAP_HAS(SIPMAP_A_REALM_IFINDEX) |
		       SIPMAP_HAS(SIPMAP_A_REALM_TEST),
		.ifindex = ifindex,
		.test = SIPMAP_TEST_ASKED,
	};
	char name[IF_NAMESIZE];
	int status;

	if (!test->silent)
		printf("testing %s:\n",
		       sipmap_kernel_interface(ifindex, name));
	test->current = ifindex;
	test->done = false;
	status = sipmap_kernel_result(knl, sipmap_knl_realm_set(knl, &ask));
	return status ? status : wait_for_end(knl, test);
}

static int check_agent(struct sipmap_knl *knl)
{
	struct sipmap_knl_status answer;
	int status;

	status = sipmap_kernel_result(knl, sipmap_knl_status_get(knl,
								 &answer));
	if (!status && !answer.agent)
		return sipmap_failed("no agent is there to test the NAT: systemctl start sipmapd");
	return status;
}

static int test_all(struct sipmap_knl *knl, struct nat_test *test)
{
	unsigned int i;
	int status = check_agent(knl);
	int error;

	if (status)
		return status;
	error = sipmap_knl_subscribe(knl);
	if (error)
		return sipmap_failed("cannot listen to events: %s; run it as root or with CAP_NET_ADMIN",
				     strerror(-error));
	status = sipmap_kernel_list(SIPMAP_CMD_REALM_GET, take_realm, test);
	for (i = 0; i < test->count && !status; i++)
		status = test_realm(knl, test, test->ifindex[i]);
	return status;
}

/**
 * sipmap_nat_test() - have the agent judge each realm's NAT, and wait
 * @silent: do not print each test
 *
 * Return: exit status; what failed has been reported.
 */
int sipmap_nat_test(bool silent)
{
	struct nat_test test = { .silent = silent };
	struct sipmap_knl *knl;
	int status;

	knl = sipmap_kernel_open(&status);
	if (!knl)
		return status;
	status = test_all(knl, &test);
	sipmap_knl_close(knl);
	return status;
}
