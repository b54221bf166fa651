/* SPDX-License-Identifier: GPL-2.0-only */
/* Decimal numbers, read and written. */
#ifndef SIPMAP_SIP_NUMBER_H
#define SIPMAP_SIP_NUMBER_H

#include "span.h"

/* digits of the largest u32 */
#define SIPMAP_NUMBER_TEXT_MAX 10

bool sipmap_number_parse(const char *data, struct sipmap_span digits,
			 u32 *number);
bool sipmap_port_parse(const char *data, struct sipmap_span digits, u16 *port);
struct sipmap_cursor;

bool sipmap_port_take(struct sipmap_cursor *cursor, u16 *port);
size_t sipmap_number_print(u32 number, char *text);

#endif /* SIPMAP_SIP_NUMBER_H */
