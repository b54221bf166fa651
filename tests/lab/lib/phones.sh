# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Phones: baresip with a tone as microphone and a recording of what it hears.
# A phone is named a, b, c or d; capitals do as well.

# How long a phone asks to be registered, in seconds, and its media ports.
LAB_REGISTER=${LAB_REGISTER:-600}
LAB_RTP_PORTS=${LAB_RTP_PORTS:-10000-10999}

# What a phone does about NAT for its media, "stun" or "ice": only the phone that
# is behind a NAT on its own does anything. $LAB_STUN_D and so on are its STUN
# server, where that is another one, or, empty, none.
LAB_MEDIANAT_D=${LAB_MEDIANAT_D-stun}

# phone_start PHONE: start it; it registers at once. Wait with
# phone_registered.
phone_start() {
	local -l name=$1
	local dir=$LAB_STATE/phone-$name address=ADDR_${name^^} extra=''
	local tone=$LAB_TONES/${LAB_HERTZ[$name]}.wav modules='' config
	local medianat=LAB_MEDIANAT_${name^^} stun=LAB_STUN_${name^^}
	if [[ -n ${!medianat:-} ]]; then
		modules="module ${!medianat}.so"
		extra=";medianat=${!medianat}"
		stun=${!stun-$ADDR_STUN}
		[[ -z $stun ]] || extra+=";stunserver=stun:$stun"
	fi
	file_text "$LAB_DIR/conf/baresip.config"
	config=${REPLY//@ADDRESS@/"$(uri_host "${!address}")"}
	config=${config//@TONE@/"$tone"}
	config=${config//@RTP_PORTS@/"$LAB_RTP_PORTS"}
	config=${config//@MODULES@/"$modules"}
	config=${config//@RECORDINGS@/"$dir/recordings"}
	printf '%s' "$config" >"$dir/config"
	printf '<sip:%s@%s>;auth_pass=%s-secret;regint=%s;answermode=auto%s\n' \
		"$name" "$(uri_host "$ADDR_REGISTRAR")" "$name" \
		"$LAB_REGISTER" "$extra" \
		>"$dir/account"
	: >"$dir/contacts"
	: >"$dir/events"
	: >"$dir/accounts"
	[[ -p $dir/control ]] || mkfifo "$dir/control"
	lab_spawn "phone-$name" ip netns exec "$(ns_of "$name")" \
		"$LAB_DIR/tools/phone" "$dir" ${LAB_IPV6:+-6}
}

# phone_stop PHONE: switch it off; it unregisters and hangs up.
phone_stop() {
	local -l name=$1
	lab_stop "phone-$name"
}

# phone_do PHONE COMMAND [PARAMETER]: a command of baresip's menu.
phone_do() {
	local -l name=$1
	lab_alive "phone-$name" || return 1
	printf '%s %s\n' "$2" "${3:-}" >"$LAB_STATE/phone-$name/control"
}

# phone_call PHONE URI: dial. From now on the phone is neither idle nor in a
# call until it says so.
phone_call() {
	local -l name=$1
	echo CALL_ASKED >>"$LAB_STATE/phone-$name/events"
	phone_do "$1" dial "$2"
}

phone_hangup() {
	phone_do "$1" hangup
}

# phone_last PHONE NAME...: the latest event of one of these names in REPLY.
phone_last() {
	local -l name=$1
	local event rest last=
	shift
	while read -r event rest; do
		[[ " $* " != *" $event "* ]] || last="$event $rest"
	done <"$LAB_STATE/phone-$name/events"
	REPLY=$last
}

phone_registered() {
	phone_last "$1" REGISTERING REGISTER_OK REGISTER_FAIL
	[[ $REPLY == REGISTER_OK* ]]
}

phone_in_call() {
	phone_last "$1" CALL_ASKED CALL_INCOMING CALL_ESTABLISHED CALL_CLOSED
	[[ $REPLY == CALL_ESTABLISHED* ]]
}

phone_idle() {
	phone_last "$1" CALL_ASKED CALL_INCOMING CALL_ESTABLISHED CALL_CLOSED
	[[ -z $REPLY || $REPLY == CALL_CLOSED* ]]
}

# phones_ready PHONE...: start them all, wait until all are registered.
phones_ready() {
	local name
	for name in "$@"; do
		phone_start "$name"
	done
	for name in "$@"; do
		wait_for 15 phone_registered "$name" ||
			{ not_ok "phone $name registers"; return 1; }
	done
}

# phone_uri PHONE: what to dial.
phone_uri() {
	local -l name=$1
	printf 'sip:%s@%s' "$name" "$(uri_host "$ADDR_REGISTRAR")"
}

# phone_mark PHONE...: forget what the phone has heard up to now.
phone_mark() {
	local -l name
	local dirs=()
	for name; do
		dirs+=("$LAB_STATE/phone-$name")
	done
	"$LAB_DIR/tools/tone" mark "${dirs[@]}"
}

# phone_hears PHONE PHONE [SECONDS]: whether the first hears the second's
# tone, for at least a second of sound within SECONDS (default 6).
phone_hears() {
	local -l ear=$1 mouth=$2
	"$LAB_DIR/tools/tone" hear 1 "$((${3:-6} * LAB_PATIENCE))" \
		"$LAB_STATE/phone-$ear" "${LAB_HERTZ[$mouth]}"
}

# phone_deaf PHONE PHONE [SECONDS]: whether the first does not hear the
# second's tone, listening for SECONDS (default 3).
phone_deaf() {
	! phone_hears "$1" "$2" "${3:-3}"
}

# assert_two_way_audio PHONE PHONE [TEXT]: two results.
assert_two_way_audio() {
	local -l one=$1 two=$2
	local text=${3:-audio} line heard=()
	mapfile -t heard < <("$LAB_DIR/tools/tone" hear 1 \
		"$((6 * LAB_PATIENCE))" \
		"$LAB_STATE/phone-$one" "${LAB_HERTZ[$two]}" \
		"$LAB_STATE/phone-$two" "${LAB_HERTZ[$one]}")
	for line in "$one hears $two's tone" "$two hears $one's tone"; do
		if [[ ${heard[0]:-} == ok* ]]; then
			ok "$text: $line"
		else
			not_ok "$text: $line"
			diag "${heard[0]#no }"
		fi
		heard=("${heard[@]:1}")
	done
}
