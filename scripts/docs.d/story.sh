#!/bin/sh
# docs/story.md section 2 lists the names that the indexer goes by.
set -eu

page=docs/story.md
[ -f "$page" ] || exit 0
read_names=$("$BIN/dateline-indexer" extract --fields)
told=$(sed -n '/^## 2\./,/^## 3\./s/^| `\([a-z_.]*\)` | \(.*\) |$/\1: \2/p' "$page" |
	sed 's/[`,]//g')
[ "$read_names" = "$told" ] || {
	printf '%s: section 2 is not what extract --fields prints:\n' "$page"
	printf '%s\n' "$read_names" >"${TMPDIR:-/tmp}/dateline-fields.$$"
	printf '%s\n' "$told" | diff "${TMPDIR:-/tmp}/dateline-fields.$$" - || :
	rm -f "${TMPDIR:-/tmp}/dateline-fields.$$"
	exit 1
}
