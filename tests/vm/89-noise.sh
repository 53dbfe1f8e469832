#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# 32,000 writes of noise to the control files and to the module's parameters: bytes, words of the
# grammar, lines of them, also such as can be met, and in every way that there is to write. Each is
# met or refused with an errno that is documented; what was added can be removed, and memory is as
# it was. All addresses but those of the DIMM are somebody's. `tests/lib/vm-case tests/vm/89-noise.sh
# SUITE SEED` writes the same again.
#
# vm: --mem 4G --dimm 1G@0x140000000
# files: prog:wr prog:noise module:peer module:fence include/uapi/mmhp_selfhost.h:/lib/grammar
# once: bookworm
# touches: 1536M
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

PARAMETERS=/sys/module/mmhp_selfhost/parameters
SIZE=$((1 << 30))
ROUNDS=4
WRITES=8000
DOCUMENTED="EINVAL ERANGE E2BIG EEXIST ENOENT EBUSY EOPNOTSUPP"

# writable_files: those that root may write to, whoever else may.
writable_files() {
	find $MMHP $PARAMETERS -type f -perm -200 | sort
}

# words: what the grammar has, pairs that could be met, and numbers that are good or bad for one
# reason or another.
words() {
	grep -o '"[^" ]*"' /lib/grammar | tr -d '"'
	printf '%s\n' layout=range layout=block online=offline online=online online=online_kernel \
		online=online_movable online=default node=0 node=auto engine=direct engine=core engine=auto \
		adistance=576 adistance=1000 standby=0 standby=1 dry_run=0 \
		dry_run=1 verify=none verify=sample verify=full allow=reserved
	for block in 0 1 2 3 4 5 6 7 8; do
		printf '0x%x\n' $((BASE + block * BLOCK))
	done
	printf '%s\n' 0x140000000 0x140000000 0x0 0x8000000 0xc0000000 0x144000000 0x140001000 0x240000000 \
		0xfffffffff8000000 0x10000000000000000 0x
	printf '%s\n' 128M 256M 384M 512M 1G 2G 64M 4097 0 1 2 7 30 4096 2147483647 2147483648 4294967295 \
		18446744073709551615 99999999999999999999 16E 0777 09
}

defaults() {
	grep . $PARAMETERS/*
}

# tidy: remove what is there, with the parameters as they were.
tidy() {
	while IFS=: read -r parameter value; do
		echo "$value" >"$parameter"
	done </tmp/defaults
	columns ranges start >/tmp/left
	while read -r start; do
		ask remove "$start"
	done </tmp/left
	echo "removed at the end of the round: $(wc -l </tmp/left)"
}

# happened FILE OUTCOME: in one round at least.
happened() {
	grep -q "^$MMHP/$1 .*\<$2=" /tmp/outcomes || fail "$1: expected to see $2 at least once"
}

load
insmod /lib/fence.ko start=$((BASE)) size=$SIZE || fail "insmod /lib/fence.ko: expected it to load"
auto_online offline
baseline_take
defaults >/tmp/defaults
words >/tmp/words
# A debug kernel may keep what goes to a kernel zone for pages of its own.
if [ "$FOR_KERNEL" != online_kernel ]; then
	auto_online online_movable
	sed -i '/online_kernel/d; /^\(online=\)\{0,1\}online$/d' /tmp/words
fi
seed=${1:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
echo "seed $seed, files: $(writable_files | xargs)"
expect_least "writable files" 11 "$(writable_files | wc -l)"

round=0
: >/tmp/outcomes
while [ $round -lt $ROUNDS ]; do
	# shellcheck disable=SC2046 # one word per file
	noise $((seed + round)) $WRITES /tmp/words "$DOCUMENTED" $(writable_files) >/tmp/round ||
		fail "round $round: $(cat /tmp/round)"
	cat /tmp/round
	cat /tmp/round >>/tmp/outcomes
	cat $MMHP/ranges $MMHP/blocks $MMHP/features >/dev/null
	tr -d '\n -~' <$MMHP/error_log >/tmp/unprintable
	expect "unprintable bytes of error_log" 0 "$(wc -c </tmp/unprintable)"
	tidy
	baseline_check
	round=$((round + 1))
done
for file in probe remove online offline standby; do
	for outcome in OK EINVAL ERANGE ENOENT; do
		[ $file,$outcome = probe,ENOENT ] || happened $file $outcome
	done
done
happened probe E2BIG
happened probe EEXIST

ask probe "$BASE 1G online=online_movable"
check_range $BASE $SIZE range online_movable
ask remove $BASE
baseline_check
