/* SPDX-License-Identifier: GPL-2.0-only */
/* ";name=value" parameters of headers and URIs. */
#ifndef SIPMAP_SIP_PARAM_H
#define SIPMAP_SIP_PARAM_H

#include "cursor.h"

/**
 * struct sipmap_param - one parameter
 * @whole: from the semicolon to the end of the value; empty: not there
 * @name: its name
 * @value: its value, quotation marks included; empty where there is none
 * @has_value: there is an equals sign
 */
struct sipmap_param {
	struct sipmap_span whole;
	struct sipmap_span name;
	struct sipmap_span value;
	bool has_value;
};

bool sipmap_param_next(struct sipmap_cursor *cursor,
		       struct sipmap_param *param);
bool sipmap_param_find(const char *data, struct sipmap_span params,
		       const char *lower, size_t lower_length,
		       struct sipmap_param *param);

#define SIPMAP_PARAM_FIND(data, params, literal, param) \
	sipmap_param_find(data, params, literal, sizeof(literal) - 1, param)

#endif /* SIPMAP_SIP_PARAM_H */
