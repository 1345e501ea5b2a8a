#!/bin/sh
# stores.sh DESIGN [NAME...]: builds each wrong store of tests/zoo/DESIGN/ (all, or those named), runs it
# under --check until it is caught, and shrinks the failing schedule. Prints a table.
#
# A wrong store is a patch of stores/DESIGN's .cpp files; its first line says what is wrong. The script
# fails if one is not caught within SEEDS seeds, if a schedule does not shrink to MOST_EVENTS lines, or to
# those that an `# events: N` line of its patch allows.
cd "$(dirname "$0")/../.." || exit 2
design=$1
shift
: "${SEEDS:=1000}" "${MOST_EVENTS:=12}" "${CONF:=testcases/$design-chaos.conf}" "${ZOO:=build/zoo-$design}"
unset MAKEFLAGS MFLAGS MAKELEVEL
if [ $# -eq 0 ]; then
  set --
  for patch in "tests/zoo/$design"/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi
bad=0
make -s all || exit 2

# build_wrong NAME: builds the program with the patched store; sets app to its path.
build_wrong() {
  wrong=$ZOO/$1 app=$ZOO/$1/Application
  rm -rf "${wrong:?}" && mkdir -p "$wrong/tree/stores" && cp -R "stores/$design" "$wrong/tree/stores" &&
    patch -s --no-backup-if-mismatch -p1 -d "$wrong/tree" <"tests/zoo/$design/$1.patch" || return 1
  for source in "$wrong/tree/stores/$design"/*.cpp; do
    cmp -s "$source" "stores/$design/${source##*/}" || cp "$source" "$wrong"
  done
  make -s WRONG_STORE="$wrong" WRONG_DESIGN="$design" "$app" >"$wrong/build.log" 2>&1
}

printf '%-28s %-18s %5s %6s\n' 'wrong store' 'caught by' 'seed' 'events'
for name in "$@"; do
  if ! build_wrong "$name"; then
    echo "$name: does not build; see $ZOO/$name/build.log"
    bad=1
    continue
  fi
  found=$("$app" "$CONF" --seeds "1..$SEEDS" --check --until-failure --quiet --out "$ZOO/$name" | head -1)
  seed=$(echo "$found" | sed -n 's/^seed \([0-9]*\): .*/\1/p')
  check=$(echo "$found" | sed -n 's/^seed [0-9]*: \([^:]*\): .*/\1/p')
  if [ -z "$seed" ]; then
    printf '%-28s %-18s\n' "$name" 'NOT CAUGHT'
    bad=1
    continue
  fi
  "$app" "$CONF" --seed "$seed" --check --shrink --quiet --out "$ZOO/$name" >"$ZOO/$name/shrink.log" 2>&1
  events=$(grep -c '^\(at\|from\) ' "$ZOO/$name/shrunk.faults")
  most=$(sed -n 's/^# events: \([0-9]*\).*/\1/p' "tests/zoo/$design/$name.patch")
  [ "$events" -gt 0 ] && [ "$events" -le "${most:-$MOST_EVENTS}" ] || bad=1
  printf '%-28s %-18s %5s %6s\n' "$name" "$check" "$seed" "$events"
done
exit $bad
