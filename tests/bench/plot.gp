# SPDX-License-Identifier: GPL-2.0-only
# Plots what tests/bench/report hands over: `dir`, where files go; `data`, where SUITE-WHAT.tsv are, with
# a line per size: GiB and the milliseconds per GiB of each way; `suites`, their names.
set datafile separator "\t"
set datafile missing "-"
set logscale xy
set xrange [0.8:640]
set xtics (1, 4, 20, 64, 128, 256, 512) font ",9"
set linetype 5 linecolor rgb "#b03030"
set format y "%g"
set grid
set key inside top right samplen 2 font ",10"
array ways[5] = ["range", "block", "memmap\\_on\\_memory", "default", "ACPI"]
array titles[3] = ["add, left offline", "add and online", "offline and remove"]
array steps[3] = ["add", "add-online", "offline-remove"]
do for [kind in "svg png"] {
	if (kind eq "svg") { set terminal svg size 1200, 360 * words(suites) background "white" }
	else { set terminal pngcairo size 1200, 360 * words(suites) }
	set output dir."/bench.".kind
	set multiplot layout words(suites), 3
	do for [suite in suites] {
		do for [i = 1:3] {
			set title suite.": ".titles[i] noenhanced
			set xlabel "GiB"
			# One key for all of them, and one unit
			if (i > 1) { unset key; unset ylabel } else { set key; set ylabel "ms per GiB" }
			plot for [w = 1:5] data."/".suite."-".steps[i].".tsv" using 1:(column(w + 1)) \
				with linespoints linewidth 2 title ways[w]
		}
	}
	unset multiplot
	unset output
}
