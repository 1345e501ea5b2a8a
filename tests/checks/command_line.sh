# The command line and the conf files of ./Application: each error gives a line and an exit status, and no
# file is written; a run that ends early leaves its logs.
. tests/tools/checking.sh

conf=testcases/create.conf

# ---- What is wrong. The folder below is shown to be as it was after all that follows.

out=$WORK/kept
mkdir "$out"
for file in dbg.log stats.log msgcount.log; do echo "from before" >"$out/$file"; done

# bad_conf WHAT TEXT CONTENT: a conf file of this content; TEXT follows its name in the message.
bad_conf() {
  printf "$3" >"$WORK/bad.conf"
  expect "$1" 2 "$WORK/bad.conf:$2" ./Application "$WORK/bad.conf" --out "$out"
}
bad_conf "empty file" "1: the file is empty" ''
bad_conf "comments alone" "1: the file is empty" '# MAX_NNB: 10\n\n'
bad_conf "binary file" "1: this is not a conf file" '\177ELF\002\001\000\000'
bad_conf "no colon" "2: \`CRUD_TEST CREATE\` is not understood" 'MAX_NNB: 10\nCRUD_TEST CREATE\n'
bad_conf "duplicate key" "3: MAX_NNB is given twice, first at $WORK/bad.conf:1" \
  'MAX_NNB: 10\nCRUD_TEST: READ\nMAX_NNB: 11\n'
bad_conf "MAX_NNB missing" "1: MAX_NNB" 'CRUD_TEST: READ\n'
bad_conf "MAX_NNB 0" "1: MAX_NNB is \`0\`: a whole number from 1" 'MAX_NNB: 0\n'
bad_conf "MAX_NNB negative" "1: MAX_NNB is \`-3\`" 'MAX_NNB: -3\n'
bad_conf "MAX_NNB not a number" "1: MAX_NNB is \`ten\`" 'MAX_NNB: ten\n'
bad_conf "MAX_NNB with a tail" "1: MAX_NNB is \`10x\`" 'MAX_NNB: 10x\n'
bad_conf "MAX_NNB not whole" "1: MAX_NNB is \`1.5\`" 'MAX_NNB: 1.5\n'
bad_conf "MAX_NNB beyond all numbers" "1: MAX_NNB is \`99999999999999999999\`" \
  'MAX_NNB: 99999999999999999999\n'
bad_conf "MAX_NNB without a value" "1: MAX_NNB is \`\`" 'MAX_NNB:\n'
bad_conf "probability above 1" "2: MSG_DROP_PROB is \`1.1\`: a probability from 0 to 1" \
  'MAX_NNB: 10\nMSG_DROP_PROB: 1.1\n'
bad_conf "probability below 0" "2: MSG_DROP_PROB is \`-0.1\`" 'MAX_NNB: 10\nMSG_DROP_PROB: -0.1\n'
bad_conf "probability nan" "2: MSG_DROP_PROB is \`nan\`" 'MAX_NNB: 10\nMSG_DROP_PROB: nan\n'
bad_conf "unknown CRUD_TEST" "2: CRUD_TEST is \`WRITE\`: one of CREATE, READ, UPDATE, DELETE" \
  'MAX_NNB: 10\nCRUD_TEST: WRITE\n'
bad_conf "unknown key" "2: SINGLE_FAIL is not known: did you mean SINGLE_FAILURE?" \
  'MAX_NNB: 10\nSINGLE_FAIL: 1\n'
bad_conf "several errors" "2: DROP_MSG is \`2\`" 'MAX_NNB: 0\nDROP_MSG: 2\n'
verdict "several errors in a line each" "$(cat "$WORK/stderr")" \
  test "$(wc -l <"$WORK/stderr")" -eq 2

bad_conf "a wrong FAULTS" "2: FAULTS is \`\`" 'MAX_NNB: 10\nFAULTS:\n'
printf 'at 100 crash 11\nat 110 crush 1\n' >"$WORK/bad.schedule"
expect "a wrong schedule file" 2 "$WORK/bad.schedule:2: " \
  ./Application $conf --set FAULTS="$WORK/bad.schedule" --out "$out"
expect "a missing schedule file" 2 "nowhere.schedule: cannot be read: No such file" \
  ./Application $conf --set FAULTS=nowhere.schedule --seeds 1..3 --out "$out"

