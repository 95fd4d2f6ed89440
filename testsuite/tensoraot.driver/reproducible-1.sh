# SPDX-License-Identifier: MIT
# The same source compiles to the same assembly every time.  If this fails,
# something in the plugin is ordered by address, which differs from run to run,
# and nobody's builds are reproducible any more: once it was what is live behind a
# kernel, merged in the order of a hash table.
for file in flag-1.c arg-1.c blocks-reversed-1.c; do
	for run in 1 2 3; do
		$CC -O2 -w "-fplugin=$PLUGIN" -I"$TOP/testsuite/tensoraot.run" \
			-S "$TOP/testsuite/tensoraot.run/$file" -o "$run.s"
		cmp 1.s "$run.s" || {
			echo "$file differs in run $run"
			exit 1
		}
	done
done
