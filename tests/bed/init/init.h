/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The first process of a test bed: it lays out the file systems, runs one
 * job, looks the kernel over and powers off.
 *
 * What it is told comes as environment variables, which the kernel makes of
 * the words of its command line that it does not know itself:
 *
 *   SIPMAP_BED      vm, uml or uml-debug
 *   SIPMAP_TREE     top of the source tree
 *   SIPMAP_OUT      folder whose content is kept, the same path on the host
 *   SIPMAP_MODULES  folder to be seen as /lib/modules/RELEASE
 *   SIPMAP_ROOT     folder of the host that becomes the root, if not all of it
 *   SIPMAP_SHELL    set for a shell on the terminal instead of a job
 */
#ifndef SIPMAP_BED_INIT_H
#define SIPMAP_BED_INIT_H

#include <stdbool.h>
#include <stdnoreturn.h>

/* What a bed exits with when it failed itself. */
#define BED_FAILED	125

noreturn void bed_die(const char *what);
noreturn void bed_power_off(void);
const char *bed_setting(const char *name);
bool bed_is_uml(void);

void bed_root_setup(void);
void bed_network_setup(void);

int bed_terminal_open(bool shell);
int bed_job_run(char *const argv[], int output);
int bed_shell_run(char *const argv[], int terminal);
void bed_job_sweep(void);

#endif /* SIPMAP_BED_INIT_H */
