/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines and header fields, of a message or of a part of its body. */
#ifndef SIPMAP_SIP_FIELD_H
#define SIPMAP_SIP_FIELD_H

#include "cursor.h"

bool sipmap_field_line(struct sipmap_cursor *cursor, struct sipmap_span *line);
bool sipmap_field_end(struct sipmap_cursor *cursor);
bool sipmap_field_skip(struct sipmap_cursor *cursor);
bool sipmap_field_next(struct sipmap_cursor *cursor, struct sipmap_span *name,
		       struct sipmap_span *value);

#endif /* SIPMAP_SIP_FIELD_H */
