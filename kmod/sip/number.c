// SPDX-License-Identifier: GPL-2.0-only
/* Decimal numbers. */
#include "cursor.h"
#include "number.h"

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
	u32 value = 0;
	u16 i;

	if (!digits.length)
		return false;
	for (i = 0; i < digits.length; i++) {
		int byte = (u8)data[digits.offset + i];
		u32 digit;

		if (!sipmap_is_digit(byte))
			return false;
		digit = (u32)byte - '0';
		/* nine digits always fit */
		if (i >= 9 && value > (U32_MAX - digit) / 10)
			value = U32_MAX;
		else
			value = value * 10 + digit;
	}
	*number = value;
	return true;
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
	unsigned int at = cursor->at;
	u32 value = 0;

	for (; at < cursor->end; at++) {
		u32 digit = (u32)(u8)cursor->data[at] - '0';

		if (digit > 9)
			break;
		/* too much stays too much */
		if (value <= U16_MAX)
			value = value * 10 + digit;
	}
	if (at == cursor->at)
		return false;
	cursor->at = at;
	*port = (u16)value;
	return value <= U16_MAX;
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
	char digits[SIPMAP_NUMBER_TEXT_MAX];
	size_t first = SIPMAP_NUMBER_TEXT_MAX;
	size_t length, i;

	do {
		u32 rest = number / 10;

		digits[--first] = (char)('0' + number - rest * 10);
		number = rest;
	} while (number);
	length = SIPMAP_NUMBER_TEXT_MAX - first;
	for (i = 0; i < length; i++)
		text[i] = digits[first + i];
	return length;
}