expect "--fill with another word" 2 "--fill random: zero, ones, seed, ones:FIELD or seed:FIELD" ./Application $conf --fill random --out "$out"
stop_allowed="a tick, TICK:PEER or TICK:PEER:CALL, such as 225:4:recvLoop, is allowed"
for stop in x 150: 150:0 150:4: -1 99999999999; do
  expect "--stop-at $stop" 2 "--stop-at $stop: $stop_allowed" ./Application $conf --stop-at $stop --out "$out"
done
expect "--stop-at a peer that is not there" 2 "--stop-at 150:11: there is no peer 11: 1 to 10 are allowed" \
  ./Application $conf --stop-at 150:11 --out "$out"
expect "--stop-at an unknown call" 2 "there is no call recvloop: MP1Node::nodeStart, MP1Node::recvLoop, " \
  ./Application $conf --stop-at 150:4:recvloop --out "$out"
expect "--stop-at a call of the store, without one" 2 "there is no call clientRead: " \
  ./Application testcases/singlefailure.conf --set STORE=off --stop-at 150:4:clientRead --out "$out"
expect "--stop-at with many runs" 2 "--stop-at: allowed with one run alone" \
  ./Application $conf --seeds 1..3 --stop-at 150 --out "$out"

expect "missing file" 2 "nowhere.conf: cannot be read: No such file" \
  ./Application nowhere.conf --out "$out"
expect "a directory" 2 "testcases: cannot be read: is a directory" \
  ./Application testcases --out "$out"
expect "a device" 2 "/dev/zero: cannot be read: is not a regular file" ./Application /dev/zero --out "$out"
head -c 2000000 /dev/zero | tr '\0' 'x' >"$WORK/huge.conf"
expect "a huge file" 2 "huge.conf:1: this is not a conf file" \
  ./Application "$WORK/huge.conf" --out "$out"

expect "no conf file" 2 "a conf file is missing" ./Application --out "$out"
expect "two conf files" 2 "one conf file is allowed" ./Application $conf $conf --out "$out"
expect "unknown option" 2 "--sede: there is no such option: did you mean --seed" \
  ./Application $conf --sede 1 --out "$out"
expect "unlike any option" 2 "--help lists them" ./Application $conf --frobnicate --out "$out"
expect "a value too many" 2 "--quiet: takes no value" ./Application $conf --quiet=1 --out "$out"
expect "a value missing" 2 "--seed: N is missing" ./Application $conf --out "$out" --seed
for seed in x -1 1.5 '' 99999999999999999999 1..3; do
  expect "--seed '$seed'" 2 "--seed $seed: a whole number from 0 to 18446744073709551615 is allowed" \
    ./Application $conf --out "$out" --seed "$seed"
done
for seeds in 5..1 1.. ..3 1-3 a..b '' 0..18446744073709551615; do
  expect "--seeds '$seeds'" 2 "--seeds $seeds: a range like 1..100, within " \
    ./Application $conf --out "$out" --seeds "$seeds"
done
for jobs in 0 -1 many 2000; do
  expect "--jobs $jobs" 2 "--jobs $jobs: a whole number from 1 to 1024 is allowed" \
    ./Application $conf --out "$out" --seeds 1..2 --jobs "$jobs"
done
expect "--jobs without --seeds" 2 "--jobs: allowed with --seeds or --search alone" \
  ./Application $conf --out "$out" --jobs 2
expect "--seed with --seeds" 2 "one of the two is allowed" \
  ./Application $conf --out "$out" --seed 1 --seeds 1..2
expect "--until-failure without --seeds" 2 "--until-failure: allowed with --seeds or --search alone" \
  ./Application $conf --out "$out" --until-failure --seed 1
for options in --shrink "--shrink --check --seeds 1..2"; do
  expect "$options" 2 "--shrink: allowed with --check and one seed, or --until-failure" \
    ./Application $conf --out "$out" $options
done
for flag in --check --shrink --until-failure; do
  expect "$flag=yes" 2 "$flag: takes no value" ./Application $conf --out "$out" $flag=yes
done
expect "--set without =" 2 "--set MAX_NNB: \`--set KEY=VALUE\` is expected" \
  ./Application $conf --out "$out" --set MAX_NNB
expect "--set of an unknown key" 2 "--set MAX_NNN=3: MAX_NNN is not known: did you mean MAX_NNB?" \
  ./Application $conf --out "$out" --set MAX_NNN=3
expect "--set of a bad value" 2 "--set MAX_NNB=0: MAX_NNB is \`0\`" \
  ./Application $conf --out "$out" --set MAX_NNB=0
