#!/bin/sh
# Each program explains itself, and its man page knows every option that its
# --help and those of its subcommands print.
set -eu
status=0
fault() {
	printf '%s\n' "$*"
	status=1
}

# The man page of a program, if there is one.
page_of() {
	for page in docs/man/"$1".[1-8]; do
		[ -f "$page" ] && printf '%s' "$page"
	done
	:
}

# What stands as `--option` in the text on standard input.
options_in() {
	sed 's/\\-/-/g' | grep -oE -e '--[a-z][a-z-]+' | LC_ALL=C sort -u
}

for program in dateline dateline-indexer dateline-searchd; do
	if ! help=$("$BIN/$program" --help 2>/dev/null) || [ -z "$help" ]; then
		fault "$BIN/$program: --help does not help"
		continue
	fi
	# Commands stand at a margin of two, options begin with a dash.
	for command in $(printf '%s\n' "$help" |
		sed -n 's/^  \([a-z][a-z-]*\)\( .*\)\{0,1\}$/\1/p'); do
		more=$("$BIN/$program" "$command" --help 2>/dev/null) ||
			fault "$BIN/$program: $command --help does not help"
		help="$help
$more"
	done
	page=$(page_of "$program")
	if [ -z "$page" ]; then
		fault "docs/man: $program has no page"
		continue
	fi
	known=$(options_in <"$page")
	for option in $(printf '%s\n' "$help" | options_in); do
		printf '%s\n' "$known" | grep -qxe "$option" ||
			fault "$page: $option of $program is missing"
	done
done
exit "$status"
