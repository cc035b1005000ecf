#!/bin/sh
# What `make install` puts in place works from there.
set -u
cd "$(dirname "$0")/../.." || exit 2
BUILD=${BUILD:-build/release} BIN=${BIN:-bin} MODE=${MODE:-release}
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
. tests/lib/tap.sh

# check NAME COMMAND...: one line of TAP
check() {
	name=$1
	shift
	said=$("$@" 2>&1)
	result $? "$name"
}

root=$scratch/root
story='{"uri":"a/1","headline":"Dock strike","body_text":"Keith Kellogg said so.","source":"reuters.com"}'
indexed() {
	printf '%s\n' "$story" |
		"$root/usr/bin/dateline-indexer" build -q -i "$scratch/i.idx" - &&
		"$root/usr/bin/dateline" -i "$scratch/i.idx" search 'outlet:Reuters actor:"Keith Kellogg"'
}
installed() {
	make -s MODE="$MODE" BUILD="$BUILD" BIN="$BIN" install DESTDIR="$root" PREFIX=/usr
}
pages() {
	[ -f "$root/usr/share/man/man1/dateline.1" ] &&
		[ -f "$root/usr/share/man/man8/dateline-searchd.8" ] &&
		[ -f "$root/usr/share/dateline/searchd.conf" ]
}

check "make install puts everything below DESTDIR and PREFIX" installed
check "the programs find each other and the known outlets and actors" indexed
check "manual pages and settings are there" pages
finish
