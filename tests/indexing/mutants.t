#!/bin/sh
# Damaged web pages are read without a fault: a few of those that
#
#   $BUILD/tests/lib/page_mutants 100000 1 tests/corpus/*/*.html
#
# makes by hand, with MODE=asan.
. tests/lib/tap.sh

pages=$((1500 / ${DATELINE_ONE_IN:-1}))
said=$("$BUILD/tests/lib/page_mutants" $pages 1 tests/corpus/*/*.htm* 2>&1)
case $said in *"pages=1500 stories=1"*) status=0 ;; *) status=1 ;; esac
result "$status" "damaged pages are read, and most of them are stories"
finish
