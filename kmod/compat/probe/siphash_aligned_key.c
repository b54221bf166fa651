// SPDX-License-Identifier: GPL-2.0-only
/* A key that is read as whole words: 5.17. */
#include <linux/siphash.h>

static siphash_aligned_key_t probe __used;
