#!/bin/sh
# scripts/check in a mini tree whose stages pass and fail as they are told.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
tree=$(mktemp -d) || exit 2
trap 'rm -rf "$tree"' EXIT
# Nothing of the build that runs this test may reach the one in the tree.
unset BIN BUILD MODE MAKEFLAGS MAKELEVEL FUZZ_SECONDS

. "$root/tests/lib/tap.sh"

check() {
	said=$("$tree/scripts/check" "$@" 2>&1)
	status=$?
	last=$(printf '%s\n' "$said" | tail -n 1)
}

says() {
	case $said in *"$1"*) true ;; *) false ;; esac
}

mkdir -p "$tree/scripts" "$tree/tests/dialogs" "$tree/build/release/fuzz"
cp "$root/scripts/check" "$tree/scripts"
printf '#!/bin/sh\n' >"$tree/scripts/setup"
printf '#!/bin/sh\ntest "$1" = self && test ! -e dearer\n' >"$tree/scripts/bench"
printf '#!/bin/sh\necho "5 passed, 0 failed"\n' >"$tree/tests/run"
printf '#!/bin/sh\n' >"$tree/build/release/fuzz/fuzz_one"
cp "$tree/build/release/fuzz/fuzz_one" "$tree/build/release/fuzz/fuzz_two"
chmod +x "$tree/scripts/setup" "$tree/scripts/bench" "$tree/tests/run" \
	"$tree"/build/release/fuzz/fuzz_*
cat >"$tree/Makefile" <<'END'
MODE ?= release
.PHONY: all tools fuzz tests check
all tools fuzz:
tests: ; @test "$(CC)" != clang || test ! -e $(MODE)-clang-fails
check: ; @echo "10 passed, $$(ls | grep -c '^$(MODE)-fails') failed"; \
	test ! -e $(MODE)-fails
END

check
[ "$status" -eq 0 ] && [ "$last" = "27 passed, 0 failed" ]
result $? "adds up the tests of all stages and the fuzzers"

check --quick
[ "$status" -eq 0 ] && [ "$last" = "10 passed, 0 failed" ]
result $? "does the first stage only when it must be quick"

touch "$tree/asan-fails"
check
[ "$status" -eq 1 ] && [ "$last" = "20 passed, 1 failed" ] &&
	says 'failed: asan' && ! says tsan
result $? "stops at the first stage that fails and names it"
rm "$tree/asan-fails"

touch "$tree/release-clang-fails"
check
[ "$status" -eq 1 ] && [ "$last" = "10 passed, 1 failed" ] &&
	says 'failed: clang'
result $? "counts a stage without tests as one failure"
rm "$tree/release-clang-fails"

touch "$tree/dearer"
check
[ "$status" -eq 1 ] && [ "$last" = "10 passed, 1 failed" ] &&
	says 'failed: instructions'
result $? "stops when something takes more instructions"
rm "$tree/dearer"

printf '#!/bin/sh\necho "crash found"\nexit 77\n' \
	>"$tree/build/release/fuzz/fuzz_two"
check
[ "$status" -eq 1 ] && [ "$last" = "26 passed, 1 failed" ] &&
	says 'FAILED fuzz_two' && says 'crash found'
result $? "shows what a fuzzer found"

printf '#!/bin/sh\nexit 1\n' >"$tree/scripts/setup"
check
[ "$status" -eq 1 ] && [ "$said" = "0 passed, 1 failed" ]
result $? "ends when the machine cannot be set up"

check --nonsense
[ "$status" -eq 2 ] && says usage
result $? "refuses what it does not know"

finish
