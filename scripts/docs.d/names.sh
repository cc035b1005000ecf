#!/bin/sh
# Every make target and every script that README.md and docs/ name exists.
set -eu

documents=$(find README.md docs -name '*.md' | LC_ALL=C sort)
# What make can be asked for: the words before a colon.
targets=$(sed -n 's/^\([a-z][a-z -]*\):\([^=].*\)\{0,1\}$/\1/p' Makefile)

# Only in code: `between backquotes`, fenced, or indented by four blanks.
# shellcheck disable=SC2086
TARGETS=$targets awk '
BEGIN {
	n = split(ENVIRON["TARGETS"], word, /[ \n]+/)
	for (i = 1; i <= n; i++)
		target[word[i]] = 1
}
function fault(text) {
	printf "%s:%d: %s\n", FILENAME, FNR, text
	faults++
}
function look(code,    word, n, i) {
	sub(/[ \t]#.*/, "", code)
	n = split(code, word, /[ \t]+/)
	for (i = 1; i <= n && word[i] != "make"; i++)
		;
	for (i++; i <= n; i++) {
		if (word[i] ~ /^[a-z][a-z-]*$/ && !(word[i] in target))
			fault("there is no target " word[i] " to make")
		else if (word[i] !~ /^([a-z-]+|-.*|[A-Z]+=.*)$/)
			return # another command, or the rest of a sentence
	}
}
FNR == 1 { fenced = 0 }
/^```/ { fenced = !fenced; next }
fenced || /^(    |\t)/ { look($0) }
!fenced {
	n = split($0, part, "`")
	for (i = 2; i < n; i += 2)
		if (part[i] ~ /^make /)
			look(part[i])
}
{
	rest = $0
	while (match(rest, /(scripts|\.ci)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9_]/)) {
		file = substr(rest, RSTART, RLENGTH)
		before = RSTART > 1 ? substr(rest, RSTART - 1, 1) : " "
		rest = substr(rest, RSTART + RLENGTH)
		if (before !~ /[A-Za-z0-9_]/ && system("test -e " file))
			fault("there is no " file)
	}
}
END { exit faults > 0 }' $documents
