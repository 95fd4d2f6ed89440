# SPDX-License-Identifier: MIT
# What the report says a kernel is replaced by is what its code calls: products,
# systems and vectors of all types.  If this fails, a condition of the call can
# never hold, and the loops beside it run.
RUN=$TOP/testsuite/tensoraot.run
named=0
for file in "$TOP/testsuite/bench/gemm.c" "$RUN/complex-gemm-1.c" \
	"$RUN/routine-pair-1.c" "$RUN/routine-symm-1.c" \
	"$RUN/routine-triangle-1.c" "$RUN/routine-vector-1.c"; do
  $CC -O2 -w -I"$RUN" "-fplugin=$PLUGIN" -fplugin-arg-tensoraot-eager \
	-fplugin-arg-tensoraot-report=report -S -o t.s "$file"
  awk '
  # The routines of the report, by kernel.
  NR == FNR {
    if ($3 == "+") {
      kernel = $2
      while (match ($0, /cblas_[a-z0-9_]+/)) {
	want[kernel " " substr ($0, RSTART, RLENGTH)] = 1
	$0 = substr ($0, RSTART + RLENGTH)
      }
    }
    next
  }
  /^[A-Za-z_][A-Za-z_0-9.]*:/ {
    kernel = ""
    if (sub (/^tensoraot_/, "")) {
      kernel = $0
      sub (/[.:].*/, "", kernel)
    }
  }
  kernel != "" && /\t(call|jmp)/ && match ($0, /cblas_[a-z0-9_]+/) {
    called[kernel " " substr ($0, RSTART, RLENGTH)] = 1
  }
  # A second kernel of a function has a number.
  function is_called(w, c) {
    if (w in called)
      return 1
    split (w, part, " ")
    for (c in called) {
      split (c, of, " ")
      if (of[2] == part[2] && index (of[1], part[1] "_") == 1)
	return 1
    }
    return 0
  }
  END {
    for (w in want) {
      n++
      if (!is_called(w)) {
	print FILENAME ": not called: " w
	bad = 1
      }
    }
    print n + 0 >"count"
    exit bad
  }' report t.s
  named=$((named + $(cat count)))
done
test "$named" -ge 50
