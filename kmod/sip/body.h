/* SPDX-License-Identifier: GPL-2.0-only */
/* The session descriptions in a message's body. */
#ifndef SIPMAP_SIP_BODY_H
#define SIPMAP_SIP_BODY_H

#include "message.h"
#include "outcome.h"

void sipmap_body_parse(struct sipmap_message *message);

#endif /* SIPMAP_SIP_BODY_H */
