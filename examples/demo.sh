#!/bin/sh
# SPDX-License-Identifier: MIT
# demo.sh - train the digit classifier with and without the plugin.
#
# "make demo" runs this with CC, PLUGIN (tensoraot.so), LIBDIR (libtensoraot),
# INCDIR (tensoraot.h) and BUILDDIR (where to build) in the environment.  The
# same source is compiled twice with the same flags; the exit status is 0
# when both programs read more than 95 % of the held-out digits.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${CC:=gcc}" "${BUILDDIR:=.}" "${PLUGIN:=tensoraot}"
: "${INCDIR:=$here/../pragmas}" "${EPOCHS:=}"
dir=$BUILDDIR/examples/build
flags="-O3 -march=native"
mkdir -p "$dir"

# Print the arguments as a heading.
heading ()
{
	printf '\n== %s\n' "$*"
}

# Print the word after "$1" in the file "$2".
value ()
{
	awk -v key="$1" '$1 == key { print $2; exit }' "$2"
}

# Run "$1", show what it prints and keep that in "$1.out".
run ()
{
	mkfifo "$1.pipe"
	tee "$1.out" <"$1.pipe" &
	if "$1" "$here/data/digits.csv" $EPOCHS >"$1.pipe"; then
		status=0
	else
		status=$?
	fi
	wait
	rm -f "$1.pipe"
	return $status
}

rm -f "$dir"/*.pipe
heading "Compiling digits.c without the plugin"
echo "$CC $flags digits.c -lm"
$CC $flags -Wno-unknown-pragmas -I"$INCDIR" "$here/digits.c" \
	-o "$dir/digits-plain" -lm

heading "Compiling digits.c with the plugin, and its report"
echo "$CC $flags -fplugin=tensoraot -fplugin-arg-tensoraot-report digits.c" \
	"-ltensoraot -lm"
$CC $flags -fplugin="$PLUGIN" -fplugin-arg-tensoraot-report -I"$INCDIR" \
	"$here/digits.c" -o "$dir/digits-tensoraot" \
	${LIBDIR:+-L"$LIBDIR" -Wl,-rpath,"$LIBDIR"} -ltensoraot -lm

failed=0
heading "Running without the plugin"
run "$dir/digits-plain" || failed=1
heading "Running with the plugin"
run "$dir/digits-tensoraot" || failed=1

heading "Side by side"
awk '
	FNR == 1 { file++; rows = 0 }
	$1 == "kernel" { rows = 1; next }
	rows && NF == 0 { rows = 0 }
	rows && file == 1 { order[++n] = $1; plain[$1] = $3 }
	rows && file == 2 { lowered[$1] = $3 }
	END {
		printf "%-12s %12s %12s %9s\n", "kernel", "plain ms",
		       "plugin ms", "times"
		for (i = 1; i <= n; i++) {
			k = order[i]
			times = lowered[k] > 0 ? plain[k] / lowered[k] : 0
			printf "%-12s %12.2f %12.2f %8.1fx\n", k, plain[k],
			       lowered[k], times
		}
	}' "$dir/digits-plain.out" "$dir/digits-tensoraot.out"
for what in accuracy time; do
	printf '%-12s %12s %12s\n' "$what" \
		"$(value $what "$dir/digits-plain.out")" \
		"$(value $what "$dir/digits-tensoraot.out")"
done

# A library that is older than the processor may be slower than the loops.
TENSORAOT_VERBOSE=1 "$dir/digits-tensoraot" "$here/data/digits.csv" 1 2>&1 |
	sed -n 's/^tensoraot: the OpenBLAS that is linked does not/\
demo: the OpenBLAS that is linked does not/p'
if [ $failed = 1 ]; then
	echo "demo: a program did not reach 95 %" >&2
fi
exit $failed