expect "help wins over the rest" 0 "Usage: ./Application CONF" \
  ./Application --help --out "$out" nowhere.conf
expect "--version" 0 "Application 1" ./Application --version --out "$out"

expect "--live without the engine" 2 "is missing: \`make playground\` makes it for these nodes" \
  env -C "$WORK" "$PWD/Application" "$PWD/$conf" --out "$out" --report "$WORK/live.html" --live
expect "--watch without a terminal" 2 "--watch: standard error is no terminal that can redraw a line" \
  ./Application $conf --watch --out "$out"

for file in dbg.log stats.log msgcount.log; do
  [ "$(cat "$out/$file")" = "from before" ] || changed="$changed $file"
done
verdict "nothing written" "changed:$changed" test -z "$changed"
verdict "no other file made" "$(ls "$out")" test "$(ls "$out" | wc -l)" -eq 3
expect "a folder that would have to be made" 2 "MAX_NNB is" \
  ./Application $conf --set MAX_NNB=0 --out "$WORK/never"
verdict "is not made" "it is there" test ! -e "$WORK/never"

# ---- Folders and disks.

: >"$WORK/file"
for seeds in --seed=1 --seeds=1..2; do
  expect "output folder below a file ($seeds)" 2 "$WORK/file/x: cannot be made: Not a directory" \
    ./Application $conf $seeds --out "$WORK/file/x"
  expect "output folder is a file ($seeds)" 2 "$WORK/file" ./Application $conf $seeds --out "$WORK/file"
done
mkdir -p "$WORK/blocked/msgcount.log"
echo "from before" >"$WORK/blocked/dbg.log"
expect "the last file cannot be opened" 2 "msgcount.log: cannot be written: Is a directory" \
  ./Application $conf --out "$WORK/blocked"
verdict "the old dbg.log stays" "it is gone" test "$(cat "$WORK/blocked/dbg.log")" = "from before"
verdict "no new stats.log stays" "it is there" test ! -e "$WORK/blocked/stats.log"
mkdir "$WORK/before"
echo "from before" >"$WORK/before/dbg.log"
for option in "--report=$WORK/nowhere/x" "--trace=$WORK/nowhere/x"; do
  expect "an output that cannot be opened ($option)" 2 "$WORK/nowhere/x: cannot be written" \
    ./Application $conf --out "$WORK/before" "$option"
  verdict "the dbg.log before stays ($option)" "it is gone" \
    test "$(cat "$WORK/before/dbg.log")" = "from before"
done

for file in dbg.log msgcount.log; do
  if [ ! -c /dev/full ]; then
    skip "disk full at $file" "no /dev/full"
    continue
  fi
  rm -rf "$WORK/full"
  mkdir "$WORK/full"
  ln -s /dev/full "$WORK/full/$file"
  expect "disk full at $file" 1 "$WORK/full/$file: cannot be written: No space left on device" \
    ./Application $conf --out "$WORK/full"
  verdict "said once ($file)" "$(cat "$WORK/stderr")" test "$(wc -l <"$WORK/stderr")" -eq 1
done

# ---- What is right.

expect "a run" 0 "100 creates: 100 succeeded, 0 failed" ./Application $conf --out "$WORK/new"
verdict "makes the three files" "$(ls "$WORK/new")" \
  test "$(ls "$WORK/new" | tr '\n' ' ')" = "dbg.log msgcount.log stats.log "
here=$PWD
(cd "$WORK" && mkdir cwd && cd cwd && "$here/Application" "$here/$conf" >/dev/null)
verdict "without --out, in the current folder" "they differ" \
  diff -r "$WORK/new" "$WORK/cwd"
expect "over an older, longer log" 0 "" ./Application testcases/read.conf --out "$WORK/cwd"
./Application $conf --out "$WORK/cwd" >"$WORK/first"
verdict "nothing of it stays" "they differ" diff -r "$WORK/new" "$WORK/cwd"
run ./Application $conf --quiet --out "$WORK/cwd"
verdict "--quiet prints nothing" "$(cat "$WORK/stdout" "$WORK/stderr")" \
  test "$code" -eq 0 -a ! -s "$WORK/stdout" -a ! -s "$WORK/stderr"
./Application $conf --seed=1 --out="$WORK/cwd" >"$WORK/second"
verdict "--seed=1 is the default" "they differ" cmp -s "$WORK/first" "$WORK/second"
expect "--set over the file's line" 0 "5 of 5 peers started" \
  ./Application $conf --out "$WORK/cwd" --set CRUD_TEST=DELETE --set MAX_NNB=5
