// SPDX-License-Identifier: GPL-2.0-or-later
#include "page.h"

/* page.html in bytes; the Makefile makes the header of it */
const char sipmap_page[] = {
#include "page_html.h"
	0
};
