/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spellings.h - loops in many spellings, one function each.  Included twice:
   FN (name) names the functions, KERNEL is the pragma or nothing. */

__attribute__((noinline)) void FN(t1)(unsigned n)
{
	KERNEL for (unsigned i = 0; i < n; i++) F[0][i] = F[1][i] + i;
}

__attribute__((noinline)) void FN(t2)(unsigned n)
{
	KERNEL for (unsigned i = 0; i + 1 < n; i++) F[0][i] = F[1][i + 1];
}

__attribute__((noinline)) void FN(t3)(size_t n)
{
	KERNEL for (size_t i = 0; i < n - 1; i++) F[0][i] = F[1][i + 1];
}

__attribute__((noinline)) void FN(t4)(int n)
{
	KERNEL for (int i = n - 1; i >= 0; i--) D[0][i] += D[1][n - 1 - i];
}

__attribute__((noinline)) void FN(t5)(unsigned n)
{
	KERNEL for (unsigned i = n; i-- > 0;) D[0][i] *= 2;
}

__attribute__((noinline)) void FN(t6)(int n)
{
	int i = 0;
	KERNEL while (i < n)
	{
		D[0][i] = i;
		i += 3;
	}
	out += i;
}

__attribute__((noinline)) void FN(t7)(int n)
{
	int i = 0;
	KERNEL do
	{
		D[0][i] += 1;
		i++;
	}
	while (i < n)
		;
	out += i;
}

__attribute__((noinline)) void FN(t8)(double *p, double *e)
{
	KERNEL for (; p != e; p++) *p = -*p;
	out += p - D[0];
}

__attribute__((noinline)) void FN(t9)(int n, int m)
{
	double *p = D[0];
	KERNEL for (int i = 0; i < n; i++)
	{
		for (int j = 0; j < m; j++)
			*p++ += 1;
		p += 2;
	}
	out += p - D[0];
}

__attribute__((noinline)) int FN(t10)(int n)
{
	int s = 0;
	KERNEL for (int i = 0; i < n; i++) s += I[0][i];
	return s;
}

__attribute__((noinline)) unsigned FN(t11)(int n)
{
	unsigned s = 1;
	KERNEL for (int i = 0; i < n; i++) s *= I[0][i];
	return s;
}

__attribute__((noinline)) double FN(t12)(int n)
{
	double s = 0, q = 1;
	KERNEL for (int i = 0; i < n; i++)
	{
		s += D[0][i];
		q = q * 0.5 + D[1][i];
	}
	return s + q;
}

__attribute__((noinline)) float FN(t13)(int n)
{
	float m = F[0][0];
	int k = 0;
	KERNEL for (int i = 1; i < n; i++) if (F[0][i] > m)
	{
		m = F[0][i];
		k = i;
	}
	return m + k;
}

__attribute__((noinline)) void FN(t14)(int n)
{
	KERNEL for (int i = 0; i < n; i++) C8[0][i] = C8[1][i] + C8[2][i];
}

__attribute__((noinline)) void FN(t15)(int n)
{
	KERNEL for (int i = 0; i < n; i++) S16[0][i] =
		(S16[1][i] * S16[2][i]) >> 3;
}

__attribute__((noinline)) void FN(t16)(int n)
{
	KERNEL for (unsigned char i = 0; i < n; i++) F[0][i] = 3;
}

__attribute__((noinline)) void FN(t17)(int n)
{
	KERNEL for (short i = 0; i < n; i++) F[0][i] = i * 0.5f;
}

__attribute__((noinline)) void FN(t18)(struct mat *a, struct mat *b)
{
	KERNEL for (int i = 0; i < a->r; i++) for (int j = 0; j < a->c; j++)
		b->d[i * b->c + j] += 2 * a->d[i * a->c + j];
}

__attribute__((noinline)) void FN(t19)(struct net *n, const float *x, float *y)
{
	KERNEL for (int j = 0; j < 12; j++)
	{
		float s = n->b[j];
		for (int i = 0; i < 8; i++)
			s += n->w[i][j] * x[i];
		y[j] = s > 0 ? s : 0;
	}
}

__attribute__((noinline)) void FN(t20)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		P[i].x += P[i].y;
	}
}

__attribute__((noinline)) void FN(t21)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		P[i].t += i;
	}
}

__attribute__((noinline)) void FN(t22)(int n)
{
	KERNEL for (int i = 1; i < n; i++) D[0][i] += D[0][i - 1];
}

__attribute__((noinline)) void FN(t23)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		double t = D[0][i];
		D[0][i] = D[1][i];
		D[1][i] = t;
	}
}

__attribute__((noinline)) void FN(t24)(int n)
{
	KERNEL for (int i = 0; i + 1 < n; i += 2)
	{
		double a = D[0][i], b = D[0][i + 1];
		D[0][i] = a + b;
		D[0][i + 1] = a - b;
	}
}

__attribute__((noinline)) long FN(t25)(int n)
{
	long a = 0, b = 1;
	KERNEL for (int i = 0; i < n; i++)
	{
		long t = a + b;
		a = b;
		b = t;
		L[0][i] = a;
	}
	return a * 3 + b;
}

