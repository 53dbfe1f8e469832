#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A compiler that is killed in the midst of a compile probe, as where memory is short, has not said that the
# kernel lacks something: the build fails, and the next one asks again.
#
# once: trixie
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

for probe in mt_calc_adistance config_memory_hotplug; do
	cat >cc <<-END
		#!/bin/sh
		for word; do
			case \$word in */probes/$probe.c) kill -KILL \$\$ ;; esac
		done
		exec gcc "\$@"
	END
	chmod +x cc
	! make -C "$kbuild" M="$PWD" CC="$PWD/cc" modules >log 2>&1 || fail "$probe: expected the build to fail"
	grep "$probe.c: the compiler fails" log || { cat log; fail "$probe: expected a word about it"; }
	! ls src/compat/.answers-* 2>/dev/null || fail "$probe: expected no answers to be kept"
done
build V=0 >/dev/null
check_module "$module.ko"
