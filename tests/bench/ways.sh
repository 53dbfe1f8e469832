# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# The ways of adding memory, behind guest.sh: read from /lib/ways.sh by a script that has set GIB, SIZE and
# BASE, and a plug() and an unplug() if it wants the way `acpi`.

# timed FILE TEXT: prints the microseconds of one write, or errno
timed() {
	seen=$(wr -t "$1" "$2") || {
		echo "$seen"
		return 1
	}
	echo $((seen / 1000))
}

# find_chunk: sets chunk, how much memmap_on_memory takes at a time. 6.1 puts the memmap into the memory
# only if it is asked block by block.
find_chunk() {
	chunk=$SIZE
	if wr $PEER/add "0 $BASE $SIZE $SIZE 1" >/dev/null; then
		wr $PEER/remove "$BASE $SIZE $SIZE"
	else
		chunk=$BLOCK
	fi
}

# Each step of a way prints its microseconds.

# add WAY NODE
add() {
	case $1 in
	range | block) timed $MMHP/probe "$BASE ${GIB}G layout=$1 node=$2" ;;
	memmap_on_memory) timed $PEER/add "$2 $BASE $SIZE $chunk 1" ;;
	default) timed $PEER/add "$2 $BASE $SIZE $SIZE 0" ;;
	acpi) plug "$2" ;;
	esac
}

remove() {
	case $1 in
	range | block) timed $MMHP/remove "$BASE" ;;
	memmap_on_memory) timed $PEER/remove "$BASE $SIZE $chunk" ;;
	default) timed $PEER/remove "$BASE $SIZE $SIZE" ;;
	acpi) unplug ;;
	esac
}