expect "--set of one key twice" 2 "MAX_NNB is given twice, first by --set MAX_NNB=4" \
  ./Application $conf --out "$WORK/cwd" --set MAX_NNB=4 --set MAX_NNB=5
printf 'CRUD_TEST: CREATE  \r\n\r\n # ten\r\n\tMAX_NNB:10 # ten' >"$WORK/odd.conf"
./Application "$WORK/odd.conf" --out "$WORK/cwd" >"$WORK/second"
verdict "blanks, carriage returns, comments, any order" "they differ" \
  cmp -s "$WORK/first" "$WORK/second"

# ---- A trace in place of a run.

run ./Application testcases/read.conf --quiet --out "$out" --trace "$WORK/run.trace" --report "$WORK/run.html"
run ./Application --from-trace "$WORK/run.trace" --quiet --report "$WORK/again.html"
verdict "--from-trace gives the run's page" "it has another trace" \
  test "$(grep -c 'class="trace"' "$WORK/again.html")" -eq 1 -a "$code" -eq 0
expect "--explain and --at" 0 "the group at the end of tick 120" \
  ./Application --from-trace "$WORK/run.trace" --quiet --explain 1 --at 120
head -n 3000 "$WORK/run.trace" >"$WORK/cut.trace"
expect "a trace that is cut" 2 "$WORK/cut.trace:3001: the trace is cut" \
  ./Application --from-trace "$WORK/cut.trace" --report "$WORK/none.html"
verdict "has no page" "there is one" test ! -e "$WORK/none.html"

# ---- Files in each other's place.

for clash in "--report,$WORK/x,--timeline,$WORK/x" "--perfetto,$WORK/x,--shiviz,$WORK/x" \
  "--timeline,$out/dbg.log" "--report,$WORK/run.trace,--compare-with,$WORK/run.trace"; do
  expect "two files in one place: ${clash%%,*}" 2 " would be the same file" \
    sh -c "./Application $conf --out $out $(echo "$clash" | tr ',' ' ')"
done
cp "$WORK/run.trace" "$WORK/kept.trace"
expect "a page in the place of its trace" 2 "run.trace: --from-trace and --report would be the same file" \
  ./Application --from-trace "$WORK/run.trace" --report "$WORK/./run.trace"
verdict "the trace stays" "it is changed" cmp -s "$WORK/run.trace" "$WORK/kept.trace"
cp $conf "$WORK/sweep.conf"
expect "a sweep's page in the place of its conf file" 2 "the conf file and --report would be the same file" \
  ./Application "$WORK/sweep.conf" --seeds 1..2 --report "$WORK/sweep.conf"
expect "a sweep's page in the place of a log" 2 "--report and the log of seed 2 would be the same file" \
  ./Application $conf --seeds 1..2 --out "$out" --report "$out/seed-2.dbg.log"

# ---- Many seeds.

sweep="./Application testcases/update.conf --seeds 1..20"
run $sweep --jobs 1
cp "$WORK/stdout" "$WORK/one"
run ./Application testcases/read.conf --quiet --out "$out" --metrics "$WORK/metrics"
verdict "--metrics" "$(cat "$WORK/metrics")" grep -qx 'operations 106' "$WORK/metrics"
expect "--metrics that cannot be written" 2 "nowhere/metrics: cannot be written" \
  ./Application testcases/read.conf --quiet --out "$out" --metrics nowhere/metrics
expect "a sweep" 0 "testcases/update.conf: 20 seeds, 0 failed, digest " $sweep --jobs 2
verdict "is equal for --jobs 1 and --jobs 2" "$(cat "$WORK/stdout")" cmp -s "$WORK/one" "$WORK/stdout"
verdict "has no progress bar in a file" "$(cat "$WORK/stderr")" test ! -s "$WORK/stderr"
run $sweep --jobs 2 --quiet
verdict "is silent with --quiet" "$(cat "$WORK/stdout")" test "$code" -eq 0 -a ! -s "$WORK/stdout"
for jobs in 1 2; do
  run ./Application testcases/chaos.conf --seeds 1..4 --check --quiet --jobs $jobs --report "$WORK/jobs-$jobs.html"
