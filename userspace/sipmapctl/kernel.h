/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way to the module, for subcommands: what fails is reported. */
#ifndef SIPMAPCTL_KERNEL_H
#define SIPMAPCTL_KERNEL_H

#include "../common/knl.h"

struct sipmap_knl *sipmap_kernel_open(int *status);
int sipmap_kernel_result(const struct sipmap_knl *knl, int error);
int sipmap_kernel_list(u8 command, sipmap_knl_object_t take, void *arg);
const char *sipmap_kernel_interface(u32 ifindex, char *name);
int sipmap_kernel_ifindex(const char *name, u32 *ifindex);

#endif /* SIPMAPCTL_KERNEL_H */
