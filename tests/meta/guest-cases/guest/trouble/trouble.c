// SPDX-License-Identifier: GPL-2.0-only
/* Makes the kernel report what the test harness has to notice. */
#include <linux/irqflags.h>
#include <linux/module.h>
#include <linux/string.h>

static char *what = "warn";
module_param(what, charp, 0);
MODULE_PARM_DESC(what, "warn, oops or spin");

static int __init trouble_init(void)
{
	if (!strcmp(what, "warn"))
		WARN(1, "asked for by the test\n");
	else if (!strcmp(what, "oops"))
		WRITE_ONCE(*(volatile int *)8, 1);
	else if (!strcmp(what, "spin")) {
		local_irq_disable();
		for (;;)
			cpu_relax();
	}
	return 0;
}
module_init(trouble_init);

static void __exit trouble_exit(void)
{
}
module_exit(trouble_exit);

MODULE_DESCRIPTION("Trouble for the test harness to notice");
MODULE_LICENSE("GPL");
