/* SPDX-License-Identifier: MIT */
/* digits.c - learn to read handwritten digits, in plain C.

   A network of three layers (64 pixels, 512 and 256 hidden units, 10 digits)
   is trained by stochastic gradient descent with momentum on four fifths of
   data/digits.csv, and evaluated on the digits it has not seen.  There is
   nothing here but loops over arrays; six functions are marked

	#pragma tensoraot kernel

   and run as written by any C99 compiler:

	gcc -O3 -march=native -Wno-unknown-pragmas digits.c -lm
	./a.out data/digits.csv

   With the plugin the same file is trained by BLAS calls and fused,
   parallel, vectorised loops:

	gcc -O3 -march=native -fplugin=tensoraot digits.c -ltensoraot -lm

   "make demo" does both and compares them.  */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PIXELS = 64, HIDDEN1 = 512, HIDDEN2 = 256, CLASSES = 10 };
enum { LAYERS = 3, BATCH = 64, EPOCHS = 60, MAX_DIGITS = 4096 };

static const float momentum = 0.9f;

/* ---- the kernels: each is timed, see TIMED below ---- */

/* Y = max (0, X W + b): a hidden layer. */
#pragma tensoraot kernel disjoint
static void hidden(int n, int in, int out, float x[n][in], float w[in][out],
		   float b[out], float y[n][out])
{
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < out; j++)
			y[i][j] = b[j];
		for (int k = 0; k < in; k++)
			for (int j = 0; j < out; j++)
				y[i][j] += x[i][k] * w[k][j];
		for (int j = 0; j < out; j++)
			y[i][j] = y[i][j] > 0 ? y[i][j] : 0;
	}
}

/* Y = X W + b: the last layer. */
#pragma tensoraot kernel disjoint
static void output(int n, int in, int out, float x[n][in], float w[in][out],
		   float b[out], float y[n][out])
{
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < out; j++)
			y[i][j] = b[j];
		for (int k = 0; k < in; k++)
			for (int j = 0; j < out; j++)
				y[i][j] += x[i][k] * w[k][j];
	}
}

/* P = the probabilities that each row of Y stands for. */
#pragma tensoraot kernel disjoint
static void softmax(int n, int m, float y[n][m], float p[n][m])
{
	for (int i = 0; i < n; i++) {
		float most = y[i][0], sum = 0;

		for (int j = 1; j < m; j++)
			most = y[i][j] > most ? y[i][j] : most;
		for (int j = 0; j < m; j++)
			p[i][j] = expf(y[i][j] - most);
		for (int j = 0; j < m; j++)
			sum += p[i][j];
		for (int j = 0; j < m; j++)
			p[i][j] /= sum;
	}
}

/* D = (P - T) / n: how the mean cross-entropy changes with the last layer. */
#pragma tensoraot kernel disjoint
static void difference(int n, int m, float p[n][m], float t[n][m],
		       float d[n][m])
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			d[i][j] = (p[i][j] - t[i][j]) / n;
}

/* E = D W' where X > 0, else 0: how it changes with the layer before, whose
   output X was cut off at 0. */
#pragma tensoraot kernel disjoint
static void backward(int n, int in, int out, float d[n][out],
		     float w[in][out], float x[n][in], float e[n][in])
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < in; k++) {
			float sum = 0;

			for (int j = 0; j < out; j++)
				sum += d[i][j] * w[k][j];
			e[i][k] = x[i][k] > 0 ? sum : 0;
		}
}

/* One step downhill: G = X' D and g = the sum of D's rows are how the loss
   changes with W and b; V = momentum V - rate G, W = W + V, and so for b. */
