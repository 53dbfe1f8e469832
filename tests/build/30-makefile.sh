#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The Makefile for people: `make KVER=...` builds, `make modules_install` puts the
# module where modprobe looks, `make clean` leaves the tree as it was, and a kernel
# without headers is answered with a sentence.
#
# once: trixie
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

before=$(every_file)
make KVER="$KVER" >log 2>&1 || { cat log; fail 'make KVER=... fails'; }
check_module "$module.ko"

make KVER="$KVER" modules_install >log 2>&1 || { cat log; fail 'make modules_install fails'; }
installed=$(modinfo -k "$KVER" -n "$module")
[[ $installed == "/lib/modules/$KVER"/* ]] || fail "modprobe would take '$installed'"

make KVER="$KVER" clean >log 2>&1 || { cat log; fail 'make clean fails'; }
diff <(echo "$before") <(every_file) || fail 'make clean does not leave the tree as it was'

! make KVER=0.0 >log 2>&1 || fail 'make KVER=0.0 says it worked'
grep -q 'headers of kernel 0.0' log || { cat log; fail 'no word about the missing headers'; }
