#!/bin/sh
# build.sh [NAME=VALUE...] TARGET...: runs make for the targets, here, and shows on standard error how
# far it is: a bar on a terminal that can redraw a line; elsewhere a line at once and one about every
# ten seconds. Nothing is shown if nothing has to be compiled, or with QUIET=yes.
#
# MAKE is make by default, CXX, if it is set, the compiler, and LOG a file for the output of the compilers
# and make, which is printed if the build fails. Uses all processors. Exit status: make's. Ctrl-C and
# SIGTERM end make and all compilers, and the script prints how many files were compiled.
: "${MAKE:=make}"
[ -z "$CXX" ] || set -- "$@" CXX="$CXX"
# These variables are meant for other builds. MAKEFLAGS is set if a make has called this script.
unset BUILD OPT SANITIZE SUBMISSION STAGED EDITION V MAKEFLAGS MFLAGS MAKELEVEL

scratch=$(mktemp -d) || exit 2
said=${LOG:-$scratch/said}
trap 'rm -rf "$scratch"' EXIT

now() { date +%s; }

live=''
if [ -t 2 ] && [ -n "$TERM" ] && [ "$TERM" != dumb ]; then live=yes; fi

# Prints ", about 40 s left" if it can be estimated.
time_left() {
  seconds=$(($(now) - started))
  [ "$seconds" -gt 0 ] && [ "$1" -gt 0 ] && [ "$1" -lt "$files" ] || return 0
  left=$(((seconds * (files - $1) + $1 - 1) / $1))
  if [ "$left" -le 90 ]; then echo ", about $left s left"; else echo ", about $(((left + 59) / 60)) min left"; fi
}

counted() { if [ "$files" -eq 1 ]; then echo '1 file'; else echo "$files files"; fi; }

# On a terminal: redraws the bar for $1 compiled files.
draw_bar() {
  filled=$(($1 * 30 / files))
  bar=$(printf '%30s' '' | tr ' ' .)
  bar=$(printf "%${filled}s" '' | tr ' ' '#')${bar#"$(printf "%${filled}s" '' | tr ' ' .)"}
  printf '\r[%s] %s%% of %s compiled%s   ' "$bar" $(($1 * 100 / files)) "$(counted)" "$(time_left "$1")" >&2
}

show() {
  if [ -n "$live" ]; then
    draw_bar "$1"
  elif [ $(($(now) - shown)) -ge 10 ]; then
    shown=$(now)
    echo "$(($1 * 100 / files))% of $(counted) compiled$(time_left "$1")" >&2
  fi
}

# Copies the output of make on stdin, except for its steps, which it counts.
follow() {
  begun=0 started=$(now)
  shown=$started
  if [ "$files" -gt 0 ]; then
    if [ -n "$live" ]; then draw_bar 0; else echo "building: $(counted) to compile" >&2; fi
  fi
  while IFS= read -r line; do
    case $line in
      'compile '*)
        # make prints a step before it runs it.
        begun=$((begun + 1))
        if [ "$files" -gt 0 ] && [ "$begun" -le "$files" ]; then show $((begun - 1)); fi
        ;;
      'link '* | *' is up to date' | *': Nothing to be done for '*) ;;
      *) printf '%s\n' "$line" ;;
    esac
  done >"$said"
  echo "$begun" >"$scratch/begun"
  if [ -n "$live" ] && [ "$files" -gt 0 ]; then printf '\r%79s\r' '' >&2; fi
}

files=0
if [ "$QUIET" != yes ]; then
  files=$($MAKE --no-print-directory -n "$@" 2>/dev/null | grep -c '^echo compile ')
fi

# make gets a session of its own, if there is setsid, so that a signal reaches the compilers as well.
session='' group=''
if command -v setsid >/dev/null; then session=setsid group=-; fi

# stop STATUS: handles a signal once make has been started; $! is the id of its process.
stop() {
  trap '' INT TERM HUP
  kill -s TERM -- "$group$!"
  wait
  compiling=$(cat "$scratch/begun")
  echo "interrupted: $((compiling > 0 ? compiling - 1 : 0)) of $(counted) compiled" >&2
  exit "$1"
}

mkfifo "$scratch/steps" || exit 2
follow <"$scratch/steps" &
following=$!
trap 'stop 130' INT
trap 'stop 143' TERM HUP
$session $MAKE --no-print-directory "$@" >"$scratch/steps" 2>&1 &
wait $!
code=$?
wait "$following"
[ "$code" -eq 0 ] || cat "$said" >&2
exit "$code"
