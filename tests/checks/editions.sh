# The course's three editions: each submission gets the headers of its own edition, for any style of its
# files, and a note; the framework is built once.
. tests/tools/checking.sh
unset SUBMISSION EDITION

# ---- What the headers offer, and how objects lie in memory.

for compiler in "$CXX" clang++; do
  if ! has "${compiler%% *}"; then
    skip "surfaces with $compiler" "no $compiler"
    continue
  fi
  for edition in 2014a 2014 2020; do
    for headers in . tests/course_api; do
      # shellcheck disable=SC2086  # The compiler may be several words.
      run $compiler -x c++ -std=c++11 -w "-DCOURSE_EDITION_$edition" "-I$headers" -fsyntax-only \
        tests/spec/CourseTypesSurface.h
      verdict "surface of $edition in $headers with $compiler" "$(cat "$WORK/stderr")" test "$code" -eq 0
    done
  done
done
for edition in 2014a 2014 2020; do
  # shellcheck disable=SC2086  # The compiler may be several words.
  $CXX -std=c++11 -w "-DCOURSE_EDITION_$edition" -I. tests/spec/Layout.cpp -o "$WORK/layout" &&
    "$WORK/layout" >"$WORK/layout.$edition"
done
verdict "what the layout is" "$(cat "$WORK/layout.2014")" grep -q '^Address 6 1 0$' "$WORK/layout.2014"
for edition in 2014a 2020; do
  verdict "the layout is the same in $edition" "$(diff "$WORK/layout.2014" "$WORK/layout.$edition")" \
    cmp -s "$WORK/layout.2014" "$WORK/layout.$edition"
done

# ---- Which edition is found.

# sample NAME FROM: a copy of a submission to be changed.
sample() {
  rm -rf "${WORK:?}/$1" && mkdir "$WORK/$1" && cp "tests/submissions/$2"/MP* "$WORK/$1"
}

# found WHAT NAME NODE EXPECTED [ASKED]
found() {
  sh tests/tools/choose_edition.sh "$WORK/found" "$WORK/$2" "$3" "$5"
  verdict "$1" "$(cat "$WORK/found")" grep -qx "$4" "$WORK/found"
}

for name in classic2014 early2014 revised2020; do sample $name $name; done
found "majority, MP1" classic2014 MP1Node 'c++11 2014'
found "majority, MP2" classic2014 MP2Node 'c++11 2014'
found "early 2014" early2014 MP1Node 'c++11 2014a'
found "early 2014, with its reason" early2014 MP1Node '.*says MP1Node.h:[0-9]*:.* error: .*MsgTypes.*'
found "2020, MP1 by its constructor" revised2020 MP1Node 'it has a constructor MP1Node(.*'
found "2020, MP2" revised2020 MP2Node 'c++11 2020'
verdict "nothing else is left" "$(ls "$WORK")" test -z "$(find "$WORK" -name 'found.*')"

# What only looks like another edition.
cat >"$WORK/remarks" <<'EOF'
// MessageHdr, MsgTypes, unordered_map<string, int>, ht->retPrimaryPairs(), MP1Node(Params *, EmulNet *)
/* enum MsgTypes *//* testTypeMap */
#if 0
unordered_map<int, MessageHdr> it = testTypeMap;
MP1Node(Params *params, EmulNet *emul, Log *log, Address *address);
#endif
static const char *remark __attribute__((unused)) = "MessageHdr retPrimaryPairs testTypeMap";
EOF
for node in MP1Node MP2Node; do
  cat "$WORK/remarks" "tests/submissions/classic2014/$node.cpp" >"$WORK/classic2014/$node.cpp"
  found "remarks and strings in $node" classic2014 $node 'c++11 2014'
done

# What hides its edition.
sed -i 's/enum MsgTypes type/enum\
\/* of the message *\/ MsgTypes type/; 1i /* enum MsgTypes { JOINREQ }; struct MessageHdr {}; */' "$WORK/early2014/MP1Node.h"
sed -i 's/MessageHdr/Hdr/g; s/^#include "MP1Node.h"/&\
#define Hdr Message\\\
Hdr\
#if 0\
enum MsgTypes { JOINREQ, JOINREP };\
#endif/' "$WORK/early2014/MP1Node.cpp"
found "early 2014 in odd lines" early2014 MP1Node 'c++11 2014a'
sed -i 's/MP1Node(Params \*params, EmulNet \*emul/MP1Node( class Params\
    *params \/*, Member *\/ , EmulNet *emul/' "$WORK/revised2020/MP1Node.h"
