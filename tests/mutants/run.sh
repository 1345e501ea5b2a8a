#!/bin/sh
# run.sh: puts mutants of our nodes, each with one small change, through the unit tests and the runs
# of the stages below, and prints what killed each. `make mutants` builds what it needs and calls it.
#
#   SEED=1 COUNT=20   the first COUNT mutants that SEED draws and that compile
#   FILE=MP2Node.cpp  only those of this file
#   STAGES='unit chaos'   only these stages
#   JOBS=2            runs of a sweep at a time
#
# A mutant is killed by a test that fails, a run that breaks a guarantee, a crash, a broken invariant, or a
# run that does not end. One whose object is that of our nodes is equivalent. Others that survive are
# listed; tests/mutants/reviewed says which of them are equivalent or harmless.
#
# A result is kept in $OUT/results/, a line for each stage, as long as the stage's command and program
# stay the same: an interrupted run goes on where it ended. The patches of survivors are in $OUT/survivors/.
cd "$(dirname "$0")/../.." || exit 2
: "${BUILD:=build}" "${SEED:=1}" "${COUNT:=20}" "${FILE:=}" "${STAGES:=}" "${JOBS:=2}"
: "${OUT:=$BUILD/mutants}"
unset MAKEFLAGS MFLAGS MAKELEVEL
case $FILE in
  '' | MP1Node.cpp | MP2Node.cpp) ;;
  *) echo "run.sh: FILE is MP1Node.cpp or MP2Node.cpp, not \`$FILE\`" >&2; exit 2 ;;
esac
for number in "$SEED" "$COUNT"; do
  case $number in
    '' | *[!0-9]*) echo "run.sh: SEED and COUNT are whole numbers, not \`$number\`" >&2; exit 2 ;;
  esac
done

# The stages, one a line: NAME, the processor's seconds that a process may take, the option of
# ./Application without which the stage is left out (- is none), and the command. $P is the folder with
# the mutant's programs. All mutants go through `unit`; of the others, those behind the first that kills a
# mutant are left out.
stages() {
  cat <<'END'
unit 60 - $P/unit_tests --gtest_fail_fast
chaos 20 - $P/Application testcases/chaos.conf --check --seeds 1..300 --until-failure --jobs $JOBS
course-chaos 20 - $P/Application testcases/course-chaos.conf --check --seeds 1..100 --until-failure --jobs $JOBS
large-groups 60 - $P/Application testcases/chaos.conf --set MIN_NNB=130 --set MAX_NNB=140 --check --seeds 1..20 --until-failure --jobs $JOBS
guided 300 --search $P/Application testcases/search.conf --check --search guided --runs 3000 --until-failure --out $P/found --jobs $JOBS
lineage 300 --search $P/Application testcases/search.conf --check --search lineage --runs 1000 --until-failure --out $P/found --jobs $JOBS
END
}

tab=$(printf '\t')
mkdir -p "$OUT/results" "$OUT/survivors" "$OUT/unchanged" || exit 2

# field WORD FILE: the text behind the word in a description.
field() { sed -n "s/^$1 //p" "$2"; }

# build FOLDER: builds the programs of the changed node in FOLDER. The compiler's messages go to its log.
build() { make -s BUILD="$BUILD" CXX="${CXX:-g++}" MUTANT="$1" "$1/unit_tests" "$1/Application" \
  "$1/guided/Application" >"$1/log" 2>&1; }

# limited SECONDS COMMAND: under limits that only a node that went wrong meets.
# shellcheck disable=SC3045  # Debian's sh has these limits.
limited() {
  (
    ulimit -c 0
    ulimit -t "$1"
    ulimit -v 8000000
    P=$folder JOBS=$JOBS exec timeout "$(($1 * 10))" sh -c "$2"
  )
}

# fingerprint COMMAND: changes when the command, its conf or the program of our nodes does.
fingerprint() {
  case $1 in *unit_tests*) program=unit_tests ;; *) program=Application ;; esac
  { echo "$1"; cat "$OUT/unchanged/$program" testcases/chaos.conf testcases/course-chaos.conf \
    testcases/search.conf; } | cksum | tr ' ' -
}

# Each prints the stage's verdict on the output in $folder/output and its exit status:
# `killed RUNS CAUSE` or `survived - DIGEST`.