done
verdict "and so is its page" "it differs" cmp -s "$WORK/jobs-1.html" "$WORK/jobs-2.html"
verdict "depends on its seeds" "equal digests" \
  test "$(./Application testcases/update.conf --seeds 2..21)" != "$(cat "$WORK/one")"
if ! script --version 2>/dev/null | grep -q util-linux; then
  skip "what is shown on a terminal" "no script(1) of util-linux"
elif ! script -qec 'test -t 1' /dev/null >/dev/null 2>&1 </dev/null; then
  skip "what is shown on a terminal" "script(1) gets no pseudo-terminal"
else
  TERM=xterm script -qec "$sweep" /dev/null >"$WORK/terminal" 2>&1 </dev/null
  verdict "has a progress bar on a terminal" "$(cat "$WORK/terminal")" \
    grep -q '\[###.*100% of 20 seeds' "$WORK/terminal"
  TERM=dumb script -qec "$sweep" /dev/null >"$WORK/terminal" 2>&1 </dev/null
  verdict "and none on one that cannot redraw a line" "$(cat "$WORK/terminal")" \
    test -z "$(grep '\[[#.]*\]' "$WORK/terminal")"
  TERM=xterm script -qec "./Application $conf --out $WORK/cwd" /dev/null >"$WORK/terminal" 2>&1 </dev/null
  verdict "a run says on a terminal what it took" "$(cat "$WORK/terminal")" \
    grep -q '^took [0-9]*\.[0-9] s, [0-9]* MB at most' "$WORK/terminal"
  ./Application $conf --out "$WORK/unwatched" >"$WORK/first"
  TERM=xterm script -qec "./Application $conf --watch --out $WORK/cwd" /dev/null >"$WORK/terminal" 2>&1 </dev/null
  verdict "--watch shows the run's end" "$(cat "$WORK/terminal")" \
    grep -q '#] tick 700 of 700' "$WORK/terminal"
  verdict "and changes nothing" "another log" cmp -s "$WORK/unwatched/dbg.log" "$WORK/cwd/dbg.log"
  TERM=dumb script -qec "./Application $conf --watch --out $out" /dev/null >"$WORK/terminal" 2>&1 </dev/null
  verdict "and needs a terminal that can redraw" "$(cat "$WORK/terminal")" \
    grep -q 'no terminal that can redraw' "$WORK/terminal"
fi
# Three peers are too few for the second failure of the read test.
expect "failing seeds" 1 "testcases/read.conf: 3 seeds, 3 failed" \
  ./Application testcases/read.conf --set MAX_NNB=3 --seeds 7..9 --out "$WORK/failing"
verdict "have a line each" "$(cat "$WORK/stdout")" test "$(grep -c '^seed [789]: ' "$WORK/stdout")" -eq 3
verdict "have their logs in --out" "$(ls "$WORK/failing")" \
  test "$(ls "$WORK/failing" | tr '\n' ' ')" = "seed-7.dbg.log seed-8.dbg.log seed-9.dbg.log "
replay=$(sed -n 's/.*; replay: //p' "$WORK/stdout" | sed -n 2p)
expect "the replay fails, too" 1 "the test could not go on" sh -c "$replay --out '$WORK/replay'"
verdict "the replay has the same log" "they differ" \
  cmp -s "$WORK/failing/seed-8.dbg.log" "$WORK/replay/dbg.log"
mkdir "$WORK/unseen"
(cd "$WORK/unseen" && "$here/Application" "$here/$conf" --seeds 1..2 >/dev/null)
verdict "a sweep without failures writes no file" "$(ls "$WORK/unseen")" \
  test -z "$(ls "$WORK/unseen")"

# ---- Checked runs.

chaos=testcases/chaos.conf
expect "a checked run" 0 "linearizable holds" ./Application $chaos --seed 1 --check --out "$WORK/checked"
expect "a checked run of the course's" 0 "linearizable holds" \
  ./Application $conf --check --out "$WORK/checked"
run ./Application $chaos --seed 1 --check --quiet --out "$WORK/checked"
verdict "prints nothing with --quiet" "$(cat "$WORK/stdout" "$WORK/stderr")" \
  test "$code" -eq 0 -a ! -s "$WORK/stdout" -a ! -s "$WORK/stderr"

# A partition for so long that both sides take the other for dead: one writes, one reads.
cat >"$WORK/split.faults" <<'END'
peers 5
from 200 to 320 partition 1,2 | 3,4,5
at 120 client 1 on 1 create key old
at 202 client 3 on 1 read key
at 270 client 1 on 1 update key new
at 300 client 2 on 3 read key
at 400 client 2 on 3 read key
END
split="./Application $chaos --set FAULTS=$WORK/split.faults"

