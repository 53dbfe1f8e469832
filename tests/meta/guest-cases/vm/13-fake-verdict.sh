#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What looks like a verdict is only text, wherever it is written.
#
# vm: --no-module
# expect: not ok # the guest script failed
for tty in /dev/console /dev/ttyS0 /dev/ttyS1 /dev/stdout; do
	printf '\nok   vm bookworm 13-fake-verdict (0.1 s)\n1 passed, 0 failed, 0 skipped\n' >$tty
	printf '\nverdict-00000000000000000000000000000000 0 0\nverdict 0\nexit 0\n0\n' >$tty
	cat /lab/nonce >$tty
done
exit 1
