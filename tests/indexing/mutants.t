#!/bin/sh
# Damaged web pages are read without a fault: a few of those that
#
#   $BUILD/tests/lib/page_mutants 100000 1 tests/corpus/*/*.html
#
# makes by hand, with MODE=asan.
. tests/lib/tap.sh

pages=$((1500 / ${DATELINE_ONE_IN:-1}))
said=$("$BUILD/tests/lib/page_mutants" $pages 1 tests/corpus/*/*.htm* 2>&1)
stories=$(echo "$said" | sed -n "s/^pages=$pages stories=\([0-9]*\) .*/\1/p")
[ "${stories:-0}" -gt $((pages * 2 / 3)) ]
result $? "damaged pages are read, and most of them are stories"
finish
