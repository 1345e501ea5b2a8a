#!/bin/sh
# run.sh [TEST...]: makes pages of some runs, opens them in Chromium, and compares what they show with the
# traces. TEST: only the tests whose names begin so. Prints the verdicts and, last, the counts; a machine
# without Chromium, Node or the packages of package-lock.json skips all, with the reason.
#
# APPLICATION is the program, RUNS the folder for the pages; what is there already is not made again.
cd "$(dirname "$0")/../../.." || exit 2
here=tests/report/browser
: "${APPLICATION:=./Application}" "${RUNS:=build/report-browser}"
unset MAKEFLAGS MFLAGS MAKELEVEL

skip_all() {
  echo "skip report: $1"
  echo "skipped: report: $1"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
}

check_prerequisites() {
  command -v node >/dev/null 2>&1 || skip_all "no node: apt-get install -y nodejs npm"
  node -e 'process.exit(process.versions.node.split(".")[0] >= 18 ? 0 : 1)' ||
    skip_all "node is older than 18: $(node --version)"
  [ -d "$here/node_modules/puppeteer-core" ] || skip_all "no npm packages: npm ci --prefix $here"
  node --input-type=module -e "
    const {findChromium} = await import('$PWD/$here/support/browser.mjs');
    process.exit(findChromium() ? 0 : 1)" ||
    skip_all "no chromium: apt-get install -y --no-install-recommends chromium"
}

# make_run NAME PROGRAM CONF OPTION...: writes NAME.trace and NAME.html. The run may find violations.
make_run() {
  name=$1 program=$2
  shift 2
  [ "$RUNS/$name.html" -nt "$program" ] && return
  mkdir -p "$RUNS/out"
  "$program" "$@" --out "$RUNS/out" --quiet --trace "$RUNS/$name.trace" --report "$RUNS/$name.html" >"$RUNS/$name.log" 2>&1
  [ -s "$RUNS/$name.html" ] && return
  echo "$program makes no page of $*:"
  cat "$RUNS/$name.log"
  exit 1
}

# make_wrong NAME: builds the program with the wrong node NAME of tests/zoo; sets wrong to its path.
make_wrong() {
  rm -rf "${RUNS:?}/zoo/$1" && mkdir -p "$RUNS/zoo/$1" &&
    cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$RUNS/zoo/$1" &&
    patch -s --no-backup-if-mismatch -p1 -d "$RUNS/zoo/$1" <"tests/zoo/$1.patch" &&
    wrong=$(make -s SUBMISSION="$RUNS/zoo/$1" which-application) &&
    make -s SUBMISSION="$RUNS/zoo/$1" "$wrong"
}

# The run of a wrong node that the checks accuse.
make_violation() {
  make_wrong no-tombstone || exit 1
  seed=$("$wrong" testcases/chaos.conf --seeds 1..200 --check --until-failure --quiet | sed -n 's/^seed \([0-9]*\): .*/\1/p' | head -n 1)
  [ -n "$seed" ] || { echo "no-tombstone is not caught"; exit 1; }
  make_run violation "$wrong" testcases/chaos.conf --seed "$seed" --check
}

# The run of another: a replica says that it has done what it has not stored.
make_unstored() {
  kept=$wrong
  make_wrong acknowledges-unstored || exit 1
  make_run unstored "$wrong" testcases/chaos.conf --seed 1 --check
  wrong=$kept
}

# make_sweep NAME PROGRAM OPTION...: writes sweeps/NAME.html and what the sweep prints, sweeps/NAME.log.
make_sweep() {
  name=$1 program=$2
  shift 2
  mkdir -p "$RUNS/sweeps"
  [ "$RUNS/sweeps/$name.html" -nt "$program" ] && return
  "$program" testcases/chaos.conf "$@" --report "$RUNS/sweeps/$name.html" >"$RUNS/sweeps/$name.log" 2>&1
  [ -s "$RUNS/sweeps/$name.html" ] && return
  echo "$program makes no page of a sweep:"
  cat "$RUNS/sweeps/$name.log"
  exit 1
}

# make_made_up NAME TRACE: the page of a made-up run.
make_made_up() {
  node "$here/make_page.mjs" "$RUNS/$1.trace" "$2" &&
    "$APPLICATION" --from-trace "$RUNS/$1.trace" --quiet --report "$RUNS/$1.html" || exit 1
}

# patched NAME FOLDER: writes the submission with the mistake NAME of tests/mistakes.
patched() {
  rm -rf "${2:?}" && mkdir -p "$2" &&
    cp tests/submissions/"$(sed -n '1s/ .*//p' "tests/mistakes/$1.patch")"/MP* "$2" &&
    patch -s -p1 -d "$2" <"tests/mistakes/$1.patch"
}

# make_grade NAME MISTAKE TEST: writes grades/NAME.html.
make_grade() {
  [ "$RUNS/grades/$1.html" -nt build/kvgrader ] && return
  patched "$2" "$RUNS/submissions/$2" || exit 1
  ./KVStoreGrader.sh --submission "$RUNS/submissions/$2" --test="$3" --seeds 1..2 --quiet \
    --out "$RUNS/out/$1" --html "$RUNS/grades/$1.html" >"$RUNS/$1.log" 2>&1
  [ -s "$RUNS/grades/$1.html" ] || { echo "no page of the grade of $2:"; cat "$RUNS/$1.log"; exit 1; }
}

# The pages of a class, one of whom has a name that would do harm.
make_class() {
  [ "$RUNS/grades/class/index.html" -nt build/kvgrader ] && return
  rm -rf "${RUNS:?}/class" && mkdir -p "$RUNS/class" &&
    cp -r tests/submissions/classic2014 tests/submissions/modern2020 "$RUNS/class" &&
    patched no-time-out "$RUNS/class/<img src=x onerror=alert(1)>" || exit 1
  ./KVStoreGrader.sh --submissions "$RUNS/class" --html "$RUNS/grades/class" --test=fault-tolerance \
    --seeds 1..2 --quiet --accept-readable-files --out "$RUNS/out/class" >"$RUNS/class.log" 2>&1
  [ -s "$RUNS/grades/class/index.html" ] || { echo "no pages of a class:"; cat "$RUNS/class.log"; exit 1; }
}

check_prerequisites
mkdir -p "$RUNS"
make_run course "$APPLICATION" testcases/create.conf --seed 1
make_run chaos "$APPLICATION" testcases/chaos.conf --seed 4 --check
# One in which nothing disturbs the repair of copies.
make_run calm "$APPLICATION" testcases/chaos.conf --seed 12 --check
make_run crowd "$APPLICATION" "$here/crowd.conf" --seed 1 --check
make_run two-phase "$APPLICATION" testcases/twophase-chaos.conf --seed 2 --check
make_violation
make_unstored
make_sweep wrong "$wrong" --seeds 1..40 --check
make_sweep until "$wrong" --seeds 1..40 --check --until-failure
make_sweep fine "$APPLICATION" --seeds 11..30 --check
make_sweep plain "$APPLICATION" --seeds 1..3
make_made_up made-up made-up:3
make_made_up hostile hostile
mkdir -p "$RUNS/grades"
make_grade mistake ring-end-unnoticed stabilization
make_grade crash uncaught-exception stabilization
make_class
exec node "$here/main.mjs" "$RUNS" "$@"
