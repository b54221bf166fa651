# SPDX-License-Identifier: GPL-2.0-or-later
# See "make help".

KVER ?= $(shell uname -r)
KDIR ?= $(firstword $(wildcard /lib/modules/$(KVER)/build) \
	$(lastword $(sort $(wildcard /usr/src/linux-headers-*-amd64))) \
	/lib/modules/$(KVER)/build)
KOUT ?= build/kmod
KARCH ?=
KUNIT ?= n
DESTDIR ?=
VERSION := $(shell cat VERSION)

kmake = $(MAKE) -C $(KDIR) $(if $(KARCH),ARCH=$(KARCH)) \
	M=$(abspath $(KOUT)) SIPMAP_KUNIT=$(KUNIT)

all: module userspace

# The module is built in a folder of its own for each kernel; sources are
# linked there, since kbuild of most kernels leaves its output beside them.
module:
	@mkdir -p $(KOUT)
	@tests/bed/link-sources $(CURDIR) $(KOUT)
	$(kmake) modules

userspace:
	$(MAKE) -C userspace

clean:
	rm -rf build

help:
	@echo 'make            build the module, sipmapd and sipmapctl'
	@echo 'make install    install them, with unit, sysctl.d and manual pages'
	@echo 'make demo       a real call through two NATs, in a virtual machine'
	@echo 'make check      all tests; the last line counts them'
	@echo 'make check-unit   tests that need no root and no kernel'
	@echo 'make check-static style, dependency rules, documents'
	@echo 'make check-uml    KUnit and scenarios in User-Mode Linux'
	@echo 'make check-vm     scenarios on a stock Debian kernel in QEMU'
	@echo 'make clean      remove what was built'
	@echo
	@echo 'KDIR=FOLDER     kernel headers to build the module for'
	@echo 'DESTDIR=FOLDER  install below this folder'

.PHONY: all module userspace clean help