__attribute__((noinline)) void FN(t26)(int n, int m)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		double s = 0;
		for (int j = 0; j < m; j++)
			s += D[0][i * m + j];
		for (int j = 0; j < m; j++)
			D[0][i * m + j] -= s / m;
	}
}

__attribute__((noinline)) double FN(t27)(int n, int m)
{
	double s = 0;
	KERNEL for (int i = 0; i < n; i++)
	{
		for (int j = 0; j < m; j++)
			s += D[0][i * m + j];
		for (int j = 0; j < m; j++)
			s -= D[1][j];
		D[2][i] = s;
	}
	return s;
}

__attribute__((noinline)) void FN(t28)(int n)
{
	KERNEL for (int i = 0; i < n; i++) for (int j = 0; j <= i; j++)
		D[0][i * 20 + j] = D[1][j * 20 + i] + i - j;
}

__attribute__((noinline)) void FN(t29)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		if (i & 1)
			D[0][i] = 1;
		else
			D[0][i] = 2;
	}
}

__attribute__((noinline)) void FN(t30)(int n, int k)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		if (i < k)
			D[0][i] = 1;
		else
			D[0][i] = D[1][i];
	}
}

__attribute__((noinline)) void FN(t31)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		double s = 0;
		for (int k = 0; k < 5; k++) {
			int p = i + k - 2;
			if (p >= 0 && p < n)
				s += D[1][p] * k;
		}
		D[0][i] = s;
	}
}

__attribute__((noinline)) void FN(t32)(int n)
{
	KERNEL for (int i = 0; i < n; i += 8)
	{
		int e = i + 8 < n ? i + 8 : n;
		for (int j = i; j < e; j++)
			D[0][j] += i;
	}
}

__attribute__((noinline)) void FN(t33)(int n, float a)
{
	KERNEL for (int i = 0; i < n; i++) F[0][i] =
		fmaxf(F[1][i], a) + fminf(F[2][i], -a) * fabsf(F[1][i]);
}

__attribute__((noinline)) void FN(t34)(int n)
{
	KERNEL for (int i = 0; i < n; i++) I[0][i] = F[1][i] * 2.5f;
}

__attribute__((noinline)) void FN(t35)(int n)
{
	KERNEL for (int i = 0; i < n / 2; i++) D[0][2 * i] = D[1][2 * i + 1];
}

__attribute__((noinline)) void FN(t36)(void)
{
	KERNEL for (int i = 0; i < gn; i++) D[0][i] = gn;
}

__attribute__((noinline)) void FN(t37)(int *n)
{
	KERNEL for (int i = 0; i < *n; i++) D[0][i] += 5;
}

__attribute__((noinline)) void FN(t38)(int *n, int *a)
{
	KERNEL for (int i = 0; i < *n; i++) a[i] = 7;
}

__attribute__((noinline)) void FN(t39)(int n, uint32_t st)
{
	KERNEL for (uint32_t i = 0; i < (uint32_t)n; i++)
		D[0][(i * st) & 1023] = i;
}

__attribute__((noinline)) void FN(t40)(int n, int m, int k, const float *a,
				       const float *b, float *c)
{
	KERNEL for (int i = 0; i < n; i++) for (int p = 0; p < k; p++)
	{
		float t = a[i * k + p];
		for (int j = 0; j < m; j++)
			c[i * m + j] += t * b[p * m + j];
	}
}

__attribute__((noinline)) void FN(t41)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		double e = exp(D[1][i] * 0.1);
		D[0][i] = e;
		D[2][i] = e * e;
	}
}

__attribute__((noinline)) double FN(t42)(int n)
{
	double mx = -1e30, s = 0;
	KERNEL
	{
		for (int i = 0; i < n; i++)
			mx = D[0][i] > mx ? D[0][i] : mx;
		for (int i = 0; i < n; i++) {
			D[1][i] = exp(D[0][i] - mx);
			s += D[1][i];
		}
		for (int i = 0; i < n; i++)
			D[1][i] /= s;
	}
	return s;
}

__attribute__((noinline)) void FN(t43)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		int64_t v = L[0][i];
		L[1][i] = v < 0 ? -v : v % 1000;
	}
}

__attribute__((noinline)) void FN(t44)(int n, int m)
{
	double *row = D[0];
	KERNEL for (int i = 0; i < n; i++, row += m) for (int j = 0; j < m; j++)
		row[j] = i * 10 + j;
}

__attribute__((noinline)) void FN(t45)(int n)
{
	int j = 5;
	KERNEL for (int i = 0; i < n; i++)
	{
		D[0][j] = i;
		j += 2;
	}
	out += j;
}

__attribute__((noinline)) int FN(t46)(int n, int m)
{
	int c = 0;
	KERNEL for (int i = 0; i < n; i++) for (int j = i; j < m; j++)
	{
		D[0][i * m + j] = 1;
		c++;
	}
	return c;
}

