# SPDX-License-Identifier: GPL-2.0-only
# For people. kbuild never reads this file: it takes Kbuild, which stands beside it.

KVER ?= $(shell uname -r)
KDIR ?= /lib/modules/$(KVER)/build

kbuild = $(MAKE) -C $(KDIR) M=$(CURDIR)
kinds := lint unit cli fuzz build vm meta debug

.PHONY: modules modules_install cli cli_install clean demo check check-long bench $(kinds:%=check-%) help headers

modules: headers
	+$(kbuild) modules

# kbuild runs depmod only where System.map is, which headers come without.
modules_install: headers
	+$(kbuild) modules_install
	depmod $(if $(INSTALL_MOD_PATH),-b $(INSTALL_MOD_PATH)) \
		$$(modinfo -F vermagic mmhp_selfhost.ko | cut -d ' ' -f 1)

cli:
	+$(MAKE) -C src/cli

cli_install:
	+$(MAKE) -C src/cli install

clean: headers
	+$(kbuild) clean
	+$(MAKE) -C src/cli clean

headers:
	@test -e $(KDIR)/Makefile || { \
		echo "No build directory at $(KDIR)." >&2; \
		echo "Install the headers of kernel $(KVER), or name another with KVER= or KDIR=." >&2; \
		exit 1; }

demo:
	scripts/deps demo
	scripts/demo

check check-long:
	scripts/deps check
	tests/run $(if $(filter %-long,$@),--long)

bench:
	scripts/deps bench
	tests/bench/run

$(kinds:%=check-%): check-%:
	scripts/deps check
	tests/run $* $(SUITE:%=--suite %)

help:
	@echo 'make                  build the module for the running kernel'
	@echo 'make modules_install  install it (as root)'
	@echo 'make cli              build the command line mmhp'
	@echo 'make cli_install      install it, its manual pages and its systemd unit (as root)'
	@echo 'make clean            remove what a build leaves'
	@echo 'make demo             show it at work in a virtual machine'
	@echo 'make check            all tests; installs the packages they need'
	@echo 'make check-long       the same, with races and random walks as long as promised'
	@echo 'make bench            times and costs of adding memory, ours and of the kernel, side by side'
	@echo 'make check-KIND       one kind of them: $(kinds)'
	@echo '                      (debug: the cases of vm on debug kernels, built first; hours)'
	@echo
	@echo 'KVER=VERSION          build for another kernel that is installed here'
	@echo 'KDIR=DIRECTORY        build against this kernel build directory'
	@echo 'SUITE=SUITE           check-KIND on this Debian suite only'
	@echo
	@echo 'tests/run --help      run single cases, single suites'
