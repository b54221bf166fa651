/* SPDX-License-Identifier: GPL-2.0-only */
/* What names a dialog, and a transaction. */
#ifndef SIPMAP_SIP_DIALOG_H
#define SIPMAP_SIP_DIALOG_H

#include "message.h"

struct sipmap_span sipmap_dialog_tag(const struct sipmap_message *message,
				     unsigned int id);
struct sipmap_span sipmap_dialog_branch(const struct sipmap_message *message);

#endif /* SIPMAP_SIP_DIALOG_H */
