# tests/checks/determinism*.sh source this file: it builds the program in several ways and compares
# their output with that of the existing program ($BUILD).
. tests/tools/checking.sh

# The runs that are compared: key-value and membership, loss, delays, a group of another size, and
# schedules that are drawn.
runs='create:1 read:2 update:3 delete:4 singlefailure:5 multifailure:6 msgdropsinglefailure:7
  lossy:8 delayed:9 chaos:10 chaos-wild:11 ycsb-a:12'

# write_runs PROGRAM FOLDER: writes the files and the summary of each run.
write_runs() {
  mkdir -p "$2"
  for one in $runs; do
    conf=${one%:*} seed=${one#*:}
    "$1" "testcases/$conf.conf" --seed "$seed" --out "$2/$conf" >"$2/$conf.stdout" || return 1
  done
  "$1" testcases/update.conf --set MAX_NNB=40 --seed 10 --out "$2/forty" >"$2/forty.stdout"
}

# build_program COMPILER OPTIMISATION FOLDER: makes FOLDER/nodes/Application.
build_program() {
  make BUILD="$3" CXX="$1" OPT="$2" "$3/nodes/Application" >"$WORK/make" 2>&1
}

# compare WHAT FOLDER: compares it with the runs in $WORK/reference. The summaries have the digests.
compare() {
  if diff -r "$WORK/reference" "$2" >"$WORK/difference"; then
    ok "$1"
  else
    not_ok "$1" "$(head -c 300 "$WORK/difference" | head -n 3)"
  fi
}

# compare_build COMPILER OPTIMISATION FOLDER
compare_build() {
  what="equal bytes and digests from $1 $2"
  if ! has "$1"; then
    skip "$what" "no $1"
  elif ! build_program "$1" "$2" "$3"; then
    cat "$WORK/make"
    not_ok "$what" "it does not build"
  elif ! write_runs "$3/nodes/Application" "$WORK/runs" 2>"$WORK/stderr"; then
    not_ok "$what" "a run failed: $(cat "$WORK/stderr")"
  else
    compare "$what" "$WORK/runs"
  fi
  rm -rf "$WORK/runs"
}

if write_runs "$BUILD/nodes/Application" "$WORK/reference" 2>"$WORK/stderr"; then
  ok "the runs to compare with"
else
  not_ok "the runs to compare with" "a run failed: $(cat "$WORK/stderr")"
fi
