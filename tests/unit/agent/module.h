/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel module, simulated: what it does when the agent asks. */
#ifndef SIPMAP_TESTS_AGENT_MODULE_H
#define SIPMAP_TESTS_AGENT_MODULE_H

#include "../../../userspace/sipmapd/agent.h"

/* the module forgets a warm pair that was not measured for so long, ms */
#define MODULE_WARM_LIFETIME 60000

extern const struct sipmap_agent_operations module_operations;

void module_tell(u8 command, u32 id);
void module_ask_test(void);
u32 module_make_binding(u32 kind, u32 state, u16 port);

#endif /* SIPMAP_TESTS_AGENT_MODULE_H */
