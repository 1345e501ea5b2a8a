# --stop-at: without a debugger the run says so and is the same; gdb stops it. docs/debugging.md is
# replayed: its commands work as they stand, and print what it shows.
. tests/tools/checking.sh

# ---- Without a debugger.

conf=testcases/read.conf
run ./Application $conf --out "$WORK/plain"
cp "$WORK/stdout" "$WORK/printed"
stopped="./Application $conf --out $WORK/stopped --stop-at 150:4:checkMessages"
expect "without a debugger the run goes on" 0 "no debugger is attached, so the run goes on" $stopped
verdict "it prints what it prints without the option" "they differ" cmp -s "$WORK/printed" "$WORK/stdout"
verdict "it writes what it writes without the option" "they differ" diff -r "$WORK/plain" "$WORK/stopped"
command=$(sed -n 's/^  \(gdb .*\)/\1/p' "$WORK/stderr")
verdict "it names the command to type" "$command" test "$command" = \
  "gdb -q -ex run -ex 'tbreak MP2Node::checkMessages' -ex continue --args $stopped"
expect "a stop that is never reached is reported" 0 \
  "--stop-at 900: no such call was made in the 700 ticks of the run" \
  ./Application $conf --out "$WORK/stopped" --quiet --stop-at 900

# ---- make debug. It builds everything anew, which takes minutes, so that this is only shown.

make -n V=1 --always-make BUILD="$BUILD" debug >"$WORK/make" 2>&1
verdict "make debug builds without optimisation, in a folder of its own" "$(tail -n 3 "$WORK/make")" \
  grep -q -e "-O0 -g .*-c main.cpp -o $BUILD/debug/main.o" "$WORK/make"

# ---- Under gdb.

why_no_gdb() {
  if ! has gdb; then
    echo "no gdb"
  elif ! gdb -q -batch -ex run --args true 2>&1 </dev/null | grep -q 'exited normally'; then
    echo "gdb may not trace a process here"
  fi
}
no_gdb=$(why_no_gdb)
if [ -n "$no_gdb" ]; then
  skip "gdb stops a run" "$no_gdb"
  skip "the commands of docs/debugging.md print what it shows" "$no_gdb"
  finish
fi
under_gdb="gdb -q -batch -ex run -ex next -ex continue --args"
expect "gdb stops a run" 0 "Program received signal SIGTRAP" $under_gdb $stopped
verdict "the run goes on after it" "$(cat "$WORK/stdout")" grep -q "digest" "$WORK/stdout"
verdict "it is the same run" "they differ" diff -r "$WORK/plain" "$WORK/stopped"

# ---- The page. Its last build is made without `make debug`: the nodes have their debugging information
# anyway.

page=docs/debugging.md
wrong=$WORK/ring
gdb_commands=$(sed -n "s/^    (gdb) \(.*\)/-ex '\1'/p" "$page" | tr '\n' ' ')

# here COMMAND: prints the page's command as this check performs it.
here() {
  case $1 in
    ./KVStoreGrader.sh*) printf '%s\n' "$1 --out '$WORK/logs'" ;;
    'make debug'*) printf '%s\n' "make -s BUILD='$BUILD' debug-program ${1#make debug}" ;;
    gdb*) printf '%s\n' "${1%% --args *} -batch $gdb_commands --args $program ${1#*/Application } --out '$WORK/stopped'" ;;
    *) printf '%s\n' "$1" ;;
  esac
}

sed -n 's/^    \$ //p' "$page" | sed "s|/tmp/ring|$wrong|g" >"$WORK/commands"
while IFS= read -r command; do
  case $command in gdb*) program=$(application_of "$wrong") ;; esac
  run sh -c "$(here "$command")"
  cat "$WORK/stdout" "$WORK/stderr" >>"$WORK/output"
done <"$WORK/commands"
verdict "the commands of $page are found" "$(cat "$WORK/commands")" \
  test "$(wc -l <"$WORK/commands")" -ge 5 -a -n "$gdb_commands"

# without_layout: one line, with the page's names for the folders and without addresses.
without_layout() {
  sed "s|${program%/Application}|build/debug/submissions/_tmp_ring|g; s|$wrong|/tmp/ring|g; s/0x[0-9a-f]*/0x/g" |
    tr -s ' \n\t' ' '
}
without_layout <"$WORK/output" >"$WORK/flat"
sed -n '/^## An example/,/^## --stop-at/s/^    //p' "$page" | grep -v '^\$ \|^(gdb) \|^\.\.\.$' >"$WORK/shown"
unseen=$(while IFS= read -r line; do
  flat=$(printf '%s\n' "$line" | without_layout | sed 's/^ //; s/ $//')
  grep -qF -e "$flat" "$WORK/flat" || printf '%s\n' "$line"
done <"$WORK/shown")
verdict "the commands of $page print what it shows" "$unseen" [ -z "$unseen" ]
[ -z "$unseen" ] || cat "$WORK/output"
staged=${program%/Application}
rm -rf "$staged" "build/submissions/${staged##*/}"
finish
