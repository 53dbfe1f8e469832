# SPDX-License-Identifier: GPL-2.0-only
# What tests/bench/report makes of values.tsv: `summary` reads its lines, and the others its result.
#
# A ratio is that of each round, and then the median.

def median: sort | if length % 2 == 1 then .[length / 2 | floor] else (.[length / 2 - 1] + .[length / 2]) / 2 end;
def ratio($theirs): [.values, $theirs.values] | transpose | map(.[0] / .[1]) | median;
def stats: { median: median, min: min, max: max, values: . };

def by($key; f): group_by(.[$key]) | map({ key: .[0][$key], value: f }) | from_entries;

def summary:
	[ inputs | split("\t") | { suite: .[0], gib: (.[1] | tonumber), way: .[2], what: .[3], value: .[4] } ]
	| group_by(.suite, .gib)
	| map({
		suite: .[0].suite, gib: .[0].gib,
		ways: by("way"; by("what"; if .[0].what == "cannot" then .[0].value else map(.value | tonumber) | stats end))
	})
	| map(.ways.memmap_on_memory as $theirs | .ratios = (
		.ways | with_entries(select(.key == "range" or .key == "block")) | map_values(
			with_entries(select((.key | test("^(add|online|offline|remove)")) and ($theirs[.key]? | type == "object")))
			| with_entries(.key as $what | .value |= ratio($theirs[$what])))));

# --- tables: a line of tab-separated cells each -----------------------------------------------------

def rounded($digits): . * pow(10; $digits) | round / pow(10; $digits) | tostring;
def cells: map(tostring) | @tsv;
def ways: .suite as $suite | .gib as $gib | .ratios as $ratios | .ways | to_entries[]
	| { suite: $suite, gib: $gib, way: .key, value: .value, ratios: ($ratios[.key] // {}) };

def ms($what): if .value[$what] then
	(.value[$what].median / 1000 / .gib | rounded(2)) + (if .ratios[$what] then " (" + (.ratios[$what] | rounded(2)) + ")" else "" end)
	else "-" end;
def number($what; $unit): if .value[$what] then .value[$what].median / $unit | rounded(1) else "-" end;

def costs:
	["SUITE", "GIB", "WAY", "STANDBY", "ADD", "ONLINE", "OFFLINE", "REMOVE", "ADD+ONLINE", "OFFLINE+REMOVE", "DRAM", "1G", "2M", "LONGEST"],
	(.[] | ways | select(.value | has("add") or has("cannot"))
	| [.suite, .gib, .way] + if .value.cannot then [.value.cannot] else
		[ms("standby"), ms("add"), ms("online"), ms("offline"), ms("remove"), ms("add-online"), ms("offline-remove"), number("dram"; .gib),
		 number("pages-1048576"; 1), number("pages-2048"; 1), number("run"; 1048576)] end)
	| cells;

def floors:
	["SUITE", "GIB", "FLOOR", "RANGE", "RATIO"],
	(.[] | select(.ways.floor and .ways.range["add-online"])
	| (.ways.floor["add-online"].median / 1000 / .gib) as $floor | (.ways.range["add-online"].median / 1000 / .gib) as $range
	| [.suite, .gib, ($floor | rounded(2)), ($range | rounded(2)), ($range / $floor | rounded(2))])
	| cells;

def running:
	["SUITE", "WAY", "FAULT", "FREE", "THP", "HUGETLB"],
	(.[] | .ways.default as $default | ways | select(.value["running-fault"]) | . as $way
	| [.suite, .way] + (["fault", "free", "thp", "hugetlb"] | map("running-" + . | . as $what | $way.value[$what]
		| (.median / 1000 | rounded(1)) + " (" + (ratio($default[$what]) | rounded(3)) + ")")))
	| cells;

# plot(SUITE; WHAT): a line per size, a column per way
def plot($suite; $what):
	.[] | select(.suite == $suite) | . as $at
	| [$at.gib, (("range", "block", "memmap_on_memory", "default", "acpi") as $way
		| ($at.ways[$way]? // {})[$what]? | if . then .median / 1000 / $at.gib else "-" end)]
	| @tsv;
