#!/bin/sh
# Queries nobody means are read or refused, and the parser lives on: a few of
# those that
#
#   $BUILD/tests/lib/query_mutants 1000000 1 tests/fuzz/corpus/query/*
#
# makes by hand, with MODE=asan.
. tests/lib/tap.sh

queries=10000
said=$("$BUILD/tests/lib/query_mutants" $queries 1 tests/fuzz/corpus/query/* 2>&1)
echo "$said" | sed 's/^/# /'
read=$(echo "$said" | sed -n 's/^\([0-9]*\) read, .*/\1/p')
refused=$(echo "$said" | sed -n 's/.* read, \([0-9]*\) refused$/\1/p')
# Both happen, and nothing else does.
[ "${read:-0}" -gt 0 ] && [ "${refused:-0}" -gt 0 ] &&
	[ $((read + refused)) -eq $queries ]
result $? "any text is a query or has a fault with a column"
finish
