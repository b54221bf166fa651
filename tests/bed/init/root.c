// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * File systems of a test bed: the host's root, or a folder of the host with
 * another one, read-only under an overlay in memory, and one folder of the host
 * to write into.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "init.h"

#define P9_OPTIONS	"trans=virtio,version=9p2000.L,msize=512000"

static void bed_mount(const char *source, const char *target,
		      const char *type, unsigned long flags,
		      const char *options)
{
	if (mount(source, target, type, flags, options))
		bed_die(target);
}

static void bed_mkdir(const char *path)
{
	if (mkdir(path, 0755) && errno != EEXIST)
		bed_die(path);
}

/* Mounts where the kernel has the file system, and goes on where not. */
static void bed_mount_if_known(const char *type, const char *target)
{
	mkdir(target, 0755);
	mount(type, target, type, 0, NULL);
}

/* Loads what the initramfs brings, in the order that its list gives. */
static void bed_modules_load(void)
{
	FILE *list = fopen("/modules", "r");
	char path[PATH_MAX];
	int fd;

	if (!list)
		bed_die("/modules");
	while (fgets(path, sizeof(path), list)) {
		path[strcspn(path, "\n")] = '\0';
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			bed_die(path);
		if (syscall(SYS_finit_module, fd, "", 0) && errno != EEXIST)
			bed_die(path);
		close(fd);
	}
	fclose(list);
}

/* The host's root as the lower layer of what becomes the root here. */
static void bed_lower_mount(const char *target)
{
	if (bed_is_uml())
		bed_mount("none", target, "hostfs", MS_RDONLY, "/");
	else
		bed_mount("host", target, "9p", MS_RDONLY,
			  P9_OPTIONS ",cache=loose");
}

static void bed_out_mount(const char *target)
{
	if (bed_is_uml())
		bed_mount("none", target, "hostfs", 0, target);
	else
		bed_mount("out", target, "9p", 0, P9_OPTIONS ",cache=mmap");
}

/* Makes @folder and those above it below the root that is laid out. */
static void bed_mkdir_all(const char *folder)
{
	char path[PATH_MAX];
	char *end;

	snprintf(path, sizeof(path), "/mnt/root%s/", folder);
	for (end = strchr(path + strlen("/mnt/root/"), '/'); end;
	     end = strchr(end + 1, '/')) {
		*end = '\0';
		bed_mkdir(path);
		*end = '/';
	}
}

/* What is @from on the host is to be had at @to, and can be written to. */
static void bed_overlay_mount(const char *from, const char *to)
{
	char layer[] = "/mnt/XXXXXX", path[PATH_MAX], options[2 * PATH_MAX];

	if (!mkdtemp(layer))
		bed_die(layer);
	chmod(layer, 0755);
	snprintf(path, sizeof(path), "%s/upper", layer);
	bed_mkdir(path);
	snprintf(path, sizeof(path), "%s/work", layer);
	bed_mkdir(path);
	snprintf(options, sizeof(options),
		 "lowerdir=/mnt/lower%s,upperdir=%s/upper,workdir=%s/work",
		 from, layer, layer);
	snprintf(path, sizeof(path), "/mnt/root%s", to);
	bed_mount("overlay", path, "overlay", 0, options);
}

/* A root that is not the host's gets what it shares with the host. */
static void bed_root_share(void)
{
	const char *tree = bed_setting("SIPMAP_TREE");
	const char *modules = bed_setting("SIPMAP_MODULES");

	bed_mkdir_all(tree);
	bed_overlay_mount(tree, tree);
	bed_mkdir_all(modules);
	bed_overlay_mount(modules, modules);
	bed_mkdir_all(bed_setting("SIPMAP_OUT"));
}

static void bed_root_switch(void)
{
	const char *root = getenv("SIPMAP_ROOT");

	bed_mount("tmpfs", "/mnt", "tmpfs", 0, "size=60%");
	bed_mkdir("/mnt/lower");
	bed_mkdir("/mnt/root");
	bed_lower_mount("/mnt/lower");
	bed_overlay_mount(root ? root : "", "");
	if (root)
		bed_root_share();
	if (chdir("/mnt/root"))
		bed_die("/mnt/root");
	bed_mount(".", "/", NULL, MS_MOVE, NULL);
	if (chroot(".") || chdir("/"))
		bed_die("chroot");
}

static void bed_dev_mount(void)
{
	bed_mount("dev", "/dev", "devtmpfs", 0, NULL);
	bed_mkdir("/dev/pts");
	bed_mkdir("/dev/shm");
	bed_mount("devpts", "/dev/pts", "devpts", 0, "ptmxmode=666");
	bed_mount("shm", "/dev/shm", "tmpfs", 0, NULL);
	symlink("/proc/self/fd", "/dev/fd");
	symlink("/proc/self/fd/0", "/dev/stdin");
	symlink("/proc/self/fd/1", "/dev/stdout");
	symlink("/proc/self/fd/2", "/dev/stderr");
}

static bool bed_below(const char *path, const char *folder)
{
	size_t length = strlen(folder);

	return !strncmp(path, folder, length) && path[length] == '/';
}

/* Fresh folders for what the host's own daemons leave behind. */
static void bed_scratch_mount(void)
{
	bed_mount("run", "/run", "tmpfs", 0, "mode=755");
	bed_mkdir("/run/lock");
	bed_mkdir("/run/netns");
	bed_mkdir("/etc/netns");
	/* The overlay does for /tmp where a mount would hide the tree. */
	if (!bed_below(bed_setting("SIPMAP_TREE"), "/tmp") &&
	    !bed_below(bed_setting("SIPMAP_OUT"), "/tmp") &&
	    !bed_below(bed_setting("SIPMAP_MODULES"), "/tmp"))
		bed_mount("tmp", "/tmp", "tmpfs", 0, "mode=1777");
}

static void bed_lib_modules_bind(void)
{
	char path[PATH_MAX];
	struct utsname name;

	if (uname(&name))
		bed_die("uname");
	bed_mkdir("/lib/modules");
	snprintf(path, sizeof(path), "/lib/modules/%s", name.release);
	bed_mkdir(path);
	bed_mount(bed_setting("SIPMAP_MODULES"), path, NULL, MS_BIND, NULL);
}

/**
 * bed_root_setup() - lay out every file system of the bed
 */
void bed_root_setup(void)
{
	umask(022);
	if (!bed_is_uml())
		bed_modules_load();
	bed_root_switch();
	bed_mount("proc", "/proc", "proc", 0, NULL);
	bed_mount("sysfs", "/sys", "sysfs", 0, NULL);
	bed_mount_if_known("debugfs", "/sys/kernel/debug");
	bed_mount_if_known("tracefs", "/sys/kernel/tracing");
	bed_dev_mount();
	bed_scratch_mount();
	bed_lib_modules_bind();
	bed_out_mount(bed_setting("SIPMAP_OUT"));
}

/**
 * bed_network_setup() - name the bed and set its loopback interface up
 */
void bed_network_setup(void)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request))
		bed_die("lo");
	close(fd);
	sethostname("bed", 3);
}
