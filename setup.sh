#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# setup.sh - from a fresh checkout to a result, by one command:
#
#   sh setup.sh demo     build, and run the demo
#   sh setup.sh check    build, and run all tests
#   sh setup.sh build    build only
#
# What is missing is installed first, where there is apt (this asks for root);
# elsewhere what to install is listed.  The build is in build/.  CC chooses the
# compiler that the plugin is for, as in: CC=gcc-14 sh setup.sh check
cd "$(dirname "$0")" || exit 1
job=$1
cc=${CC:-gcc}
case $job in
demo | check | build) ;;
*)
	sed -n '3,11s/^# \{0,1\}//p' setup.sh
	exit 2
	;;
esac

# Whether "$cc" finds the header "$1".
has_header() {
	echo "#include <$1>" | $cc -E - >/dev/null 2>&1
}

# The major version of the GCC that is there, or of the one apt would install.
gcc_major() {
	if command -v $cc >/dev/null 2>&1; then
		$cc -dumpversion | sed 's/\..*//'
	elif test $cc != gcc; then
		echo $cc | sed 's/.*-//'
	else
		apt-cache depends gcc 2>/dev/null |
			sed -n 's/^ *Depends: gcc-\([0-9]*\)$/\1/p' | head -1
	fi
}

# The Debian package of the C++ compiler that goes with "$cc".
cxx_package() {
	case $cc in
	*gcc) echo g++ ;;
	*) echo "g++-$(gcc_major)" ;;
	esac
}

# The Debian packages of what is missing, one a line.
missing() {
	command -v make >/dev/null 2>&1 || echo make
	if command -v $cc >/dev/null 2>&1; then
		headers=$($cc -print-file-name=plugin)/include/gcc-plugin.h
		has_header stdio.h || echo libc6-dev
		has_header isl/ctx.h || echo libisl-dev
		case $($cc -print-file-name=libopenblas.so) in
		/*) ;;
		*) echo libopenblas-openmp-dev ;;
		esac
	else
		headers=
		echo $cc
		echo libc6-dev
		echo libisl-dev
		echo libopenblas-openmp-dev
	fi
	command -v $(cxx_package) >/dev/null 2>&1 || cxx_package
	test -f "$headers" || echo "gcc-$(gcc_major)-plugin-dev" |
		sed "s/--/-N-/"
	command -v runtest >/dev/null 2>&1 || echo dejagnu
}

# Say what to install by hand, and stop.
by_hand() {
	cat <<-END
	setup.sh: this machine lacks some of these, and has no apt to install them:

	    GCC 12 to 16 with its plugin headers, and its C++ compiler
	    make, isl with its headers, OpenBLAS (its OpenMP build), DejaGnu

	They are called, on
	    Debian    make gcc g++ gcc-N-plugin-dev libisl-dev
	              libopenblas-openmp-dev dejagnu
	    Fedora    make gcc gcc-c++ gcc-plugin-devel isl-devel openblas-devel
	              dejagnu
	    Arch      make gcc libisl openblas dejagnu

	Then run this again.
	END
	exit 1
}

# Run "$@" as root.
as_root() {
	if test "$(id -u)" = 0; then
		"$@"
	else
		sudo "$@"
	fi
}

# Install what is missing.
install_missing() {
	test -n "$(missing)" || return 0
	command -v apt-get >/dev/null 2>&1 || by_hand
	if test "$(id -u)" != 0; then
		echo "setup.sh: this needs root, once, to install:"
		missing | sed 's/^/    /'
		command -v sudo >/dev/null 2>&1 || {
			echo "There is no sudo: run, as root,"
			echo "    apt-get install" $(missing)
			echo "and then this again."
			exit 1
		}
	fi
	echo "setup.sh: apt-get update"
	as_root apt-get -q update || exit 1
	packages=$(missing)
	echo "setup.sh: installing" $packages
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		install --no-install-recommends $packages || exit 1
}

# Say how to use what was built, and end.
built() {
	cat <<-END

	setup.sh: built.  As root, "make -C build install" installs it:

	    gcc -O3 -march=native -fplugin=tensoraot x.c -ltensoraot

	Without, from here:

	    gcc -O3 -march=native -fplugin=$PWD/plugin/tensoraot.so x.c \\
	        -L$PWD/runtime -Wl,-rpath,$PWD/runtime -ltensoraot

	-fplugin-arg-tensoraot-report says what became of each loop nest.
	END
	exit 0
}

install_missing
jobs=$(nproc 2>/dev/null || echo 2)
mkdir -p build && cd build || exit 1
if test ! -f config.status || test ../configure -nt config.status ||
	! grep -q "with-gcc=$cc'" config.status; then
	../configure --with-gcc="$cc" || exit 1
fi
make -j"$jobs" all || exit 1
test $job != build || built
rm -f testsuite/summary
make $job
status=$?
if test $job = check && test $status != 0 && test -f testsuite/summary; then
	cat testsuite/summary
fi
exit $status
