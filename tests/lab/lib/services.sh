# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The Internet's servers: Kamailio as registrar and proxy, coturn as STUN
# server with two addresses (RFC 5780).

services_start() {
	registrar_start
	stun_start
}

# services_ready: wait until both answer. The STUN server is asked through the
# carrier, of which the answer says what kind it is.
services_ready() {
	wait_for 20 test -S "$LAB_STATE/registrar.sock" ||
		bail_out "Kamailio does not start; see $(lab_log kamailio)"
	carrier_measure ||
		bail_out "coturn does not answer; see $(lab_log coturn)"
	carrier_is_kind ||
		bail_out "the carrier is not $LAB_CARRIER: $REPLY"
}

registrar_start() {
	local dir=$LAB_STATE/kamailio
	file_text "$LAB_DIR/conf/kamailio.cfg"
	printf '%s' "${REPLY//LAB_STATE/"$LAB_STATE"}" >"$dir/kamailio.cfg"
	lab_spawn kamailio ip netns exec "$NS_INTERNET" \
		kamailio -DD -E -m 32 -M 4 -Y "$dir" -w "$dir" \
		-f "$dir/kamailio.cfg"
}

stun_start() {
	stun_server_start coturn "$LAB_STATE/coturn" "$ADDR_STUN" \
		"$ADDR_STUN_OTHER"
}

# stun_server_start NAME FOLDER ADDRESS OTHER-ADDRESS: one of them.
stun_server_start() {
	lab_spawn "$1" ip netns exec "$NS_INTERNET" \
		turnserver -n --stun-only --no-auth --no-tls \
		--no-dtls --no-tcp --no-cli --no-software-attribute \
		-L "$3" -L "$4" --realm lab.invalid \
		--relay-threads 1 --db "$2/db" --pidfile "$2/pid" \
		--log-file stdout --simple-log
}

# registrar_contacts USER: the Contacts that the registrar has stored, one a
# line, as they were written.
registrar_contacts() {
	"$LAB_DIR/tools/registrar" "$LAB_STATE/registrar.sock" contacts "$1"
}

# registrar_stored USER ADDRESS[:PORT]: whether a stored Contact has it.
registrar_stored() {
	local contacts
	contacts=$(registrar_contacts "$1")
	printf '%s\n' "$contacts"
	[[ $contacts == *"@$2"[:\;\>]* || $contacts == *"@$2" ]]
}

# registrar_has USER: whether anything is stored.
registrar_has() {
	[[ -n $(registrar_contacts "$1") ]]
}