judge_tests() {
  [ "$1" -ne 0 ] || { echo 'survived - -'; return; }
  failed=$(sed -n 's/^\[  FAILED  \] \([^ ,]*\).*/\1/p' "$folder/output" | head -n 1)
  crashed=$(sed -n 's/^\[ RUN      \] //p' "$folder/output" | tail -n 1)
  echo "killed - ${failed:-$crashed (ended with status $1)}"
}

judge_runs() {
  case $1 in
    0 | 3)
      digest=$(sed -n 's/.*digest \([0-9a-f]*\).*/\1/p' "$folder/output" | tail -n 1)
      echo "survived - ${digest:--}"  # A search has none.
      ;;
    1)
      failed=$(sed -n '/^\(seed\|run\) [0-9]*: /{s/; replay: .*//; s/^[a-z]* //p; q}' "$folder/output")
      # Seeds are tried in their order, from 1 on, and searches count their runs.
      echo "killed ${failed%%: *} ${failed#*: }"
      ;;
    *) echo "killed - ended with status $1" ;;
  esac
}

# A stage is left out if STAGES does not name it, or if ./Application has not its option yet.
is_possible() {  # NAME OPTION
  case " ${STAGES:-$1} " in *" $1 "*) ;; *) return 1 ;; esac
  [ "$2" = - ] || ./Application --help | grep -q -- " $2 "
}

# Writes the possible stages to $OUT/stages: NAME SECONDS FINGERPRINT COMMAND.
choose_stages() {
  stages | while read -r stage seconds option command; do
    is_possible "$stage" "$option" || continue
    echo "$stage $seconds $(fingerprint "$command") $command"
  done >"$OUT/stages"
}

# verdict_of STAGE FINGERPRINT: the stage's verdict in $result, if it still holds.
verdict_of() {
  awk -F '\t' -v stage="$1" -v mark="$2" '$1 == stage && $2 == mark { verdict = $3 }
    END { if (verdict != "") print verdict }' "$result"
}

# run_stage NAME SECONDS FINGERPRINT COMMAND: appends the result to $result, unless it is there. Sets
# $verdict.
run_stage() {
  verdict=$(verdict_of "$1" "$3")
  [ -z "$verdict" ] || return 0
  [ -x "$folder/unit_tests" ] || build "$folder" || return 1
  began=$(date +%s)
  code=0
  limited "$2" "$4" >"$folder/output" 2>&1 </dev/null || code=$?
  case $code in 130 | 143) exit "$code" ;; esac
  case $1 in unit) verdict=$(judge_tests "$code") ;; *) verdict=$(judge_runs "$code") ;; esac
  printf '%s\t%s\t%s\t%s\n' "$1" "$3" "$verdict" "$(($(date +%s) - began))" >>"$result"
}

# run_stages: puts the programs in $folder through the stages.
run_stages() {
  killed=
  while read -r stage seconds print command; do
    [ -z "$killed" ] || continue
    run_stage "$stage" "$seconds" "$print" "$command" || return 1
    # The others tell what is killed without the unit tests.
    case $stage$verdict in unit*) ;; *killed*) killed=$stage ;; esac
  done <"$OUT/stages"
}

# Our nodes, compiled as the mutants are: for the comparison of objects, and because a stage that fails
# with them would tell nothing.
prepare() {
  folder=$OUT/unchanged result=$OUT/results/unchanged
  cmp -s MP1Node.cpp "$folder/MP1Node.cpp" || cp MP1Node.cpp "$folder"
  cmp -s MP2Node.cpp "$folder/MP2Node.cpp" || cp MP2Node.cpp "$folder"
  build "$folder" || { cat "$folder/log"; exit 2; }
  : >>"$result"
  choose_stages
  run_stages
  if present | grep -q '^[^ ]* killed'; then
    echo "our own nodes do not pass: see $result" >&2
    exit 2
  fi
}

