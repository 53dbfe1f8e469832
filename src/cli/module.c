// SPDX-License-Identifier: GPL-2.0
/*
 * Loading the module, and what is known of it, by libkmod.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <libkmod.h>

#include <uapi/mmhp_selfhost.h>

#include "file.h"
#include "module.h"

bool module_is_loaded(const char *root)
{
	return file_exists(root, "/sys/module/" MMHP_NAME);
}

static const char *module_release(struct utsname *uts)
{
	return uname(uts) ? "this kernel" : uts->release;
}

static int module_insert(struct kmod_ctx *ctx, struct error *error)
{
	struct kmod_module *module;
	struct utsname uts;
	int ret = kmod_module_new_from_name(ctx, MMHP_NAME, &module);

	if (ret)
		return error_unable(error, ret, "libkmod: %s", strerror(-ret));
	ret = kmod_module_probe_insert_module(module, 0, NULL, NULL, NULL, NULL);
	kmod_module_unref(module);
	if (ret == -ENOENT)
		return error_unable(error, ret,
			"there is no module " MMHP_NAME " for %s; install it with dkms, or by make modules_install",
			module_release(&uts));
	if (ret < 0)
		return error_unable(error, ret,
			"the module " MMHP_NAME " cannot be loaded: %s; the kernel's log may tell more",
			strerror(-ret));
	return 0;
}

/**
 * module_load() - load the module unless it is
 * @root: a fake root has what it has, nothing is loaded there
 * @error: the sentence for a failure
 *
 * Return: 0 or a negative errno.
 */
int module_load(const char *root, struct error *error)
{
	struct kmod_ctx *ctx;
	int ret;

	if (module_is_loaded(root))
		return 0;
	if (*root)
		return error_unable(error, -ENODEV,
				    "the module " MMHP_NAME " is not loaded");
	if (geteuid())
		return error_unable(error, -EACCES,
				    "this is for root only");
	ctx = kmod_new(NULL, NULL);
	if (!ctx)
		return error_unable(error, -ENOMEM, "libkmod cannot be used");
	/* Each failure gets its sentence below. */
	kmod_set_log_priority(ctx, 0);
	ret = module_insert(ctx, error);
	kmod_unref(ctx);
	return ret;
}

/* Of the module that is loaded */
int module_version(const char *root, char *version, size_t len)
{
	return file_read_line(root, "/sys/module/" MMHP_NAME "/version", version,
			      len);
}
