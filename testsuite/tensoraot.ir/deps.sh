# SPDX-License-Identifier: GPL-3.0-or-later
# Are the dependences of all programs in the text form the same where those between
# like accesses are found once (poly_memo.c), for all statements and again after
# some were rewritten?  If not, an answer is taken for that to another question, and
# loops are fused or shared by threads that must not be.
n=0
for file in "$TOP"/testsuite/tensoraot.phase/*.ta; do
	"$BUILD/tensoraot-opt" --stop-after=idiom "$file" 2>/dev/null |
		grep -v '^    map "' >each || :
	"$BUILD/tensoraot-opt" --stop-after=idiom --no-maps "$file" \
		2>/dev/null >once || :
	cmp each once || { echo "$file: other dependences"; exit 1; }
	n=$((n + $(grep -c '^  dep ' once || :)))
done
echo "$n dependences"
[ "$n" -gt 1000 ]