#pragma tensoraot kernel disjoint
static void update(int n, int in, int out, float rate, float x[n][in],
		   float d[n][out], float gw[in][out], float vw[in][out],
		   float w[in][out], float gb[out], float vb[out],
		   float b[out])
{
	for (int k = 0; k < in; k++)
		for (int j = 0; j < out; j++)
			gw[k][j] = 0;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < in; k++)
			for (int j = 0; j < out; j++)
				gw[k][j] += x[i][k] * d[i][j];
	for (int k = 0; k < in; k++)
		for (int j = 0; j < out; j++) {
			vw[k][j] = momentum * vw[k][j] - rate * gw[k][j];
			w[k][j] += vw[k][j];
		}
	for (int j = 0; j < out; j++)
		gb[j] = 0;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < out; j++)
			gb[j] += d[i][j];
	for (int j = 0; j < out; j++) {
		vb[j] = momentum * vb[j] - rate * gb[j];
		b[j] += vb[j];
	}
}

/* ---- time spent in each kernel ---- */

enum kernel {
	K_HIDDEN, K_OUTPUT, K_SOFTMAX, K_DIFFERENCE, K_BACKWARD, K_UPDATE,
	KERNELS
};

static const char *const kernel_names[KERNELS] = {
	"hidden", "output", "softmax", "difference", "backward",
	"update",
};

static struct { double seconds; long calls; } spent[KERNELS];

/* The time now, in seconds. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

#define TIMED(kernel, call)                             \
	do {                                            \
		double start_ = now();                  \
		call;                                   \
		spent[kernel].seconds += now() - start_; \
		spent[kernel].calls++;                  \
	} while (0)

/* ---- the data ---- */

struct digits {
	int n;
	float (*pixels)[PIXELS];
	float (*targets)[CLASSES];
	int *labels;
};

static unsigned long long random_state = 88172645463325252ull;

/* A random number from 0 to n - 1; the same ones in every run. */
static unsigned random_below(unsigned n)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (unsigned)((random_state >> 32) * n >> 32);
}

/* A random number of mean 0 and variance 1: the sum of 12 even ones. */
static float random_normal(void)
{
	float sum = -6;

	for (int i = 0; i < 12; i++)
		sum += random_below(1u << 24) / (float)(1u << 24);
	return sum;
}

/* "size" bytes of zeros, aligned for vectors. */
static void *allocate(size_t size)
{
	void *p = aligned_alloc(64, (size + 63) & ~(size_t)63);

	if (!p) {
		fprintf(stderr, "digits: out of memory\n");
		exit(1);
	}
	return memset(p, 0, size);
}

/* Room for "n" digits. */
static struct digits allocate_digits(int n)
{
	struct digits d = {
		.n = n,
		.pixels = allocate(n * sizeof *d.pixels),
		.targets = allocate(n * sizeof *d.targets),
		.labels = allocate(n * sizeof *d.labels),
	};

	return d;
}

/* Free what allocate_digits gave. */
static void free_digits(struct digits *d)
{
	free(d->pixels);
	free(d->targets);
	free(d->labels);
}

/* Let digit "to" of "d" be digit "from" of "s". */
static void copy_digit(struct digits *d, int to, const struct digits *s,
		       int from)
{
	memcpy(d->pixels[to], s->pixels[from], sizeof *d->pixels);
	memcpy(d->targets[to], s->targets[from], sizeof *d->targets);
	d->labels[to] = s->labels[from];
}

/* Read the digits in "file", pixels scaled to 0 .. 1. */
static struct digits read_digits(const char *file)
{
	struct digits d = allocate_digits(MAX_DIGITS);
	FILE *f = fopen(file, "r");

	if (!f) {
		perror(file);
		exit(1);
	}
	for (d.n = 0; d.n < MAX_DIGITS; d.n++) {
		int value, i;

		for (i = 0; i < PIXELS; i++) {
			if (fscanf(f, "%d,", &value) != 1)
				break;
			d.pixels[d.n][i] = value / 16.0f;
		}
		if (i == 0 && feof(f))
			break;
		if (i < PIXELS || fscanf(f, "%d", &value) != 1 ||
		    value < 0 || value >= CLASSES) {
			fprintf(stderr, "%s:%d: not a digit\n", file, d.n + 1);
			exit(1);
		}
		d.labels[d.n] = value;
		d.targets[d.n][value] = 1;
	}
	fclose(f);
	return d;
}

