/* What the tests of this folder share: data, and a comparison that ends the
   program.  Kernels are not inlined, so that nothing is known of their
   arguments but what they say.  */
#ifndef LIFE_H
#define LIFE_H

#define NOINLINE __attribute__((noinline, noclone))
#define CHECK(x)                                                           \
	do {                                                               \
		if (!(x))                                                  \
			__builtin_abort();                                 \
	} while (0)

/* Element "i" of array number "k" of test data: small, exact in every type,
   and different for neighbours. */
#define DATA(i, k) (((i) * 7 + (k) * 13 + (i) / 11) % 19 - 9)

#endif
