// SPDX-License-Identifier: GPL-2.0-only
/* Tracepoints: the code behind them. */
#define CREATE_TRACE_POINTS
#include "trace.h"
