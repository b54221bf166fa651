// SPDX-License-Identifier: GPL-2.0-only
/* Decimal numbers. */
#include "cursor.h"
#include "number.h"

/* More than nine digits may not fit. */
static bool sipmap_number_long(const char *data, struct sipmap_span digits,
			       u32 *number)
{
	u32 value = 0;
	u16 i;

	for (i = 0; i < digits.length; i++) {
		u32 digit = (u32)(u8)data[digits.offset + i] - '0';

		if (digit > 9)
			return false;
		if (i >= 9 && value > (U32_MAX - digit) / 10)
			value = U32_MAX;
		else
			value = value * 10 + digit;
	}
	*number = value;
	return true;
}

/**
 * sipmap_number_parse - read an unsigned decimal number
 * @data: start of the message
 * @digits: the number; leading zeros are allowed
 * @number: where it goes; U32_MAX where the number does not fit
 *
 * Return: true if there are digits and nothing else.
 */
bool sipmap_number_parse(const char *data, struct sipmap_span digits,
			 u32 *number)
{
	const char *text = data + digits.offset;
	const char *end = text + digits.length;
	u32 value = 0;

	/* nine digits always fit */
	if (digits.length > 9)
		return sipmap_number_long(data, digits, number);
	for (; text < end; text++) {
		u32 digit = (u32)(u8)*text - '0';

		if (digit > 9)
			return false;
		value = value * 10 + digit;
	}
	*number = value;
	return digits.length;
}

/**
 * sipmap_port_parse - read a port number
 * @data: start of the message
 * @digits: the number
 * @port: where it goes, host byte order
 *
 * Return: true if it is a number from 0 to 65535.
 */
bool sipmap_port_parse(const char *data, struct sipmap_span digits, u16 *port)
{
	u32 number;

	if (!sipmap_number_parse(data, digits, &number) || number > U16_MAX)
		return false;
	*port = (u16)number;
	return true;
}

/**
 * sipmap_port_take - read a port number at the start of something
 * @cursor: at its digits, if there are some; moved behind them
 * @port: where it goes, host byte order
 *
 * Return: true if there are digits, and they make a number from 0 to 65535.
 */
bool sipmap_port_take(struct sipmap_cursor *cursor, u16 *port)
{
	const char *from = cursor->data + cursor->at;
	const char *end = cursor->data + cursor->end;
	const char *text = from;
	u32 value = 0;

	for (; text < end; text++) {
		u32 digit = (u32)(u8)*text - '0';

		if (digit > 9)
			break;
		value = value * 10 + digit;
		/* too much stays too much */
		if (value > U16_MAX)
			value = U16_MAX + 1;
	}
	if (text == from)
		return false;
	cursor->at += (unsigned int)(text - from);
	*port = (u16)value;
	return value <= U16_MAX;
}

/* Most numbers are ports. */
static size_t sipmap_number_digits(u32 number)
{
	size_t length = 1;

	if (number < 10)
		return 1;
	if (number < 100)
		return 2;
	if (number < 1000)
		return 3;
	if (number < 10000)
		return 4;
	for (number /= 10; number; number /= 10)
		length++;
	return length;
}

/**
 * sipmap_number_print - write an unsigned decimal number
 * @number: what to write
 * @text: room for SIPMAP_NUMBER_TEXT_MAX bytes; no NUL is written
 *
 * Return: how many bytes were written.
 */
size_t sipmap_number_print(u32 number, char *text)
{
	size_t length = sipmap_number_digits(number);
	char *at;

	for (at = text + length - 1; at > text; at--) {
		u32 rest = number / 10;

		*at = (char)('0' + number - rest * 10);
		number = rest;
	}
	*at = (char)('0' + number);
	return length;
}
