/* twins.h - functions that are kernels, and the same without: FUNCTIONS (name, pragma,
   statements), with the parameters ARGUMENTS, and PAIR (name) of both.  */
#define APART "tensoraot kernel fp(strict) require(lowered) disjoint"
#define TESTED "tensoraot kernel fp(strict) require(lowered)"
#define ANY "tensoraot kernel fp(strict)"

#define FUNCTIONS(name, how, ...)                                         \
  __attribute__ ((noipa)) static void name (ARGUMENTS)                    \
  {                                                                       \
    _Pragma (how)                                                         \
    __VA_ARGS__                                                           \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_plain (ARGUMENTS)            \
  {                                                                       \
    __VA_ARGS__                                                           \
  }

#define PAIR(name) { name, name##_plain }
