#!/bin/sh
# run.sh [NAME...]: grades each submission with a mistake of tests/mistakes/ (all, or those named), and
# checks the causes that the grader shows. Prints `ok NAME` or `not ok NAME: WHY`, and at the end how many
# got their cause and how many a wrong one: 85 in 100 must get their cause, and none may get a wrong one.
# Without names, also checks that correct submissions get no cause.
#
# Each mistake is a patch. Its first line has the folder of tests/submissions/ that it changes, the test
# that then loses points, and words that the shown cause of that test must have:
#
#     classic2014 read3b: no stabilization | copies of the key
#
# The shown causes of other tests may have the words behind a bar; any other cause is wrong.
#
# Its second line names the event that goes wrong: the tick, the peer, and the event's word in a trace
# (docs/report.md), `-` if it is none of its words. The grade's page has to mark it in the run of that test.
# If no run has such an event, the line says why, and the page has to mark none:
#
#     event: 275 9 ans
#     event: none, it does not build
cd "$(dirname "$0")/../.." || exit 2
: "${MISTAKES:=build/mistakes}" "${SEEDS:=1..10}"
unset MAKEFLAGS MFLAGS MAKELEVEL
correct=
if [ $# -eq 0 ]; then
  correct=.
  for name in classic2014 modern2020 rawstruct early2014 revised2020; do correct="$correct tests/submissions/$name"; done
  for patch in tests/mistakes/correct/*.patch; do correct="$correct $patch"; done
  for patch in tests/mistakes/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi

# patched PATCH FOLDER: writes the submission that the patch's first line names, with its change.
patched() {
  rm -rf "${2:?}" && mkdir -p "$2" &&
    cp tests/submissions/"$(sed -n '1s/ .*//p' "$1")"/MP* "$2" && patch -s -p1 -d "$2" <"$1"
}

# grade SUBMISSION FOLDER: writes its report to FOLDER/output, and as JSON.
grade() {
  rm -rf "${2:?}" && mkdir -p "$2"
  ./KVStoreGrader.sh --submission "$1" --test=course --seeds "$SEEDS" --out "$2/logs" \
    --json "$2/grade.json" --html "$2/grade.html" >"$2/output" 2>&1 </dev/null
}

# marked_in FILE TEST: prints the event that the page in FILE marks for the test: `275 9 ans`.
marked_in() {
  awk -v test="$2" '
    /id="facts">/ { facts = 1 }
    /<\/script>/ { facts = 0 }
    !facts { next }
    { value = $0; sub(/^[^:]*: /, "", value); gsub(/[",]/, "", value) }
    index($0, "\"name\": ") { found = value == test }
    found && index($0, "\"tick\": ") { tick = value }
    found && index($0, "\"peer\": ") { peer = value }
    found && index($0, "\"record\": ") { print tick, peer, value; exit }' "$1"
}

# causes_of FILE [TEST]: prints the shown causes in a JSON grade, a line each, for all tests or for one.
causes_of() {
  awk -v test="$2" '
    index($0, "\"name\": ") { found = test == "" || index($0, "\"name\": \"" test "\",") > 0 }
    found && index($0, "\"explanation\": ") {
      gsub(/\\n */, " ")
      parts = split($0, shown, "shown cause: ")
      for (i = 2; i <= parts; ++i) {
        sub(/ *(shown by: |look at: |More of it stands|There are two causes).*/, "", shown[i])
        print shown[i]
      }
    }' "$1"
}

# event_in PATCH: prints what its second line says of the event; fails if it says nothing that can be.
event_in() {
  sed -n '2s/^event: //p' "$1" | grep -x -e '[0-9]* [0-9]* [a-z-]*' -e 'none, .*'
}

# first_without FILE WORDS: prints the first cause in FILE that has none of the words (divided by ` | `).
first_without() {
  awk -v words="$2" '
    BEGIN { count = split(words, allowed, / \| /) }
    {
      for (i = 1; i <= count; ++i) if (index($0, allowed[i])) next
      print
      exit
    }' "$1"
}

for patch in tests/mistakes/*.patch tests/mistakes/correct/*.patch; do
  event_in "$patch" >/dev/null && continue
  echo "$patch:2: \`event: TICK PEER RECORD\` or \`event: none, REASON\` is expected" >&2
  exit 2
done

cases=0 right=0 wrong=0 unmarked=0
for name in "$@"; do
  patch=tests/mistakes/$name.patch
  test=$(sed -n '1s/^[^ ]* \([^:]*\): .*/\1/p' "$patch")
  words=$(sed -n '1s/^[^:]*: //p' "$patch")
  graded=$MISTAKES/graded/$name
  cases=$((cases + 1))
  if ! patched "$patch" "$MISTAKES/$name"; then
    echo "not ok $name: its patch does not fit"
    wrong=$((wrong + 1))
    continue
  fi
  grade "$MISTAKES/$name" "$graded"
  causes_of "$graded/grade.json" "$test" >"$graded/causes"
  causes_of "$graded/grade.json" "" >"$graded/all-causes"
  mistaken=$(first_without "$graded/all-causes" "$words")
  if [ -n "$mistaken" ]; then
    echo "not ok $name: a wrong cause: $mistaken"
    wrong=$((wrong + 1))
  elif grep -qF -- "${words%% | *}" "$graded/causes"; then
    echo "ok $name"
    right=$((right + 1))
  else
    echo "not ok $name: $test has no shown cause with \`${words%% | *}\`: see $graded/output"
  fi
  event=$(event_in "$patch")
  marked=$(marked_in "$graded/grade.html" "$test")
  if [ "${marked:-none}" = "${event%%,*}" ]; then
    echo "ok $name: its page marks ${event%%,*}"
  else
    echo "not ok $name: its page marks \`$marked\`, not \`$event\`"
    unmarked=$((unmarked + 1))
  fi
done
echo "$right of $cases mistakes have their cause, $wrong a wrong one; $unmarked pages mark a wrong event"
status=0
[ "$wrong" -eq 0 ] && [ "$unmarked" -eq 0 ] && [ $((right * 100)) -ge $((cases * 85)) ] || status=1

for submission in $correct; do
  graded=$MISTAKES/graded/correct
  folder=$submission
  case $submission in
  *.patch)
    folder=$MISTAKES/correct
    patched "$submission" "$folder" || status=1
    ;;
  esac
  grade "$folder" "$graded"
  if grep -q '^TOTAL GRADE: 90 / 90$' "$graded/output" &&
    ! grep -q -e 'shown cause' -e suspected "$graded/output"; then
    echo "ok $submission has no cause"
  else
    echo "not ok $submission has no cause: see $graded/output"
    status=1
  fi
done
exit $status
