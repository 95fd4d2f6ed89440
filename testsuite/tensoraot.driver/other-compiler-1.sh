# SPDX-License-Identifier: MIT
# A plugin built for another compiler is refused, with the field that differs
# and what to do.  The other compiler is made by changing what this plugin
# says it was built for.
version=$($CC -dumpfullversion)
other=$(echo "$version" | sed 's/.$/Z/')
LC_ALL=C sed "s/$version/$other/g" "$PLUGIN" >tensoraot.so
cmp -s tensoraot.so "$PLUGIN" && { echo "the version is not in the plugin"; exit 1; }
echo 'int x;' >t.c
if LC_ALL=C $CC "-fplugin=$PWD/tensoraot.so" -c t.c 2>said; then
	echo "it was accepted"
	exit 1
fi
cat said
grep -q "$other" said
grep -q "$version" said
grep -q 'with-gcc' said