found "the constructor of 2020 in odd lines" revised2020 MP1Node 'it has a constructor MP1Node(.*'

# Mistakes of its own: the messages are about these.
sample mistaken early2014
echo 'int mistake = nowhere;' >>"$WORK/mistaken/MP1Node.cpp"
found "early 2014 that does not compile" mistaken MP1Node 'c++11 2014a'
found "its reason is not the mistake" mistaken MP1Node '.*says MP1Node.h:[0-9]*:.* error: .*MsgTypes.*'
sample hopeless classic2014
echo '#include "nowhere.h"' >>"$WORK/hopeless/MP1Node.cpp"
found "a header that is nobody's" hopeless MP1Node 'c++11 2014'
sample modern early2014
echo 'static auto [one, two] = pair<int, int>();' >>"$WORK/modern/MP1Node.cpp"
echo 'template <class... T> int total(T... t) { if constexpr (sizeof...(t) > 1) return 2; return 1; }' \
  >>"$WORK/modern/MP1Node.cpp"
echo '#include <optional>
static std::optional<int> three;' >>"$WORK/modern/MP1Node.cpp"
found "early 2014 in C++17" modern MP1Node 'c++17 2014a'

found "one that is asked for" classic2014 MP2Node 'c++11 2020' 2020
found "and its reason" classic2014 MP2Node 'it is asked for' 2020
mkdir "$WORK/own" && cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$WORK/own"
found "our own keep theirs" own MP1Node 'c++11 2014' 2014a
found "and say so" own MP1Node 'it is one of our own, .*' 2014a

# ---- make.

expect "no such edition" 2 "EDITION=2019: one of 2014a 2014 2020 is allowed" make -n EDITION=2019
expect "nor two" 2 "is allowed" make -n EDITION='2014 2020'
run make -s BUILD="$BUILD" framework
sample mixed revised2020
cp tests/submissions/early2014/MP1* "$WORK/mixed"
program=$(application_of "$WORK/mixed")
expect "two editions in one submission" 0 \
  "note: $WORK/mixed/MP1Node.cpp gets the headers of the course's 2014a edition: with those of 2014" \
  make BUILD="$BUILD" SUBMISSION="$WORK/mixed" "$program"
verdict "each with its own" "$(cat "$WORK/stdout")" \
  grep -q "^note: $WORK/mixed/MP2Node.cpp gets the headers of the course's 2020 edition: " "$WORK/stdout"
verdict "and the framework as it was" "$(cat "$WORK/stdout")" \
  test -z "$(grep '^compile' "$WORK/stdout" | grep -v '/mixed/\|stores/Course\|NodesOrigin')"
expect "it gets its points" 0 "40 of 40 points" "$program" testcases/read.conf --out "$WORK"
expect "its own edition is none for the other" 2 "MsgTypes" \
  make BUILD="$BUILD" EDITION=2020 SUBMISSION="$WORK/mixed" "$program"

# ---- The grader.

sample alone early2014
rm "$WORK"/alone/MP2*
expect "MP1 alone" 0 "Final grade 90" \
  ./KVStoreGrader.sh --quiet --submission "$WORK/alone" --test=membership --seeds 1..1 --out "$WORK/logs"
verdict "the report says which edition" "$(cat "$WORK/stdout")" \
  grep -qx "note: MP1Node.cpp gets the headers of the course's 2014a edition: with those of" "$WORK/stdout"
rm "$WORK"/alone/MP1* && cp tests/submissions/revised2020/MP2* "$WORK/alone"
expect "MP2 alone" 0 "note: MP2Node.cpp gets the headers of the course's 2020 edition: with those of" \
  ./KVStoreGrader.sh --quiet --submission "$WORK/alone" --test=crud --seeds 1..1 --out "$WORK/logs"
expect "another edition by option" 2 "unordered_map" \
  ./KVStoreGrader.sh --quiet --edition 2014 --submission "$WORK/alone" --test=crud --seeds 1..1 --out "$WORK/logs"
expect "which leaves our nodes as they are built" 0 "'build/nodes/Application' is up to date" \
  make -n build/nodes/Application
expect "no such edition of the grader" 2 "--edition 2019: one of 2014a 2014 2020 is allowed" \
  ./KVStoreGrader.sh --edition 2019
rm -rf build/submissions/*_alone
finish