# replay_of FILE: the command in its last line, if that is one.
replay_of() {
  sed -n '$s/^replay: //p' "$1"
}
expect "a broken store" 1 "VIOLATED: regular" $split --check --out "$WORK/split"
replay=$(replay_of "$WORK/stdout")
verdict "the replay command is the last line" "$(tail -n 1 "$WORK/stdout")" test -n "$replay"
cp "$WORK/stdout" "$WORK/first"
run sh -c "$replay --out '$WORK/replayed'"
verdict "the replay says the same" "$(cat "$WORK/stdout")" \
  test "$code" -eq 1 -a "$(cat "$WORK/first")" = "$(cat "$WORK/stdout")"
verdict "the replay has the same log" "they differ" \
  cmp -s "$WORK/split/dbg.log" "$WORK/replayed/dbg.log"
run $split --out "$WORK/unchecked"
verdict "the log of a failed check is whole" "it differs from that of the unchecked run" \
  cmp -s "$WORK/split/dbg.log" "$WORK/unchecked/dbg.log"
expect "what is broken is not demanded" 0 "OK" \
  $split --set DEMAND=read-your-writes --check --out "$WORK/split"
expect "without --check nothing is said of it" 0 "digest" $split --out "$WORK/split"
run $split --check --quiet --out "$WORK/split"
verdict "a broken store with --quiet" "$(cat "$WORK/stdout" "$WORK/stderr")" \
  test "$code" -eq 1 -a ! -s "$WORK/stdout" -a "$(wc -l <"$WORK/stderr")" -eq 2
verdict "names what broke" "$(cat "$WORK/stderr")" grep -q "^$chaos: regular: " "$WORK/stderr"
verdict "and ends with the replay command" "$(cat "$WORK/stderr")" \
  test "$(replay_of "$WORK/stderr")" = "$replay"

expect "--shrink" 1 "written to $WORK/split/shrunk.faults" \
  $split --check --shrink --out "$WORK/split"
replay=$(replay_of "$WORK/stdout")
verdict "leaves out faults or calls" "$(cat "$WORK/split/shrunk.faults")" \
  test "$(grep -vc '^#' "$WORK/split/shrunk.faults")" -lt "$(wc -l <"$WORK/split.faults")"
expect "what is left fails in the same way" 1 "VIOLATED: regular" \
  sh -c "$replay --out '$WORK/replayed'"
rm "$WORK/split/shrunk.faults"
run $split --check --shrink --quiet --out "$WORK/split"
verdict "--shrink --quiet" "$(cat "$WORK/stdout")" \
  test "$code" -eq 1 -a ! -s "$WORK/stdout" -a -s "$WORK/split/shrunk.faults"
expect "--shrink where nothing is broken" 0 "linearizable holds" \
  ./Application $chaos --seed 1 --check --shrink --out "$WORK/checked"
verdict "writes no schedule" "$(ls "$WORK/checked")" test ! -e "$WORK/checked/shrunk.faults"

printf 'from 130 to 135 drop 0.5\nat 200 client 1 on 1 create key value\n' >"$WORK/unseen.faults"
expect "faults that no call met" 3 "INCONCLUSIVE: exposure" \
  ./Application $chaos --set FAULTS="$WORK/unseen.faults" --check --out "$WORK/checked"
expect "as all seeds of a sweep" 3 "3 seeds, 0 failed, 3 inconclusive (100.00 %), digest" \
  ./Application $chaos --set FAULTS="$WORK/unseen.faults" --check --seeds 1..3

expect "a sweep of checked runs" 0 "4 seeds, 0 failed, 0 inconclusive (0.00 %), digest " \
  ./Application $chaos --check --seeds 1..4
expect "of a broken store" 1 "3 seeds, 3 failed, " $split --check --seeds 7..9
verdict "each names what broke" "$(cat "$WORK/stdout")" \
  test "$(grep -c '^seed [789]: regular: .*; replay: .* --seed [789] --check$' "$WORK/stdout")" -eq 3
expect "--until-failure" 1 "1 seed, 1 failed, " \
  $split --check --seeds 7..1000000 --until-failure
verdict "stops at the first that fails" "$(cat "$WORK/stdout")" \
  test "$(grep -c '^seed ' "$WORK/stdout")" -eq 1
