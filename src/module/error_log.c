// SPDX-License-Identifier: GPL-2.0
/*
 * The last requests that failed, each with errno and a sentence, as tracefs
 * does. A line goes to the kernel's log, too.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/ktime.h>

#include "error_log.h"
#include "fault.h"
#include "words.h"

#define MMHP_ERROR_LOG_ENTRIES	16
#define MMHP_ERROR_LOG_LINE	128
#define MMHP_ERROR_LOG_TEXT	(MMHP_REASON_MAX + MMHP_ERROR_LOG_LINE + 96)

/**
 * struct mmhp_error - one entry
 * @ns: time of the monotonic clock
 * @err: negative errno
 * @file: the control file, or the block, that was written to, or "power"
 * @line: the beginning of what was written
 * @why: the sentence
 */
struct mmhp_error {
	u64 ns;
	int err;
	char file[24];
	char line[MMHP_ERROR_LOG_LINE];
	struct mmhp_reason why;
};

/* A ring: entry n lies at n modulo its size. Guarded by mmhp_error_log_lock. */
static struct mmhp_error mmhp_errors[MMHP_ERROR_LOG_ENTRIES];
static unsigned long mmhp_errors_added;

/* Innermost lock: held for the copying only. */
static DEFINE_MUTEX(mmhp_error_log_lock);

static struct mmhp_error *mmhp_error_log_entry(unsigned long n)
{
	return &mmhp_errors[n % MMHP_ERROR_LOG_ENTRIES];
}

/* "EINVAL"; %pe gives "-EINVAL", or a number where names are not built in */
static const char *mmhp_error_log_name(int err, char *buf, size_t len)
{
	snprintf(buf, len, "%pe", ERR_PTR(err));
	return buf[0] == '-' ? buf + 1 : buf;
}

/*
 * One printable line: whatever was written must not fake another entry, nor
 * tell the reader's terminal what to do. A sentence quotes what was written.
 */
static void mmhp_error_log_copy(char *dst, const char *src, size_t len)
{
	size_t i;

	strscpy(dst, src, len);
	for (i = 0; dst[i]; i++)
		if (dst[i] < ' ' || dst[i] > '~')
			dst[i] = ' ';
	strim(dst);
}

static void mmhp_error_log_store(const char *file, const char *line, int err,
				 const struct mmhp_reason *why)
{
	struct mmhp_error *entry;
	char name[24];

	mutex_lock(&mmhp_error_log_lock);
	entry = mmhp_error_log_entry(mmhp_errors_added++);
	entry->ns = ktime_get_ns();
	entry->err = err;
	strscpy(entry->file, file, sizeof(entry->file));
	mmhp_error_log_copy(entry->line, line, sizeof(entry->line));
	mmhp_error_log_copy(entry->why.text, why->text, sizeof(entry->why.text));
	mmhp_fault_explain(&entry->why);
	pr_notice("%s: %s: %s\n", file,
		  mmhp_error_log_name(err, name, sizeof(name)), entry->why.text);
	mutex_unlock(&mmhp_error_log_lock);
}

/**
 * mmhp_error_log_add() - note that a request failed
 * @verb: the control file
 * @line: what was written to it
 * @err: negative errno that the writer gets
 * @why: the sentence
 *
 * Context: process, may sleep.
 */
void mmhp_error_log_add(enum mmhp_verb verb, const char *line, int err,
			const struct mmhp_reason *why)
{
	mmhp_error_log_store(mmhp_word_text(mmhp_verb_words, verb), line, err,
			     why);
}

/**
 * mmhp_error_log_add_block() - note that a block was kept from changing state
 * @block_id: N of memoryN
 * @online: it was to go online, else offline
 * @err: negative errno of the veto
 * @why: the sentence
 *
 * Context: process, may sleep; any lock of memory hotplug may be held.
 */
void mmhp_error_log_add_block(unsigned long block_id, bool online, int err,
			      const struct mmhp_reason *why)
{
	char file[24];

	snprintf(file, sizeof(file), "memory%lu", block_id);
	mmhp_error_log_store(file, online ? "online" : "offline", err, why);
}

/**
 * mmhp_error_log_add_power() - note that the system was kept from sleeping
 * @what: what it was to do
 * @err: negative errno that whoever asked for it gets
 * @why: the sentence
 *
 * Context: process, may sleep.
 */
void mmhp_error_log_add_power(const char *what, int err,
			      const struct mmhp_reason *why)
{
	mmhp_error_log_store("power", what, err, why);
}

/* An entry as text; the longest is below MMHP_ERROR_LOG_TEXT. */
static int mmhp_error_log_format(const struct mmhp_error *entry, char *buf,
				 size_t len)
{
	char name[24];

	return scnprintf(buf, len, "[%5llu.%06llu] %s: %s: %s\n  > %s\n",
			 entry->ns / NSEC_PER_SEC,
			 entry->ns % NSEC_PER_SEC / NSEC_PER_USEC, entry->file,
			 mmhp_error_log_name(entry->err, name, sizeof(name)),
			 entry->why.text, entry->line);
}

/**
 * mmhp_error_log_emit() - print the newest entry
 * @buf: where to, a page
 *
 * Context: process, may sleep.
 * Return: how many bytes; 0 if nothing has failed yet.
 */
ssize_t mmhp_error_log_emit(char *buf)
{
	ssize_t len = 0;

	mutex_lock(&mmhp_error_log_lock);
	if (mmhp_errors_added)
		len = mmhp_error_log_format(mmhp_error_log_entry(mmhp_errors_added - 1),
					    buf, PAGE_SIZE);
	mutex_unlock(&mmhp_error_log_lock);
	return len;
}

/**
 * mmhp_error_log_show() - print the log, the newest entry last
 * @seq: where to
 * @unused: none
 *
 * Context: process, may sleep.
 * Return: 0.
 */
int mmhp_error_log_show(struct seq_file *seq, void *unused)
{
	char text[MMHP_ERROR_LOG_TEXT];
	unsigned long n;

	mutex_lock(&mmhp_error_log_lock);
	n = mmhp_errors_added < MMHP_ERROR_LOG_ENTRIES ?
		0 : mmhp_errors_added - MMHP_ERROR_LOG_ENTRIES;
	for (; n < mmhp_errors_added; n++) {
		mmhp_error_log_format(mmhp_error_log_entry(n), text,
				      sizeof(text));
		seq_puts(seq, text);
	}
	mutex_unlock(&mmhp_error_log_lock);
	return 0;
}
