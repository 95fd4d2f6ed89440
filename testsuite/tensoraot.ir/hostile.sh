# SPDX-License-Identifier: GPL-3.0-or-later
# Inputs that once crashed the parser of pragmas or the core, or come near to
# what did, and all programs here.
HOSTILE=$TOP/testsuite/hostile
for name in pragma program; do
	$CC -std=gnu11 -O1 -g -I"$TOP/plugin" -I"$TOP/pragmas" -o $name \
		"$HOSTILE/$name.c" "$HOSTILE/replay.c" "$BUILD/libtacore.a" \
		-lisl -lm
done
./pragma "$HOSTILE"/corpus/pragma/*
./program "$HOSTILE"/corpus/program/* "$TOP"/testsuite/*/*.ta
