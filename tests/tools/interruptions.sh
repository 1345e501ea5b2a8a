#!/bin/sh
# interruptions.sh WORK COUNT: interrupts a grading COUNT times, each time at a random moment, by
# Ctrl-C or SIGTERM, and looks two seconds later for what it has left: processes, locks, folders of
# runs. Every fourth time the grader is killed outright, and folders may stay until the next grading.
# At the end a grading has to give full points. WORK is a folder for it. Prints a line
# `left: ...` for each thing found; exit status 1 if there was any.
work=$1 count=$2
submission=$work/interrupted
logs=$work/interrupted-logs
mkdir -p "$submission" && cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$submission" || exit 2
staged=$(sh tests/tools/stage_submission.sh "$submission" build)

random_below() { echo $(($(od -An -N4 -tu4 /dev/urandom) % $1)); }

# A shell starts its background programs with Ctrl-C ignored.
grade() {
  exec setsid env --default-signal=INT,TERM ./KVStoreGrader.sh --submission "$submission" \
    --out "$logs" --seeds 1..3 --test=membership >"$work/said" 2>&1
}

# Prints the ids of the processes whose command line names a path of this grading. A process that has
# ended and was not waited for has no command line.
processes() {
  grep -lF -f "$work/called-with" /proc/[0-9]*/cmdline 2>"$work/nowhere" |
    sed 's|^/proc/||; s|/cmdline$||'
}

report() {
  status=1
  echo "left: $1, after signal $signal at $moment ms"
}

printf '%s\n' "$logs" "$staged" >"$work/called-with"
status=0 i=0
while [ "$i" -lt "$count" ]; do
  i=$((i + 1))
  # Half of them have something to build.
  if [ "$(random_below 2)" -eq 0 ]; then touch "$staged/source/MP1Node.cpp"; fi
  moment=$(random_below 4000)
  (grade) &
  grading=$!
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  case $((i % 4)) in
    0) signal=KILL && kill -s KILL "$grading" ;;
    1) signal=TERM && kill -s TERM "$grading" ;;
    *) signal=INT && kill -s INT -- "-$grading" ;;
  esac 2>"$work/nowhere"
  wait "$grading"
  seconds=0
  while [ -n "$(processes)" ] && [ "$seconds" -lt 2 ]; do
    seconds=$((seconds + 1))
    sleep 1
  done
  for process in $(processes); do
    report "process $process: $(tr '\0' ' ' <"/proc/$process/cmdline" | cut -c1-200)"
    kill -s KILL "$process" 2>"$work/nowhere"
  done
  for folder in "$logs" "$staged"; do
    [ ! -e "$folder/.lock" ] || flock -n "$folder/.lock" true || report "the lock of $folder"
  done
  if [ $signal != KILL ] && ls -d "$logs"/*/ >"$work/folders" 2>"$work/nowhere"; then
    report "$(tr '\n' ' ' <"$work/folders")"
  fi
done 2>"$work/killed"  # The shell tells of each.
signal=none moment=0
(grade)
grep -q '^Final grade 90$' "$work/said" || report "a grading without full points: $(tail -n 3 "$work/said")"
exit $status