expect "--until-failure where none fails" 0 "4 seeds, 0 failed, " \
  ./Application $chaos --check --seeds 1..4 --until-failure

# ---- Ends by a signal: the log holds what happened until then.

# A run of minutes, ended after a moment.
interrupt() {  # WHAT SIGNAL FOLDER
  if ! has timeout; then
    skip "$1" "no timeout(1)"
    return
  fi
  run timeout -s "$2" 1 ./Application testcases/scale-10000.conf --set LOG_MEMBERSHIP=all \
    --out "$WORK/$2"
  verdict "$1" "status $code, $(cat "$WORK/stderr")" \
    test "$code" -ne 0 -a "$(wc -l <"$WORK/$2/dbg.log")" -gt 1000
}
interrupt "Ctrl-C leaves a log" INT
interrupt "SIGTERM leaves a log" TERM
(
  trap '' HUP
  ./Application testcases/read.conf --set MAX_NNB=80 --out "$WORK/hangup" >"$WORK/stdout" 2>&1 &
  sleep 0.1
  kill -HUP $! 2>/dev/null
  wait $!
)
verdict "a run under nohup goes on after a hang-up" "$(cat "$WORK/stdout")" \
  grep -q digest "$WORK/stdout"

# ---- A submission that crashes.

ending=$WORK/ending
mkdir "$ending"
cp MP1Node.h MP1Node.cpp MP2Node.h "$ending"
{
  echo '#include <signal.h>'
  echo '#include <stdlib.h>'
  echo '#include <sys/wait.h>'
  echo '#include <unistd.h>'
  echo '#include <stdexcept>'
  echo '__attribute__((constructor)) static void beforeMain() {'
  echo '  const char *how = getenv("ENDING");'
  echo '  if (how && *how == 98) _exit(0); }  // "before"'
  echo 'static int endless(volatile int *depth) { volatile int here[64] = {++*depth};'
  echo '  return endless(depth) + here[*depth % 64]; }'
  echo 'struct AtEnd { int *tick; ~AtEnd() { if (tick) *tick = 3; } };'
  sed '/^\/\/ build: optimise/d
s/^void MP2Node::checkMessages() {/&\
  const string how = getenv("ENDING") ? getenv("ENDING") : "";\
  AtEnd atEnd = {NULL};\
  if (par->getcurrtime() == 160 \&\& memberNode->addr.getAddress() == "3:0") {\
    volatile int depth = 0;\
    if (how == "segv") raise(SIGSEGV);\
    if (how == "abort") abort();\
    if (how == "chdir" \&\& chdir("..") != 0) abort();\
    if (how == "term") raise(SIGTERM);\
    if (how == "throw") throw std::runtime_error("lost");\
    if (how == "exit") exit(0);\
    if (how == "_exit") _exit(0);\
    if (how == "quick_exit") quick_exit(0);\
    if (how == "future") par->globaltime = 2147483647;\
    if (how == "past") atEnd.tick = \&par->globaltime;\
    if (how == "no loss") par->dropmsg = 5;\
    if (how == "never lost") par->MSG_DROP_PROB = 0.25;\
    if (how == "no size") par->MAX_MSG_SIZE = 1000000;\
    if (how == "fork") { if (fork() == 0) _exit(0); wait(NULL); }\
    if (how == "recursion") endless(\&depth);\
    while (how == "hang") {}\
  }/' MP2Node.cpp
} >"$ending/MP2Node.cpp"
program=$(application_of "$ending")
run make SUBMISSION="$ending" BUILD="$BUILD" "$program"
verdict "the crashing submission builds" "$(cat "$WORK/stderr")" test "$code" -eq 0
"$program" testcases/read.conf --out "$WORK/whole" >/dev/null

# The log ends within tick 160, and has the creates' and the first read's results until there.
whole_until_crash() {
  size=$(wc -c <"$1")
  head -c "$size" "$WORK/whole/dbg.log" | cmp -s - "$1" &&
    [ "$size" -lt "$(wc -c <"$WORK/whole/dbg.log")" ] && [ "$(grep -c 'success' "$1")" -ge 404 ]
}
where="at tick 160, in peer 3's MP2Node::checkMessages"
for how in segv:11 abort:6 term:15 throw:6 recursion:11; do
  signal=${how#*:} how=${how%:*}
  expect "$how is reported" $((128 + signal)) "$where" \
    env ENDING=$how sh -c "'$program' testcases/read.conf --out '$WORK/$how'; exit \$?"
  verdict "$how leaves the whole log" "it is cut" whole_until_crash "$WORK/$how/dbg.log"
done
for how in exit _exit quick_exit; do
  expect "$how is reported" 1 "exit() was called $where" \
    env ENDING=$how "$program" testcases/read.conf --out "$WORK/$how"
  verdict "$how leaves the whole log" "it is cut" whole_until_crash "$WORK/$how/dbg.log"
done
expect "exit before main is reported" 1 "exit() was called outside of the peers' code" \
  env ENDING=before "$program" testcases/read.conf --out "$WORK/before"
expect "a copy of the process that a node has made may exit" 0 "digest" \
  env ENDING=fork "$program" testcases/read.conf --out "$WORK/fork"
for how in 'future:globaltime from 160 to 2147483647' 'past:globaltime from 160 to 3' 'no loss:dropmsg from 0 to 5' \
  'never lost:MSG_DROP_PROB from 0 to 0.25' 'no size:MAX_MSG_SIZE from 4000 to 1000000'; do
  said="$where set par->${how#*:}: the framework alone may"
  expect "a node that changes the clock or a setting (${how%:*}) ends the run" 1 "the test could not go on: $said" \
    env ENDING="${how%:*}" "$program" testcases/read.conf --out "$WORK/clock"
  expect "in a sweep, too" 1 "$said" \
    env ENDING="${how%:*}" "$program" testcases/read.conf --seeds 2..2
done
here=$PWD
case $program in /*) from_here=$program ;; *) from_here=$here/$program ;; esac
(
  cd "$WORK" && mkdir changed &&
    ENDING=chdir "$from_here" "$here/testcases/read.conf" --out changed --trace changed/t.jsonl \
      --report changed/r.html --metrics changed/m.txt
) >"$WORK/stdout" 2>&1
verdict "a node that changes the working folder moves no output" "$(cat "$WORK/stdout")" \
  test "$(ls "$WORK/changed" | tr '\n' ' ')" = "dbg.log m.txt msgcount.log r.html stats.log t.jsonl "
for how in segv term exit _exit recursion; do
  expect "$how in a sweep" 1 "seed 2: " \
    env ENDING=$how "$program" testcases/read.conf --seeds 1..3 --jobs 2
  verdict "$how is told of each seed" "$(cat "$WORK/stdout")" \
    test "$(grep -c "^seed [123]: .*$where" "$WORK/stdout")" -eq 3
done
run env ENDING=segv "$program" testcases/read.conf --seeds 1..2 --quiet --report "$WORK/crashes.html"
verdict "a sweep whose runs crash has its page" "$(cat "$WORK/stderr")" \
  grep -q '<body data-kind="sweep">' "$WORK/crashes.html"
verdict "which shows the first run up to its crash" "there is no trace" \
  grep -q 'class="trace" data-name="testcases/read.conf" data-title="testcases/read.conf, seed 1"' "$WORK/crashes.html"
for how in segv exit recursion abort; do
  run env ENDING=$how "$program" testcases/read.conf --quiet --out "$WORK/$how" --report "$WORK/$how.html"
  verdict "$how leaves a page" "$(cat "$WORK/stderr")" grep -q '<body data-kind="run">' "$WORK/$how.html"
done
run env ENDING=segv "$program" testcases/read.conf --out "$WORK/segv" --trace "$WORK/segv.trace" --report "$WORK/segv.html"
verdict "and says where it is" "$(cat "$WORK/stdout")" grep -q "^page: $WORK/segv.html" "$WORK/stdout"
expect "its trace is completed" 0 "the group at the end of tick 160" \
  sh -c "./Application --from-trace - --quiet --ended-early 'it crashed' --at 160 <'$WORK/segv.trace'"
expect "and is no whole one by itself" 2 "standard input:" \
  sh -c "./Application --from-trace - --quiet --at 160 <'$WORK/segv.trace'"
for signal in INT TERM; do
  if ! has timeout; then
    skip "a submission that hangs is named at SIG$signal" "no timeout(1)"
  else
    run env ENDING=hang timeout -s $signal 1 "$program" testcases/read.conf --out "$WORK/hang"
    verdict "a submission that hangs is named at SIG$signal" "$(cat "$WORK/stderr")" \
      grep -q "interrupted $where" "$WORK/stderr"
    verdict "and leaves the whole log" "it is cut" whole_until_crash "$WORK/hang/dbg.log"
  fi
done
rm -rf "${program%/Application}"
finish
