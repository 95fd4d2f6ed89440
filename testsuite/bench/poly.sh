# SPDX-License-Identifier: GPL-3.0-or-later
# poly.sh - the group "poly" of run-bench, which reads this file: the thirty
# kernels of tensoraot.linear against the compilers that are best at them.
#
# What clang and Polly need is in Debian's clang-14 and libpolly-14-dev; without
# them, or with CLANG= empty, their columns are left out.  All times, the median
# too, are in BUILDDIR/bench/poly.csv, what each nest became in poly-report.txt.

: "${CLANG=clang-14}"

# Compile both files of kernels by the command "$2"..., the names behind "$1",
# unless that was done before by the same command, of the same files and headers.
poly_objects ()
{
	prefix=$1
	shift
	for file in kernels stencils; do
		source=$here/../tensoraot.linear/$file.c
		object=$dir/poly-$prefix$file.o
		if [ -e "$object" ] && [ "$(cat "$object.by")" = "$*" ] &&
			[ -z "$(find "$source" "$here"/../tensoraot.linear/*.h \
				-newer "$object")" ]; then
			continue
		fi
		"$@" -DPREFIX="$prefix" -Wno-unknown-pragmas -c "$source" \
			-o "$object" || return
		echo "$*" >"$object.by"
	done
}

# Build "poly" of all compilers that are there.
build_poly ()
{
	autopar="-floop-nest-optimize -floop-parallelize-all"
	poly_objects o3_ $CC -O3 -march=native
	poly_objects ofast_ $CC -Ofast -march=native
	poly_objects graphite_ $CC -O3 -march=native $autopar
	poly_objects autopar_ $CC -O3 -march=native $autopar \
		-ftree-parallelize-loops=2
	if ! { test -n "$CLANG" && poly_objects polly_ $CLANG -O3 \
		-march=native -mllvm -polly && poly_objects pollypar_ $CLANG \
		-O3 -march=native -mllvm -polly -mllvm -polly-parallel; } \
		2>"$dir/poly-clang.txt"; then
		echo "run-bench: no columns of Polly, see $dir/poly-clang.txt:" \
			"apt-get install clang-14 libpolly-14-dev" >&2
		rm -f "$dir"/poly-polly*.o
	fi
	rm -f "$dir"/poly-ta_*.o
	poly_objects ta_ $CC -O3 -march=native $plugin \
		-fplugin-arg-tensoraot-report 2>"$dir/poly-report.txt"
	$CC -O3 "$here/poly.c" "$dir"/poly-*.o -o "$dir/poly" $library \
		-lgomp -lm
}

# Print what is in "$1", lines of "poly", as rows: a compiler that is wrong has
# no times.
poly_rows ()
{
	awk -F, '
	{
		key = $1 "," $2
		if ($3 == "tensoraot" && $6 == "ok")
			ours[key] = $4
		else
			peer[++n] = $0
	}
	END {
		for (i = 1; i <= n; i++) {
			split(peer[i], f, ",")
			t = ours[f[1] "," f[2]]
			printf "poly,%s %s,%s,%.3f,", f[1], f[3], f[2], t
			if (f[6] == "ok" && t)
				printf "%.3f,%.3f\n", f[4], f[4] / t
			else
				printf "0,%s\n", f[6]
		}
	}' "$1"
}

# Print what the lines in "$1" come to.
poly_summary ()
{
	awk -F, '
	BEGIN {
		split("gemm 2mm 3mm symm syrk syr2k trmm doitgen gemver " \
			"gesummv atax bicg mvt trisolv", shaped, " ")
		for (i in shaped)
			blas[shaped[i]] = 1
	}
	$3 == "tensoraot" {
		kernels++
		if ($6 != "ok") {
			bad = bad " " $1
			next
		}
		times = best / $4
		if (times > 1)
			faster++
		else
			not = not sprintf(" %s %.2f (%s)", $1, times, who)
		if (plain / $4 < .98)
			slower = slower sprintf(" %s %.2f", $1, plain / $4)
		if (!($1 in blas)) {
			others++
			logs += log(times)
		}
	}
	$6 != "ok" && $3 != "tensoraot" {
		wrong = wrong " " $1 " (" $3 " " $6 ")"
		next
	}
	$3 == "gcc-O3" { best = plain = $4; who = $3 }
	$3 == "gcc-Ofast" && $4 < plain { plain = $4 }
	$4 < best { best = $4; who = $3 }
	END {
		if (!kernels)
			exit
		printf "poly, %d threads: faster than every other on %d of " \
			"%d\n", $2, faster, kernels
		if (others)
			printf "  geometric mean against the best on %d that " \
				"are no BLAS: %.2f\n", others,
				exp(logs / others)
		print "  not faster:" (not ? not : " none")
		print "  slower than 0.98 of the best plain build of GCC:" \
			(slower ? slower : " none")
		print "  no peers:" (wrong ? wrong : " none")
		if (bad)
			print "  WRONG:" bad
	}' "$1"
}

# Run "poly"; that a kernel is as fast as every other is a goal, that it is
# right is not.  Polly packs matrices of 12 MB on the stack.
measure_poly ()
{
	out=$dir/poly-$OMP_NUM_THREADS.csv
	(ulimit -s unlimited || true
	OMP_STACKSIZE=64M exec "$dir/poly" $KERNELS) >"$out" ||
		touch "$dir/poly-failed"
	cat "$out" >>"$dir/poly.csv"
	poly_rows "$out" | judge 1.00 OPEN
	poly_summary "$out" >>"$dir/poly-summary.txt"
}