/* Put "n" numbers from 0 into "order", shuffled. */
static void shuffle(int n, int order[n])
{
	for (int i = 0; i < n; i++)
		order[i] = i;
	for (int i = n - 1; i > 0; i--) {
		int j = random_below(i + 1), o = order[i];

		order[i] = order[j];
		order[j] = o;
	}
}

/* Deal "all" to "train" (four of five) and "test", at random. */
static void split(const struct digits *all, struct digits *train,
		  struct digits *test)
{
	int *order = allocate(all->n * sizeof *order), held = all->n / 5;

	shuffle(all->n, order);
	*test = allocate_digits(held);
	*train = allocate_digits(all->n - held);
	for (int i = 0; i < all->n; i++)
		if (i < held)
			copy_digit(test, i, all, order[i]);
		else
			copy_digit(train, i - held, all, order[i]);
	free(order);
}

/* ---- the network ---- */

/* One layer: sizes, weights and biases, their velocities and gradients, the
   output for a batch, and how the loss changes with that output. */
struct layer {
	int in, out;
	void *w, *vw, *gw;
	float *b, *vb, *gb;
	void *y, *d;
};

static struct layer net[LAYERS];

/* Make "l" a layer of "in" by "out" with random weights. */
static void make_layer(struct layer *l, int in, int out)
{
	size_t size = (size_t)in * out * sizeof(float);
	float *w;

	l->in = in;
	l->out = out;
	w = l->w = allocate(size);
	l->vw = allocate(size);
	l->gw = allocate(size);
	l->b = allocate(out * sizeof(float));
	l->vb = allocate(out * sizeof(float));
	l->gb = allocate(out * sizeof(float));
	l->y = allocate((size_t)BATCH * out * sizeof(float));
	l->d = allocate((size_t)BATCH * out * sizeof(float));
	for (int i = 0; i < in * out; i++)
		w[i] = random_normal() * sqrtf(2.0f / in);
}

/* Free what make_layer gave. */
static void free_layer(struct layer *l)
{
	free(l->w);
	free(l->vw);
	free(l->gw);
	free(l->b);
	free(l->vb);
	free(l->gb);
	free(l->y);
	free(l->d);
}

/* Run "n" digits "x" through the network; the probabilities are in "p". */
static void forward(int n, float x[n][PIXELS], float p[n][CLASSES])
{
	void *from = x;
	int l;

	for (l = 0; l < LAYERS - 1; l++) {
		struct layer *a = &net[l];

		TIMED(K_HIDDEN, hidden(n, a->in, a->out, from, a->w, a->b,
				       a->y));
		from = a->y;
	}
	TIMED(K_OUTPUT, output(n, net[l].in, net[l].out, from, net[l].w,
			       net[l].b, net[l].y));
	TIMED(K_SOFTMAX, softmax(n, CLASSES, net[l].y, p));
}

/* One step of training on "n" digits "x" whose answers are "t". */
static void learn(int n, float rate, float x[n][PIXELS], float t[n][CLASSES])
{
	static float p[BATCH][CLASSES];

	forward(n, x, p);
	TIMED(K_DIFFERENCE,
	      difference(n, CLASSES, p, t, net[LAYERS - 1].d));
	for (int l = LAYERS - 1; l >= 0; l--) {
		struct layer *a = &net[l];
		void *from = l ? net[l - 1].y : x;

		if (l)
			TIMED(K_BACKWARD, backward(n, a->in, a->out, a->d,
						   a->w, from, net[l - 1].d));
		TIMED(K_UPDATE, update(n, a->in, a->out, rate, from, a->d,
				       a->gw, a->vw, a->w, a->gb, a->vb,
				       a->b));
	}
}

