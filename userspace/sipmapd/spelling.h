/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How unlike two names are, to guess what was meant. */
#ifndef SIPMAP_SIPMAPD_SPELLING_H
#define SIPMAP_SIPMAPD_SPELLING_H

/* what names have beyond this is not compared */
#define SIPMAP_SPELLING_MAX 32

unsigned int sipmap_spelling_distance(const char *a, const char *b);

#endif /* SIPMAP_SIPMAPD_SPELLING_H */
