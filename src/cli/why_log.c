// SPDX-License-Identifier: GPL-2.0
/*
 * Which pages the kernel named when it gave up: dump_page() writes
 * "page: refcount:2 mapcount:1 mapping:... index:... pfn:0x140234" or
 * "page:... refcount:...", and some lines later "page dumped because: REASON".
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "kmsg.h"
#include "ranges.h"
#include "why_log.h"

#define WHY_LOG_MAX	16

/**
 * struct why_log - what was found
 * @start: first byte that matters
 * @size: bytes
 * @pfn: page of the dump that is being read, or RANGES_NONE
 * @refs: how many references it has
 * @pages: pages that were named, each once
 * @nr: how many
 * @json: array, or NULL to print
 */
struct why_log {
	uint64_t start;
	uint64_t size;
	uint64_t pfn;
	int refs;
	uint64_t pages[WHY_LOG_MAX];
	unsigned int nr;
	struct json_object *json;
};

static bool why_log_is_new(struct why_log *log)
{
	unsigned int i;

	for (i = 0; i < log->nr; i++)
		if (log->pages[i] == log->pfn)
			return false;
	if (log->nr == WHY_LOG_MAX)
		return false;
	log->pages[log->nr++] = log->pfn;
	return true;
}

static void why_log_say(const struct why_log *log, const char *reason)
{
	struct json_object *page;
	char address[32];

	snprintf(address, sizeof(address), "0x%" PRIx64, log->pfn * RANGES_PAGE);
	if (!log->json) {
		printf("%sthe kernel's log names the page at %s, with %d references: %s\n",
		       log->nr == 1 ? "\n" : "", address, log->refs, reason);
		return;
	}
	page = json_object_new_object();
	json_object_object_add(page, "address", json_object_new_string(address));
	json_object_object_add(page, "references", json_object_new_int(log->refs));
	json_object_object_add(page, "reason", json_object_new_string(reason));
	json_object_array_add(log->json, page);
}

static void why_log_line(const char *text, void *arg)
{
	static const char because[] = "page dumped because: ";
	struct why_log *log = arg;
	const char *pfn = strstr(text, " pfn:0x"), *refs = strstr(text, "refcount:");

	if (!strncmp(text, "page:", 5) && pfn && refs) {
		if (sscanf(pfn, " pfn:0x%" SCNx64, &log->pfn) != 1 ||
		    sscanf(refs, "refcount:%d", &log->refs) != 1)
			log->pfn = RANGES_NONE;
	} else if (!strncmp(text, because, strlen(because)) &&
		   log->pfn != RANGES_NONE) {
		if (log->pfn * RANGES_PAGE - log->start < log->size &&
		    why_log_is_new(log))
			why_log_say(log, text + strlen(because));
		log->pfn = RANGES_NONE;
	}
}

/* Printed, or added to @json; a log that cannot be read says nothing. */
void why_log_print(const char *root, uint64_t start, uint64_t size,
		   struct json_object *json)
{
	struct why_log log = {
		.start = start, .size = size, .pfn = RANGES_NONE, .json = json,
	};
	struct kmsg kmsg;

	if (kmsg_open(&kmsg, root, false))
		return;
	kmsg_each(&kmsg, why_log_line, &log);
	kmsg_close(&kmsg);
}