# draw NUMBER: writes the mutant that is drawn as the NUMBER-th to $OUT/mutant. Returns 1 if it does not
# compile, 2 if it is not there, 3 if it is not of FILE.
draw() {
  folder=$OUT/mutant
  rm -rf "${folder:?}"
  "$BUILD/mutate" "$SEED" "$1" "$folder" || return 2
  name=$(field name "$folder/description")
  result=$OUT/results/$name
  file=$(field file "$folder/description")
  [ "${FILE:-$file}" = "$file" ] || return 3
  # Results that are kept, complete or not, are of a mutant that compiles.
  [ ! -f "$result" ] || return 0
  object=$folder/${file%.cpp}.o
  make -s BUILD="$BUILD" CXX="${CXX:-g++}" MUTANT="$folder" "$object" >"$folder/log" 2>&1 || return 1
  if cmp -s "$object" "$OUT/unchanged/${file%.cpp}.o"; then
    printf 'code\t%s\tequal\t0\n' "$(cksum <"$file" | tr ' ' -)" >"$result"
  else
    : >"$result"
  fi
}

# The code is equal in this version of the source.
is_equal() { grep -qF "code${tab}$(cksum <"$file" | tr ' ' -)${tab}equal" "$result"; }

# Prints the results that hold: STAGE VERDICT.
present() {
  while read -r stage seconds print command; do
    verdict=$(verdict_of "$stage" "$print")
    [ -z "$verdict" ] || echo "$stage $verdict"
  done <"$OUT/stages"
}

# classify: prints `CLASS BY`: killed (and by which kinds of stage), equivalent, harmless or survived.
classify() {
  if is_equal; then echo equal; return; fi
  by=$(present | awk '$2 == "killed" { by[$1 == "unit" ? "unit" : "runs"] = 1 }
    END { print ("unit" in by ? "unit" : "") ("runs" in by ? "runs" : "") }')
  reviewed=$(field verdict "$folder/description")
  case $by in
    '') echo "${reviewed:-survived}" ;;
    *) echo "killed $by ${reviewed}" ;;
  esac
}

# show NUMBER: prints the mutant and its results.
show() {
  description=$folder/description
  printf '%3d  %s:%s  %s (%s)\n' "$1" "$file" "$(field line "$description")" \
    "$(field function "$description")" "$(field kind "$description")"
  printf '       %s\n     → %s\n' "$(field before "$description")" "$(field after "$description")"
  if is_equal; then echo '     equivalent: equal object code'; return; fi
  present >"$OUT/present"
  while read -r stage outcome runs detail; do
    case $outcome$runs in
      killed-) echo "     killed by $stage: $detail" ;;
      killed*) echo "     killed by $stage after $runs runs: $detail" ;;
      *)
        same=
        if [ "$detail" != - ] && grep -q "^$stage${tab}.*survived - $detail${tab}" "$OUT/results/unchanged"; then
          same=', digest unchanged'
        fi
        echo "     survived $stage$same"
        ;;
    esac
  done <"$OUT/present"
  reviewed=$(field verdict "$description")
  [ -z "$reviewed" ] || echo "     $reviewed: $(field reason "$description")"
}

keep_patch() {
  diff -u "$file" "$folder/$file" | sed "1s|.*|--- a/$file|; 2s|.*|+++ b/$file|" >"$OUT/survivors/$name.patch"
}

prepare
rm -f "$OUT/survivors"/*.patch
: >"$OUT/classes"
shown=0 number=0 rejected=0
while [ "$shown" -lt "$COUNT" ]; do
  number=$((number + 1))
  draw "$number"
  case $? in
    1) rejected=$((rejected + 1)); continue ;;
    2) echo "there are no more mutants"; break ;;
    3) continue ;;
  esac
  is_equal || run_stages
  shown=$((shown + 1))
  show "$shown"
  class=$(classify)
  echo "$class" >>"$OUT/classes"
  case $class in survived | harmless | equivalent) keep_patch ;; esac
done

awk -v rejected="$rejected" '
  { class = $1; ++count[class] }
  class == "killed" && $3 == "" { ++relevant; if ($2 ~ /unit/) ++unit; if ($2 ~ /runs/) ++runs }
  class == "survived" { ++relevant }
  END {
    printf "%d mutants: %d killed, %d of equal code, %d equivalent, %d harmless, %d survived\n", NR, \
      count["killed"], count["equal"], count["equivalent"], count["harmless"], count["survived"]
    printf "%d more did not compile\n", rejected
    if (relevant == 0) exit
    printf "of %d that are neither equivalent nor harmless: unit tests kill %d, runs %d, together %d (%d %%)\n", \
      relevant, unit, runs, relevant - count["survived"], 100 * (relevant - count["survived"]) / relevant
  }' "$OUT/classes"
