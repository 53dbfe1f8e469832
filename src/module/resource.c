// SPDX-License-Identifier: GPL-2.0
/*
 * Rungs: what a range holds from the moment it is registered, and while it is
 * in standby: a reference on the module and the physical addresses.
 */
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/module.h>

#include <uapi/mmhp_selfhost.h>

#include "rungs.h"

/* Exclusive: who maps it by /dev/mem now would keep the mapping when it is RAM. */
#define MMHP_RESOURCE_STANDBY_FLAGS \
	(IORESOURCE_MEM | IORESOURCE_EXCLUSIVE | IORESOURCE_BUSY)

/**
 * mmhp_resource_hold_module() - keep the module while a range exists
 * @range: the range
 * @why: the sentence for a failure
 *
 * Return: 0; -ENODEV if the module is on its way out.
 */
int mmhp_resource_hold_module(struct mmhp_range *range, struct mmhp_reason *why)
{
	if (!try_module_get(THIS_MODULE))
		return mmhp_reason_set(why, -ENODEV,
				       "the module is being unloaded");
	return 0;
}

/**
 * mmhp_resource_release_module() - undo mmhp_resource_hold_module()
 * @range: the range
 */
void mmhp_resource_release_module(struct mmhp_range *range)
{
	module_put(THIS_MODULE);
}

/**
 * mmhp_resource_reserve() - claim the addresses, but not as System RAM
 * @range: the range
 * @why: the sentence for a failure
 *
 * Who walks System RAM, kdump among them, would read what is in standby.
 *
 * Return: 0; -EEXIST if something else claimed them.
 */
int mmhp_resource_reserve(struct mmhp_range *range, struct mmhp_reason *why)
{
	const u64 start = mmhp_layout_start(&range->layout);
	const u64 size = mmhp_layout_size(&range->layout);

	range->resource = __request_region(&iomem_resource, start, size,
					   MMHP_RESOURCE_STANDBY,
					   MMHP_RESOURCE_STANDBY_FLAGS);
	if (!range->resource)
		return mmhp_reason_set(why, -EEXIST,
			"something else claimed 0x%llx-0x%llx, or no memory was left to claim it; see /proc/iomem",
			start, start + size - 1);
	return 0;
}

/**
 * mmhp_resource_release() - undo mmhp_resource_reserve()
 * @range: the range
 */
void mmhp_resource_release(struct mmhp_range *range)
{
	range->resource = NULL;
	__release_region(&iomem_resource, mmhp_layout_start(&range->layout),
			 mmhp_layout_size(&range->layout));
}

/**
 * mmhp_resource_declare() - call the addresses System RAM
 * @range: the range, reserved
 * @why: unused, nothing can fail
 *
 * As register_memory_resource() does for add_memory_driver_managed(), whose
 * comment says what the name has to look like and what the flag is for: kexec
 * places no image there, and the next kernel does not take it for firmware's
 * System RAM. A resource that is in the tree is changed in place, as dax/kmem
 * does.
 *
 * Return: 0.
 */
int mmhp_resource_declare(struct mmhp_range *range, struct mmhp_reason *why)
{
	WRITE_ONCE(range->resource->name, MMHP_RESOURCE_NAME);
	WRITE_ONCE(range->resource->flags, IORESOURCE_SYSTEM_RAM |
		   IORESOURCE_SYSRAM_DRIVER_MANAGED | IORESOURCE_BUSY);
	return 0;
}

/**
 * mmhp_resource_withdraw() - undo mmhp_resource_declare()
 * @range: the range, of which nothing is mapped any more
 */
void mmhp_resource_withdraw(struct mmhp_range *range)
{
	WRITE_ONCE(range->resource->flags, MMHP_RESOURCE_STANDBY_FLAGS);
	WRITE_ONCE(range->resource->name, MMHP_RESOURCE_STANDBY);
}
