/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Input that ends right before memory nobody may read. */
#ifndef SIPMAP_PAGE_H
#define SIPMAP_PAGE_H

#include <stddef.h>

const char *page_end_copy(const char *data, size_t length);

#endif /* SIPMAP_PAGE_H */
