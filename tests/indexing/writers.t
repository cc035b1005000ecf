#!/bin/sh
# One archive, whoever writes its database: libxapian's writer, or ours.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

. "$root/tests/lib/tap.sh"

# build NAME OPTION...: an archive of the sample stories.
build() {
	name=$1
	shift
	said=$("$BIN/dateline-indexer" build -q --index "$scratch/$name" \
		--conf "$root/tests/corpus.conf" "$@" "$root/tests/corpus" 2>&1)
}

# dump NAME: all that libxapian finds in its database, but for positions.
dump() {
	"$BUILD/tests/lib/database_dump" "$scratch/$1/000001/database" \
		--no-positions >"$scratch/$1.dump"
}

# same NAME NAME: the databases hold the same.
same() {
	dump "$1" && dump "$2" && said=$(cmp "$scratch/$1.dump" \
		"$scratch/$2.dump" 2>&1)
}

# positions NAME: the columns of positions say what the stock database says.
positions() {
	said=$("$BUILD/tests/lib/positions_same" \
		"$scratch/stock/000001/database" "$scratch/$1/000001/columns" 2>&1)
}

build stock --writer=xapian --workers 1
result $? "libxapian's writer builds the sample archive"

positions stock
result $? "beside it stand the positions that it has, word by word"

build ours --writer=glass --workers 1 && same stock ours
result $? "the bulk writer writes the same database"

build four --writer=glass --workers 4 && same stock four
result $? "the same with four workers, whose shards are merged"

positions ours && positions four && ! [ -e \
	"$scratch/ours/000001/database/position.glass" ]
result $? "positions beside the bulk writer's are those of libxapian"

build preset && same stock preset && said=$(cat \
	"$scratch/preset/000001/manifest") && case $said in
*"
writer glass
"*) true ;; *) false ;; esac
result $? "the bulk writer is the preset, and the manifest says so"

said=$("$BIN/dateline-indexer" check --index "$scratch/four" 2>&1)
result $? "check finds nothing wrong with it"

! build none --writer=nonesuch && case $said in
*nonesuch*) true ;; *) false ;; esac
result $? "a writer that there is not is refused by name"

finish
