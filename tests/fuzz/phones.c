// SPDX-License-Identifier: GPL-2.0-or-later
/* Bindings for targets whose input is mostly text. */
#include "fuzz.h"
#include "phones.h"
#include "vector.h"

static const char bindings[] =
	"bind: 192.168.1.10:5060=203.0.113.7:40123\n"
	"bind: 192.168.1.10:5080=203.0.113.7:40999\n"
	"bind: 192.168.1.11:5060=203.0.113.7:40200\n"
	"bind: [2001:db8::10]:5060=[2001:db8:ff::7]:40123\n"
	"media: 192.168.1.10:4000=203.0.113.7:50000\n"
	"media-rtcp: 192.168.1.10:4001=203.0.113.8:50007\n"
	"media: 192.168.1.10:4002=203.0.113.8:50010\n"
	"media: 192.168.1.11:6000=203.0.113.7:50100\n"
	"media: 192.168.1.10:4004=[2001:db8::7]:50000\n"
	"outside: 100.64.0.2:5060\n>>> out\n";

static const char warning[] = "each \"call\" gets\tanother \\ port";

/**
 * phones_view - a view of two phones' bindings
 * @flags: direction (1), "via" times 2 (6), "identity" off (16), "hairpin"
 *         off (32), "ice" (64), a Warning (128)
 * @written: what the phone wrote (enum sipmap_written)
 *
 * Return: the view; the next call changes it.
 */
struct sipmap_view *phones_view(u8 flags, u8 written)
{
	static struct sipmap_vector vector;
	struct sipmap_view *view = &vector.view;

	if (!vector.binding_count)
		FUZZ_HOLDS(sipmap_vector_open(&vector, bindings,
					      sizeof(bindings) - 1));
	view->direction = flags & 1 ? SIPMAP_IN : SIPMAP_OUT;
	view->settings.via = (flags >> 1 & 3) % 3;
	view->settings.identity = !(flags & 0x10);
	view->settings.hairpin = !(flags & 0x20);
	view->settings.ice = !!(flags & 0x40);
	view->written = written;
	view->warning = warning;
	view->warning_length = flags & 0x80 ? sizeof(warning) - 1 : 0;
	return view;
}
