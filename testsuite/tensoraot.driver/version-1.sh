# SPDX-License-Identifier: MIT
# Loops at places that data say, in a loop that stays: where the size of the loops does
# not change in it, it is there twice, once as the source has it.  If this fails, short
# rows pay for a test and for what the kernel would be called with (rows of 16 floats
# took 1.7 times as long), or a loop is copied that has two kernels, one of which would
# not be called any more, or that leaves a value.
cat >t.c <<'X'
void rows(int n, int d, const int *restrict t, const float *restrict g,
	  float *restrict w)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < d; j++)
			w[(long)t[i] * d + j] += g[i * d + j] * 7.5f;
}

int counted(int n, int d, const int *restrict t, const float *restrict g,
	    float *restrict w)
{
	int k = 0;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		k ^= t[i];
		for (int j = 0; j < d; j++)
			w[(long)t[i] * d + j] += g[i * d + j] * 7.5f;
	}
	return k;
}

void ragged(int n, const int *restrict t, const int *restrict at,
	    const float *restrict g, float *restrict w)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < at[i]; j++)
			w[(long)t[i] + j] += g[i + j] * 7.5f;
}

void two(int n, int d, int e, const int *restrict t, const float *restrict g,
	 float *restrict w, float *restrict v, volatile int *at)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < d; j++)
			w[(long)t[i] * d + j] += g[i * d + j] * 7.5f;
		*at = i;
		for (int j = 0; j < e; j++)
			v[(long)t[i] * e + j] += g[i * e + j] * 7.5f;
	}
}
X

# How many multiplications function $1 has.
count() {
	awk -v f="$1:" '$1 == f { p = 1 } /\.size/ { p = 0 }
		p && /mulss/ { n++ } END { print n + 0 }' t.s
}
status=0
$CC -Os -ftree-vectorize -w "-fplugin=$PLUGIN" -S t.c -o t.s
test "$(count rows)" = 1 || {
	echo "a loop is there twice although code is to be small"
	status=1
}
$CC -O1 -w "-fplugin=$PLUGIN" -S t.c -o t.s
for want in rows:2 counted:1 ragged:1 two:4; do
	have=${want%:*}:$(count "${want%:*}")
	test "$have" = "$want" || {
		echo "$have, not $want"
		status=1
	}
done

# Where calls are recorded, short rows are told, too.
cat >main.c <<'X'
void rows(int, int, const int *, const float *, float *);
int main(void)
{
	static int t[3] = { 1, 0, 1 };
	static float g[3 * 2000], w[2 * 2000];

	rows(3, 2000, t, g, w);
	rows(3, 7, t, g, w);
	return 0;
}
X
$CC -O1 -w "-fplugin=$PLUGIN" t.c main.c -L"$LIBDIR" -ltensoraot -o t
export LD_LIBRARY_PATH="$LIBDIR"
TENSORAOT_VERBOSE=1 ./t 2>told
grep -q '^    3 of 6 calls:' told || {
	cat told
	status=1
}
exit $status
