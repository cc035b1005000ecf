#!/bin/sh
# Each gate of `make gates` can fail: it is shown a mini tree with one fault
# and must complain about it, and about nothing in the same tree without.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
tree=$(mktemp -d) || exit 2
trap 'rm -rf "$tree"' EXIT

. "$root/tests/lib/tap.sh"

# fresh: a tree without a fault.
fresh() {
	rm -rf "$tree"/* "$tree/.clang-format"
	cp "$root/.clang-format" "$tree"
	mkdir -p "$tree"/base "$tree"/engine/xap "$tree"/indexer "$tree"/searchd \
		"$tree"/client "$tree"/docs/man "$tree"/scripts "$tree"/bin
	printf 'int one(void);\n' >"$tree/base/one.h"
	printf '#include "base/one.h"\n' >"$tree/client/one.c"
	printf '#include <zlib.h>\n' >"$tree/base/zio.c"
	printf 'all: one\none:\n\ttrue\n.PHONY: all one\n' >"$tree/Makefile"
	printf '# Mini\n\nSay `make one`, see [it](docs/it.md).\n' \
		>"$tree/README.md"
	printf '# It\n' >"$tree/docs/it.md"
	for program in dateline dateline-indexer dateline-searchd; do
		printf '#!/bin/sh\necho "  --index DIR  where"\n' \
			>"$tree/bin/$program"
		chmod +x "$tree/bin/$program"
		printf '.TH X 1\n\\-\\-index DIR\n' >"$tree/docs/man/$program.1"
	done
}

# accepts GATE NAME: no complaint.
accepts() {
	said=$(cd "$tree" && BIN="$tree/bin" "$root/scripts/$1" "$tree" 2>&1)
	status=$?
	[ "$status" -eq 0 ] && [ -z "$said" ]
	result $? "$1 $2"
	[ -z "$said" ] || printf '%s\n' "$said" | sed 's/^/# /'
}

# refuses GATE TEXT NAME: it fails, and says TEXT.
refuses() {
	said=$(cd "$tree" && BIN="$tree/bin" "$root/scripts/$1" "$tree" 2>&1)
	status=$?
	[ "$status" -ne 0 ] && case $said in *"$2"*) true ;; *) false ;; esac
	result $? "$1 $3"
	fresh
}

fresh
for gate in check-layers check-format check-sizes check-docs; do
	accepts "$gate" "accepts a tree without a fault"
done

# Layers and doors.
printf '\n#include "searchd/command.h"\n' >"$tree/engine/zz.c"
refuses check-layers 'engine/zz.c:2: engine must not know searchd/command.h' \
	"keeps the engine from knowing the daemon"
printf '#include "engine/story/day.h"\n' >"$tree/client/zz.c"
refuses check-layers 'client/zz.c:1: client must not know engine/story/day.h' \
	"keeps the client from knowing the engine"
printf '#  include "engine/xap/xap.h"\n' >"$tree/searchd/zz.c"
refuses check-layers 'is no door to engine/xap/xap.h' \
	"keeps the daemon from knowing Xapian's face"
printf '#include "one.h"\n' >"$tree/base/zz.c"
refuses check-layers 'say in which folder one.h is' \
	"wants headers named with their folder"
for door in xapian.h:engine/zz.cc zlib.h:engine/zz.c utf8proc.h:base/zz.c \
	jansson.h:indexer/zz.c ini.h:searchd/zz.c event2/event.h:searchd/zz.c \
	libxml/parser.h:engine/zz.c uchardet/uchardet.h:base/zz.c \
	roaring/roaring.h:searchd/zz.c; do
	header=${door%%:*}
	file=${door#*:}
	printf '#include <%s>\n' "$header" >"$tree/$file"
	refuses check-layers "$file:1: $file is no door to $header" \
		"keeps $header behind its door"
done
printf '#include <roaring/roaring.h>\n' >"$tree/engine/a.c"
printf '#include <roaring/roaring.h>\n' >"$tree/engine/b.c"
refuses check-layers 'engine/b.c:1: engine/a.c is the door to roaring' \
	"wants one door to a library"
printf '#include <event2/event.h>\n' >"$tree/searchd/loop.c"
printf '#include <xapian.h>\n' >"$tree/engine/xap/xap_one.cc"
accepts check-layers "lets libraries in by their doors"
fresh

# Headers alone, which is a target of the Makefile itself.
cp "$root/Makefile" "$tree"
make -C "$tree" BUILD="$tree/build" check-headers >/dev/null 2>&1
result $? "check-headers accepts a header that stands alone"
printf 'size_t two(void);\n' >"$tree/base/two.h"
! make -C "$tree" BUILD="$tree/build" check-headers >/dev/null 2>&1
result $? "check-headers refuses a header that needs another one before it"
fresh

# Format.
printf 'int  two (void);\n' >"$tree/base/two.h"
refuses check-format 'base/two.h:1' "refuses what clang-format would change"

# Sizes.
{
	printf 'int\nlong_one(void)\n{\n'
	yes '	one();' | head -n 60
	printf '}\n'
} >"$tree/base/long.c"
accepts check-sizes "accepts a function of 60 lines"
sed -i '4i\	one();' "$tree/base/long.c"
refuses check-sizes 'base/long.c:3: a function of 61 lines' \
	"refuses a function of 61 lines"
{
	printf 'int table[] = \n{\n'
	yes '	1,' | head -n 90
	printf '};\n'
} >"$tree/base/table.c"
accepts check-sizes "accepts a long table"
yes 'int one(void);' | head -n 600 >"$tree/base/many.h"
accepts check-sizes "accepts a file of 600 lines"
echo >>"$tree/base/many.h"
refuses check-sizes 'base/many.h:601: a file of more than 600 lines' \
	"refuses a file of 601 lines"
printf '\t\t/* %s */\n' "$(yes x | head -n 58 | tr -d '\n')" \
	>"$tree/base/wide.h"
accepts check-sizes "accepts a line of 80 columns"
printf '\t\t/* %s */\n' "$(yes é | head -n 58 | tr -d '\n')" \
	>"$tree/base/wide.h"
accepts check-sizes "counts characters, not bytes"
sed -i 's/x/xx/;s/é/éé/' "$tree/base/wide.h"
refuses check-sizes 'base/wide.h:1: a line of more than 80 columns' \
	"refuses a line of 81 columns"

# Documents.
printf '\nRun `make two`.\n' >>"$tree/README.md"
refuses check-docs 'README.md:5: there is no target two to make' \
	"refuses a make target that is none"
printf '\n    make MODE=asan two   # this\n' >>"$tree/docs/it.md"
refuses check-docs 'docs/it.md:3: there is no target two to make' \
	"refuses a make target that is none in a block of code"
printf '\nWe make sure of it, and `make one` too.\n' >>"$tree/README.md"
accepts check-docs "lets prose make what it likes"
printf '\nSee scripts/none.\n' >>"$tree/README.md"
refuses check-docs 'README.md:7: there is no scripts/none' \
	"refuses a script that is not there"
printf '\nSee [that](that.md#part).\n' >>"$tree/docs/it.md"
refuses check-docs 'docs/it.md:3: that.md leads nowhere' \
	"refuses a link that leads nowhere"
printf '#!/bin/sh\necho "  --index, --workers N"\n' \
	>"$tree/bin/dateline-indexer"
refuses check-docs 'dateline-indexer.1: --workers of dateline-indexer' \
	"refuses an option the man page does not know"
cat >"$tree/bin/dateline" <<'END'
#!/bin/sh
echo '  get  one story'
[ "$1" = get ] && echo '  --index DIR, --fields LIST'
exit 0
END
refuses check-docs 'dateline.1: --fields of dateline is missing' \
	"refuses an option of a command the man page does not know"
printf '#!/bin/sh\necho "  --index"\nexit 1\n' >"$tree/bin/dateline"
refuses check-docs 'dateline: --help' \
	"refuses a --help that fails"
rm "$tree/docs/man/dateline.1"
refuses check-docs 'docs/man: dateline has no page' \
	"refuses a program without a man page"

finish