__attribute__((noinline)) void FN(t47)(int n)
{
	KERNEL for (int t = 0; t < 3; t++)
	{
		for (int i = 1; i < n - 1; i++)
			D[1][i] = (D[0][i - 1] + D[0][i] + D[0][i + 1]) / 3;
		for (int i = 1; i < n - 1; i++)
			D[0][i] = D[1][i];
	}
}

__attribute__((noinline)) void FN(t48)(int n)
{
	KERNEL for (int i = 0; i != n; i++) F[0][i] += 1;
}

__attribute__((noinline)) void FN(t49)(int n, int s)
{
	KERNEL for (int i = 0; i < n; i += s) F[0][i] += 1;
}

__attribute__((noinline)) double FN(t50)(int n)
{
	double last = 0;
	KERNEL for (int i = 0; i < n; i++)
	{
		last = D[0][i] * 2;
		D[1][i] = last;
	}
	return last;
}

__attribute__((noinline)) void FN(t51)(long n, long ld)
{
	KERNEL for (long j = 0; j < n; j++) for (long i = 0; i < n; i++)
		D[0][i * ld + j] = D[1][j * ld + i];
}

__attribute__((noinline)) void FN(t52)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		D[0][i] = 1;
		D[0][i] += D[1][i];
		D[0][i] *= 2;
	}
}

__attribute__((noinline)) double FN(t53)(int n)
{
	double a = 0, b = 0;
	KERNEL for (int i = 0; i < n; i++)
	{
		a += D[0][i] * b;
		b = a * 0.25 + D[1][i];
	}
	return a + b;
}

__attribute__((noinline)) void FN(t54)(int n, int m)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		double s = D[2][i];
		for (int j = 0; j < m; j++) {
			if (D[1][j] > 0)
				s += D[1][j];
			else
				s -= 1;
		}
		D[2][i] = s;
	}
}

__attribute__((noinline)) int FN(t55)(int n)
{
	int i;
	KERNEL for (i = 0; i < n; i++) D[0][i] = 4;
	return i;
}

__attribute__((noinline)) void FN(t56)(unsigned n)
{
	KERNEL for (unsigned i = 0; i <= n; i++) D[0][i] = 4;
}

__attribute__((noinline)) void FN(t57)(int n)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		float x = F[1][i];
		F[0][i] = x != x ? 0 : x < 0 ? x * 0.01f : x;
	}
}

__attribute__((noinline)) void FN(t58)(int n, int lo, int hi)
{
	KERNEL for (int i = lo; i < hi; i++) for (int j = lo; j < n; j++)
		D[0][(i - lo) * n + j] = i * j;
}

__attribute__((noinline)) void FN(t59)(int n)
{
	double tmp[16];
	KERNEL for (int i = 0; i < n; i++)
	{
		for (int k = 0; k < 16; k++)
			tmp[k] = D[1][i + k];
		double s = 0;
		for (int k = 0; k < 16; k++)
			s += tmp[k] * k;
		D[0][i] = s;
	}
}

__attribute__((noinline)) void FN(t60)(int n, int ix)
{
	KERNEL for (int i = 0; i < n; i++) D[0][I[1][i] & 15] += D[1][i];
}

__attribute__((noinline)) float FN(t61)(const float *a, const float *b, int n)
{
	float s = 0;
	KERNEL while (n-- > 0) s += *a++ * *b++;
	return s;
}

__attribute__((noinline)) void FN(t62)(int n, int m)
{
	KERNEL for (int i = 0; i < n; i++)
	{
		int k = i * m;
		for (int j = 0; j < m; j++, k++)
			D[0][k] = D[1][k] + j;
	}
}

__attribute__((noinline)) void FN(t63)(int n, int m)
{
	int k = 0;
	KERNEL for (int i = 0; i < n; i++) for (int j = 0; j < m; j++)
		D[0][k++] = i - j;
	out += k;
}

__attribute__((noinline)) void FN(t64)(int8_t n)
{
	KERNEL for (int8_t i = 0; i < n; i++) D[0][i] = i;
}

__attribute__((noinline)) void FN(t65)(int n)
{
	KERNEL for (int i = 0; i < n; i++) if (D[1][i] > 0)
	{
		double q = sqrt(D[1][i]);
		D[0][i] = q;
	}
	else D[0][i] = 0;
}

__attribute__((noinline)) long FN(t66)(int n)
{
	long s = 0;
	KERNEL for (int i = 0; i < n; i++)
	{
		int x = I[0][i];
		s += (long)x * x;
		I[1][i] = (x << 3) ^ (x >> 1) ^ ~x;
	}
	return s;
}

__attribute__((noinline)) void FN(t67)(int n)
{
	KERNEL for (int i = n; i > 0; --i) D[0][i - 1] = i;
}

__attribute__((noinline)) void FN(t68)(double *restrict a, double *restrict b,
				       int n)
{
	double *e = a + n;
	KERNEL while (a < e)
	{
		*a = *b;
		a++;
		b += 2;
	}
	out += b - D[1];
}
