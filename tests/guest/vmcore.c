// SPDX-License-Identifier: GPL-2.0
/*
 * vmcore FILE [PFN]: what an ELF dump of a machine's memory holds.
 *
 * Prints the memory that is in it, "START END" per program header; or writes the page PFN to
 * standard output, exit status 1 if it is not there.
 */
#include <elf.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAGE 4096UL

static int fd;

static void read_at(void *buf, size_t size, uint64_t at)
{
	if (pread(fd, buf, size, at) != (ssize_t)size) {
		perror("read");
		exit(2);
	}
}

static void print_page(uint64_t at)
{
	static char page[PAGE];

	read_at(page, sizeof(page), at);
	fwrite(page, sizeof(page), 1, stdout);
}

int main(int argc, char **argv)
{
	uint64_t wanted = argc > 2 ? strtoull(argv[2], NULL, 0) * PAGE : 0;
	Elf64_Ehdr head;
	Elf64_Phdr load;

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: vmcore FILE [PFN]\n");
		return 2;
	}
	fd = open(argv[1], O_RDONLY);
	if (fd < 0) {
		perror(argv[1]);
		return 2;
	}
	read_at(&head, sizeof(head), 0);
	if (memcmp(head.e_ident, ELFMAG, SELFMAG) || head.e_phnum == PN_XNUM) {
		fprintf(stderr, "%s: not an ELF file of this kind\n", argv[1]);
		return 2;
	}
	for (unsigned int i = 0; i < head.e_phnum; i++) {
		read_at(&load, sizeof(load), head.e_phoff + i * sizeof(load));
		if (load.p_type != PT_LOAD)
			continue;
		if (argc == 2) {
			printf("0x%jx 0x%jx\n", (uintmax_t)load.p_paddr,
			       (uintmax_t)(load.p_paddr + load.p_filesz));
		} else if (wanted >= load.p_paddr &&
			   wanted - load.p_paddr < load.p_filesz) {
			print_page(load.p_offset + wanted - load.p_paddr);
			return 0;
		}
	}
	return argc == 3;
}
