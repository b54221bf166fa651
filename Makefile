# SPDX-License-Identifier: GPL-2.0-or-later
# "make help" says what can be made.

# Under DKMS and kbuild KERNELRELEASE is set, and Kbuild is read instead.
KVER ?= $(shell uname -r)
KDIR ?= $(firstword $(wildcard /lib/modules/$(KVER)/build) \
	$(lastword $(sort $(wildcard /usr/src/linux-headers-*-amd64))) \
	/lib/modules/$(KVER)/build)
KOUT ?= build/kmod
KARCH ?=
KUNIT ?= n
MODULEDIR ?= /lib/modules/$(KVER)/updates

PREFIX ?= /usr/local
SBINDIR ?= $(PREFIX)/sbin
MANDIR ?= $(PREFIX)/share/man
SYSCONFDIR ?= /etc
UNITDIR ?= $(SYSCONFDIR)/systemd/system
MODULESLOADDIR ?= $(SYSCONFDIR)/modules-load.d
COMPLETIONDIR ?= $(PREFIX)/share/bash-completion/completions
DATADIR ?= $(PREFIX)/share/sipmap
VERSION := $(shell cat VERSION)

# the folder is named from here, and used from others
override DESTDIR := $(if $(DESTDIR),$(abspath $(DESTDIR)))

# Said, not exported: what runs below "make check" chooses folders of its own.
usermake = $(MAKE) -C userspace PREFIX='$(PREFIX)' SBINDIR='$(SBINDIR)' \
	SYSCONFDIR='$(SYSCONFDIR)' UNITDIR='$(UNITDIR)' VERSION='$(VERSION)' \
	DESTDIR='$(DESTDIR)'
kmake = $(MAKE) -C $(KDIR) $(if $(KARCH),ARCH=$(KARCH)) \
	M=$(abspath $(KOUT)) SIPMAP_KUNIT=$(KUNIT)

all: module userspace

# The module is built in a folder of its own for each kernel; sources are
# linked there, since kbuild of most kernels leaves its output beside them.
module:
	@test -d $(KDIR) || { echo "make: no kernel headers in $(KDIR):" \
		"install linux-headers-$(KVER), or say KDIR=FOLDER" >&2; \
		exit 1; }
	@mkdir -p $(KOUT)
	@tests/bed/link-sources $(CURDIR) $(KOUT)
	+$(kmake) modules

userspace:
	$(usermake)

install: install-module install-userspace

install-module: module
	install -d $(DESTDIR)$(MODULEDIR)
	install -m 644 $(KOUT)/nf_sipmap.ko $(DESTDIR)$(MODULEDIR)
	$(if $(DESTDIR),,depmod -a $(KVER))

