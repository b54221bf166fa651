// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "datagram.h"
#include "failure.h"

/**
 * sipmap_datagram_read() - read one message, byte for byte
 * @datagram: to be filled in
 * @path: a file; NULL or "-" for standard input
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_datagram_read(struct sipmap_datagram *datagram, const char *path)
{
	FILE *in = stdin;
	int status = SIPMAP_EXIT_OK;

	if (path && strcmp(path, "-")) {
		in = fopen(path, "rb");
		if (!in)
			return sipmap_failed("%s cannot be read: %s; give a file with one SIP message",
					     path, strerror(errno));
	} else {
		path = "standard input";
	}
	datagram->length = fread(datagram->data, 1, sizeof(datagram->data),
				 in);
	if (ferror(in))
		status = sipmap_failed("%s cannot be read: %s; give a file with one SIP message",
				       path, strerror(errno));
	else if (!datagram->length)
		status = sipmap_failed("%s is empty; give it one SIP message",
				       path);
	else if (fgetc(in) != EOF)
		status = sipmap_failed("%s is longer than a datagram (%d bytes); give it one SIP message",
				       path, SIPMAP_DATAGRAM_MAX);
	if (in != stdin)
		fclose(in);
	return status;
}

/**
 * sipmap_datagram_write() - write one message, byte for byte
 * @datagram: what to write to standard output
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_datagram_write(const struct sipmap_datagram *datagram)
{
	if (fwrite(datagram->data, 1, datagram->length, stdout) !=
	    datagram->length || fflush(stdout))
		return sipmap_failed("output cannot be written: %s; free space there",
				     strerror(errno));
	return SIPMAP_EXIT_OK;
}
