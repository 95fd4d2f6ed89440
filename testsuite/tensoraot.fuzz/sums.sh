# SPDX-License-Identifier: GPL-3.0-or-later
# In the error arithmetic of random programs a zero has either sign where a sum begins,
# and where nothing but what came of one is moved, negated or multiplied; what was only
# copied, and whole numbers and what is no zero, keep theirs.  If this fails, the search
# excuses a sign that a kernel lost, or tells of one that the contract leaves open.
cat >sums.c <<\END
#include "fuzz.h"

int main(void)
{
	v_t zero = v_c(FZ_F64, -0.0L), one = v_c(FZ_F64, 1), sum[3] = { zero, one, zero };
	v_t copy = zero;

	v_begin(sum, 2);
	return !(sum[0].signless && !sum[1].signless && !sum[2].signless
		 && !copy.signless && signbit(copy.v)
		 && v_neg(sum[0]).signless && !v_neg(zero).signless
		 && v_bin(V_MUL, FZ_F64, sum[0], one).signless
		 && !v_bin(V_MUL, FZ_F64, zero, one).signless
		 && v_error(FZ_F64, sum[0]) == 0);
}
END
$CC -O1 -w -I"$TOP/testsuite/fuzz" sums.c "$TOP/testsuite/fuzz/value.c" -o sums -lm
./sums