/* How many of "d" the network reads right; "*loss" is the mean
   cross-entropy. */
static int evaluate(const struct digits *d, float *loss)
{
	static float p[BATCH][CLASSES];
	int right = 0;
	double sum = 0;

	for (int first = 0; first < d->n; first += BATCH) {
		int n = d->n - first < BATCH ? d->n - first : BATCH;

		forward(n, d->pixels + first, p);
		for (int i = 0; i < n; i++) {
			int label = d->labels[first + i], best = 0;

			for (int j = 1; j < CLASSES; j++)
				if (p[i][j] > p[i][best])
					best = j;
			right += best == label;
			sum -= log(p[i][label] + 1e-30);
		}
	}
	*loss = sum / d->n;
	return right;
}

/* Go once through "train" in a new order. */
static void train_epoch(const struct digits *train, float rate)
{
	static float x[BATCH][PIXELS], t[BATCH][CLASSES];
	int *order = allocate(train->n * sizeof *order);

	shuffle(train->n, order);
	for (int first = 0; first + BATCH <= train->n; first += BATCH) {
		for (int i = 0; i < BATCH; i++) {
			memcpy(x[i], train->pixels[order[first + i]],
			       sizeof *x);
			memcpy(t[i], train->targets[order[first + i]],
			       sizeof *t);
		}
		learn(BATCH, rate, x, t);
	}
	free(order);
}

/* Say how training goes: a line that overwrites itself on a terminal, one
   in ten elsewhere. */
static void show_progress(int epoch, int epochs, const struct digits *test,
			  double start)
{
	int terminal = isatty(STDOUT_FILENO), right;
	float loss;

	if (!terminal && epoch % 10 && epoch != epochs)
		return;
	right = evaluate(test, &loss);
	printf("%sepoch %2d of %d: loss %.4f, %.2f %% of held-out digits "
	       "read right, %.1f s%s", terminal ? "\r" : "", epoch, epochs,
	       loss, 100.0 * right / test->n, now() - start,
	       terminal && epoch != epochs ? "" : "\n");
	fflush(stdout);
}

/* Print the time that went into each kernel. */
static void show_kernels(void)
{
	printf("\n%-12s %8s %12s\n", "kernel", "calls", "ms");
	for (int i = 0; i < KERNELS; i++)
		printf("%-12s %8ld %12.2f\n", kernel_names[i], spent[i].calls,
		       spent[i].seconds * 1e3);
}

int main(int argc, char **argv)
{
	const char *file = argc > 1 ? argv[1] : "data/digits.csv";
	int epochs = argc > 2 ? atoi(argv[2]) : EPOCHS, right, good;
	struct digits all = read_digits(file), train, test;
	const int sizes[] = { PIXELS, HIDDEN1, HIDDEN2, CLASSES };
	double start, seconds;
	float loss;

	split(&all, &train, &test);
	free_digits(&all);
	for (int l = 0; l < LAYERS; l++)
		make_layer(&net[l], sizes[l], sizes[l + 1]);
	printf("%d digits to learn from, %d held out\n", train.n, test.n);
	start = now();
	for (int epoch = 1; epoch <= epochs; epoch++) {
		train_epoch(&train, 0.05f / (1 + 0.05f * epoch));
		show_progress(epoch, epochs, &test, start);
	}
	seconds = now() - start;
	right = evaluate(&test, &loss);
	good = 100 * right > 95 * test.n;
	show_kernels();
	printf("\naccuracy %.2f %% (%d of %d held-out digits)\n",
	       100.0 * right / test.n, right, test.n);
	printf("time %.2f s\n", seconds);
	for (int l = 0; l < LAYERS; l++)
		free_layer(&net[l]);
	free_digits(&train);
	free_digits(&test);
	return good ? 0 : 1;
}