install-userspace:
	$(usermake) install
	install -d $(DESTDIR)$(SYSCONFDIR)/sysctl.d \
		$(DESTDIR)$(MODULESLOADDIR) \
		$(DESTDIR)$(COMPLETIONDIR) $(DESTDIR)$(DATADIR) \
		$(addprefix $(DESTDIR)$(MANDIR)/man,5 7 8)
	install -m 644 packaging/sysctl.d/60-sipmap.conf \
		$(DESTDIR)$(SYSCONFDIR)/sysctl.d
	install -m 644 packaging/modules-load.d/sipmap.conf \
		$(DESTDIR)$(MODULESLOADDIR)
	install -m 644 packaging/bash-completion/sipmapctl \
		packaging/bash-completion/sipmapd $(DESTDIR)$(COMPLETIONDIR)
	install -m 644 packaging/grafana/sipmap.json \
		packaging/prometheus/sipmap.rules.yml $(DESTDIR)$(DATADIR)
	for page in docs/man/*.[578]; do \
		to=$(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/}; \
		sed 's|/usr/local/share/sipmap|$(DATADIR)|' $$page >$$to && \
			chmod 644 $$to || exit 1; \
	done

# Debian's packages, from a copy of the tree that has debian/ where they want it.
DEBDIR ?= build/deb/sipmap-$(VERSION)
MAINTAINER = $(or $(DEBFULLNAME),sipmap) <$(or $(DEBEMAIL),packages@sipmap.invalid)>

deb: deb-source
	cd $(DEBDIR) && dpkg-buildpackage -b -us -uc
	@ls -1 $(DEBDIR)/../*.deb

deb-source:
	rm -rf $(DEBDIR)
	mkdir -p $(DEBDIR)
	tar -c --exclude=./build --exclude=./.git . | tar -x -C $(DEBDIR)
	cp -r packaging/debian $(DEBDIR)/debian
	sed -i -e 's|@MAINTAINER@|$(MAINTAINER)|' -e 's|@VERSION@|$(VERSION)|' \
		-e "s|@DATE@|$$(date -R)|" $(DEBDIR)/debian/control \
		$(DEBDIR)/debian/changelog
	sed -i 's|^PACKAGE_VERSION=.*|PACKAGE_VERSION="$(VERSION)"|' \
		$(DEBDIR)/dkms.conf
	echo '$(VERSION)' >$(DEBDIR)/VERSION

# Everything below installs the packages that it needs and that are missing.
demo:
	@tests/lab/demo

check:
	@tests/bed/install build static browser fuzz lab uml vm packages
	@$(usermake) -s
	@tests/run static unit browser fuzz uml vm

check-unit:
	@tests/run unit

check-static:
	@tests/bed/install build static
	@tests/run static

check-browser:
	@tests/bed/install build browser
	@tests/run browser

check-fuzz:
	@tests/bed/install build fuzz
	@tests/run fuzz

check-uml:
	@tests/bed/install build lab uml
	@$(usermake) -s
	@tests/run uml

check-vm:
	@tests/bed/install build lab vm packages
	@$(usermake) -s
	@tests/run vm

check-kernels:
	@tests/bed/install build lab vm
	@$(usermake) -s
	@tests/run kernels; status=$$?; cat build/kernels/table; exit $$status

check-packages:
	@tests/bed/install build packages
	@tests/run packages

check-in-tree:
	@tests/run in-tree

bench:
	@tests/bench/run

coverage:
	@tests/coverage/engine

coverage-module:
	@tests/bed/install build uml lab
	@$(usermake) -s
	@tests/coverage/module

clean:
	rm -rf build

help:
	@echo 'make              build the module, sipmapd and sipmapctl'
	@echo 'make install      install them, with unit, sysctl.d, manual pages'
	@echo 'make deb          packages for Debian: sipmapd and sipmap-dkms'
	@echo 'make demo         a real call through two NATs, in a virtual machine'
	@echo 'make check        the tests; the last line counts them'
	@echo 'make check-unit   tests that need neither root nor a kernel'
	@echo 'make check-static style, dependency rules, documents'
	@echo 'make check-browser  the status page in a real browser'
	@echo 'make check-fuzz   hostile input: fuzz targets, and what it costs'
	@echo 'make check-uml    KUnit and scenarios in User-Mode Linux'
	@echo 'make check-vm     scenarios on a stock Debian kernel under QEMU'
	@echo 'make check-kernels the module on Debian kernels from 5.10 on: hours'
	@echo 'make check-packages  Debian packages in clean bookworm and trixie'
	@echo 'make check-in-tree  the module in the kernel itself, by Kconfig'
	@echo 'make bench        what a message costs, beside the in-tree helper'
	@echo 'make coverage     what of the engine its unit tests run'
	@echo 'make coverage-module  what of the module its tests run'
	@echo 'make clean        remove what was built'
	@echo
	@echo 'KDIR=FOLDER       kernel headers to build the module for'
	@echo 'DESTDIR=FOLDER    install below this folder'
	@echo 'PREFIX=FOLDER     where programs and pages go ($(PREFIX))'

.PHONY: all module userspace install install-module install-userspace demo \
	deb deb-source \
	check check-unit check-static check-browser check-fuzz check-uml \
	check-vm check-kernels check-packages check-in-tree bench coverage \
	coverage-module clean help
