# tap.sh - what shell tests share: sourced, then `result` once a promise, and
# `finish` at the end.
count=0
failed=0
said=

# result STATUS NAME: one line of TAP; $said explains a failure.
result() {
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		[ -z "$said" ] || printf '%s\n' "$said" | sed 's/^/# /'
		failed=1
	fi
}

# finish: the plan, and the exit status.
finish() {
	echo "1..$count"
	exit "$failed"
}
