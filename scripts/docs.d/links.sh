#!/bin/sh
# Every relative link in README.md and docs/ leads to a file.
set -eu

find README.md CHANGES.md docs tests -name '*.md' 2>/dev/null | LC_ALL=C sort |
	xargs awk '
FNR == 1 {
	fenced = 0
	folder = FILENAME
	if (!sub(/\/[^\/]*$/, "", folder))
		folder = "."
}
/^```/ { fenced = !fenced }
fenced { next }
{
	rest = $0
	gsub(/`[^`]*`/, "", rest)
	while (match(rest, /\]\([^() ]+\)/)) {
		link = substr(rest, RSTART + 2, RLENGTH - 3)
		rest = substr(rest, RSTART + RLENGTH)
		sub(/#.*/, "", link)
		if (link == "" || link ~ /^[a-z]+:/)
			continue
		if (link !~ /^[A-Za-z0-9_.\/-]+$/ ||
			system("test -e " folder "/" link)) {
			printf "%s:%d: %s leads nowhere\n", FILENAME, FNR, link
			faults++
		}
	}
}
END { exit faults > 0 }'
