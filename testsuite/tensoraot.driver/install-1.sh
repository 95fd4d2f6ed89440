# SPDX-License-Identifier: MIT
# What "make install" leaves is enough to compile, link and run; what
# "make uninstall" leaves is nothing.
make --no-print-directory -C "$BUILD" install DESTDIR="$PWD/root" \
	prefix=/opt/ta libdir=/opt/ta/lib >log 2>&1 || { cat log; exit 1; }
plugin=$(find root -name tensoraot.so)
case $plugin in
*/plugin/tensoraot.so) ;;
*) echo "the plugin is not in the compiler's plugin folder: $plugin"; exit 1 ;;
esac
test -f root/opt/ta/include/tensoraot.h
test -f root/opt/ta/lib/pkgconfig/tensoraot.pc
test -f root/opt/ta/share/man/man1/tensoraot.1
grep -q 'SEARCH_DIR("/opt/ta/lib/tensoraot")' root/opt/ta/lib/libtensoraot.so
cat >t.c <<\END
#include <tensoraot.h>
extern void cblas_dgemm (void) __attribute__ ((weak));
char tensoraot_calls_blas __attribute__ ((common));
int main (void)
{
#ifndef __TENSORAOT__
  return 1;
#endif
  return !cblas_dgemm;
}
END
$CC -O2 -Wall -Wextra -Werror "-fplugin=$PWD/$plugin" -Iroot/opt/ta/include \
	t.c -o t -Lroot/opt/ta/lib -ltensoraot
LD_LIBRARY_PATH=$PWD/root/opt/ta/lib ./t
make --no-print-directory -C "$BUILD" uninstall DESTDIR="$PWD/root" \
	prefix=/opt/ta libdir=/opt/ta/lib >log 2>&1 || { cat log; exit 1; }
test -z "$(find root -type f)"
