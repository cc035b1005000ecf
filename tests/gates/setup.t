#!/bin/sh
# scripts/setup, shown machines where something is missing: it sees nothing but
# stand-ins for dpkg-query, apt-get, id and sudo, and touches nothing real.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
stub=$(mktemp -d) || exit 2
trap 'rm -rf "$stub"' EXIT

. "$root/tests/lib/tap.sh"

# stand_in NAME TEXT: a program that is nothing but this line.
stand_in() {
	printf '#!/bin/sh\n%s\n' "$2" >"$stub/$1"
	chmod +x "$stub/$1"
}

# setup: run it there; `said` and `status` are what comes of it.
setup() {
	rm -f "$stub/calls"
	said=$(PATH=$stub /bin/sh "$root/scripts/setup" 2>&1)
	status=$?
	calls=$(cat "$stub/calls" 2>/dev/null)
}

ln -s "$(command -v env)" "$stub/env"
stand_in apt-get "echo \"\$DEBIAN_FRONTEND: \$*\" >>$stub/calls"
everything='for p in "$@"; do printf "installed:%s " "$p"; done'
all_but_two='for p in "$@"; do case $p in gcc|libxapian-dev) ;; make)
	printf "config-files:make " ;; *) printf "installed:%s " "$p" ;; esac; done
exit 1'

stand_in dpkg-query "$everything"
stand_in id 'echo 1000'
setup
[ "$status" -eq 0 ] && [ -z "$said" ] && [ -z "$calls" ]
result $? "says and does nothing when nothing is missing"

stand_in dpkg-query "$all_but_two"
setup
[ "$status" -eq 1 ] && [ -z "$calls" ] && case $said in
*"apt-get install -y gcc make libxapian-dev"*) true ;; *) false ;; esac
result $? "prints the line to run for somebody who may not install"

stand_in id 'echo 0'
setup
[ "$status" -eq 0 ] && [ "$calls" = \
	"noninteractive: update -q -o Acquire::Retries=3
noninteractive: install -q -y --no-install-recommends -o Acquire::Retries=3 \
gcc make libxapian-dev" ]
result $? "as root, installs what is missing after an update"

stand_in apt-get "[ \$1 != update ] && echo \"\$*\" >>$stub/calls"
setup
[ "$status" -eq 0 ] && case $calls in *"gcc make libxapian-dev") true ;;
*) false ;; esac
result $? "installs from the lists it has when they cannot be renewed"
stand_in apt-get "echo \"\$DEBIAN_FRONTEND: \$*\" >>$stub/calls"

stand_in id 'echo 1000'
stand_in sudo "[ \"\$1\" = -n ] && shift && \"\$@\""
ln -s "$(command -v true)" "$stub/true"
setup
[ "$status" -eq 0 ] && case $calls in
*"noninteractive: install -q -y --no-install-recommends "*" gcc make"*) true ;;
*) false ;; esac
result $? "installs through sudo where that asks for no password"

stand_in sudo 'exit 1'
setup
[ "$status" -eq 1 ] && [ -z "$calls" ]
result $? "does not ask for a password"

stand_in id 'echo 0'
stand_in apt-get 'exit 100'
setup
[ "$status" -ne 0 ]
result $? "fails when the installation does"

rm "$stub/apt-get"
setup
[ "$status" -eq 1 ] && case $said in *libxapian-dev*) true ;; *) false ;; esac
result $? "names what is needed where there is no apt"

finish
