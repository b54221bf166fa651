/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status page, as it is in page.html. */
#ifndef SIPMAP_SIPMAPD_PAGE_H
#define SIPMAP_SIPMAPD_PAGE_H

extern const char sipmap_page[];

/* stands in the page where the nonce of the answer has to be */
#define SIPMAP_PAGE_NONCE "@NONCE@"

#endif /* SIPMAP_SIPMAPD_PAGE_H */
