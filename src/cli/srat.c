// SPDX-License-Identifier: GPL-2.0
/*
 * Firmware's System Resource Affinity Table: to which node addresses belong, and
 * where memory may be plugged in. ACPI 6.5, 5.2.16.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "srat.h"

#define SRAT_HEADER	48
#define SRAT_MAX_NODES	1024

/* Kinds of entries */
#define SRAT_CPU	0
#define SRAT_MEMORY	1
#define SRAT_X2APIC	2

#define SRAT_ENABLED	(1U << 0)
#define SRAT_HOTPLUG	(1U << 1)

/* Domains of firmware in the order in which the kernel numbers their nodes */
struct srat_domains {
	uint32_t at[SRAT_MAX_NODES];
	int nr;
};

static uint32_t srat_u32(const unsigned char *at)
{
	return at[0] | at[1] << 8 | at[2] << 16 | (uint32_t)at[3] << 24;
}

static uint64_t srat_u64(const unsigned char *at)
{
	return srat_u32(at) | (uint64_t)srat_u32(at + 4) << 32;
}

/* acpi_map_pxm_to_node(): the first that is free */
static int srat_domain_node(struct srat_domains *domains, uint32_t domain)
{
	int i;

	for (i = 0; i < domains->nr; i++)
		if (domains->at[i] == domain)
			return i;
	if (domains->nr == SRAT_MAX_NODES)
		return -1;
	domains->at[domains->nr] = domain;
	return domains->nr++;
}

static void srat_cpu(const unsigned char *entry, size_t len,
		     struct srat_domains *domains)
{
	if (entry[0] == SRAT_CPU && len >= 16 && srat_u32(entry + 4) & SRAT_ENABLED)
		srat_domain_node(domains, entry[2] | entry[9] << 8 |
				 entry[10] << 16 | (uint32_t)entry[11] << 24);
	else if (entry[0] == SRAT_X2APIC && len >= 24 &&
		 srat_u32(entry + 12) & SRAT_ENABLED)
		srat_domain_node(domains, srat_u32(entry + 4));
}

static int srat_memory(const unsigned char *entry, size_t len,
		       struct srat_domains *domains, struct srat *srat)
{
	const uint32_t flags = len >= 40 ? srat_u32(entry + 28) : 0;
	struct srat_memory *more;
	uint64_t size;

	if (entry[0] != SRAT_MEMORY || !(flags & SRAT_ENABLED))
		return 0;
	size = srat_u64(entry + 16);
	if (!size)
		return 0;
	more = reallocarray(srat->at, srat->nr + 1, sizeof(*more));
	if (!more)
		return -ENOMEM;
	srat->at = more;
	more += srat->nr++;
	more->start = srat_u64(entry + 8);
	more->last = more->start + size - 1;
	more->node = srat_domain_node(domains, srat_u32(entry + 2));
	more->hotplug = flags & SRAT_HOTPLUG;
	return 0;
}

/* The kernel reads the CPUs of the table before its memory. */
int srat_parse(const unsigned char *table, size_t len, struct srat *srat)
{
	struct srat_domains *domains = calloc(1, sizeof(*domains));
	size_t at, entry_len;
	int pass, ret = domains ? 0 : -ENOMEM;

	*srat = (struct srat){ };
	for (pass = 0; !ret && pass < 2; pass++) {
		for (at = SRAT_HEADER; !ret && at + 2 <= len; at += entry_len) {
			entry_len = table[at + 1];
			if (entry_len < 2 || entry_len > len - at)
				break;
			if (!pass)
				srat_cpu(table + at, entry_len, domains);
			else
				ret = srat_memory(table + at, entry_len, domains,
						  srat);
		}
	}
	free(domains);
	if (ret)
		srat_free(srat);
	return ret;
}

/* A machine without this table has one node. */
int srat_read(const char *root, struct srat *srat)
{
	size_t len;
	char *data;
	int ret = file_read_data(root, "/sys/firmware/acpi/tables/SRAT", &data, &len);

	*srat = (struct srat){ };
	if (ret)
		return ret == -ENOENT ? 0 : ret;
	ret = srat_parse((const unsigned char *)data, len, srat);
	free(data);
	return ret;
}

/* The node that all of a range belongs to, -1 if it is not known */
int srat_node(const struct srat *srat, uint64_t start, uint64_t last)
{
	size_t i;

	if (!srat->nr)
		return 0;
	for (i = 0; i < srat->nr; i++)
		if (start >= srat->at[i].start && last <= srat->at[i].last)
			return srat->at[i].node;
	return -1;
}

void srat_free(struct srat *srat)
{
	free(srat->at);
	*srat = (struct srat){ };
}
