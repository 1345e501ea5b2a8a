# tests/run.sh and tests/tools/unexpected_skips.sh, with made-up checks and unit tests: the counts, the
# output, and the exit status.
. tests/tools/checking.sh

mkdir -p "$WORK/tree/tests/checks" "$WORK/tree/build"
cp tests/run.sh "$WORK/tree/tests"

# fake NAME: a check of the script on stdin.
fake() { cat >"$WORK/tree/tests/checks/$1.sh"; }
fake good <<'END'
echo 'a line of no interest'
echo 'ok one'
echo 'skip two: no such thing here'
END
fake bad <<'END'
echo 'ok one'
echo 'not ok two: it is wrong'
echo 'how wrong it is'
exit 1
END
fake crashing <<'END'
echo 'ok one'
echo 'last words'
kill -9 $$
END
fake silent </dev/null
cat >"$WORK/tree/build/unit_tests" <<'END'
#!/bin/sh
if [ "$GTEST_TOTAL_SHARDS" = 2 ] && [ "$GTEST_SHARD_INDEX" = 1 ]; then
  echo '[ RUN      ] Suite.other'
  echo '[       OK ] Suite.other (0 ms)'
  exit
fi
cat <<OUT
[==========] Running 4 tests from 1 test suite.
[----------] 4 tests from Suite
[ RUN      ] Suite.good
printed without a line's end[       OK ] Suite.good (0 ms)
[ RUN      ] Suite.bad
File.cpp:3: Failure
why it is bad
[  FAILED  ] Suite.bad (0 ms)
[ RUN      ] Suite.elsewhere
File.cpp:5: Skipped
no such power

[  SKIPPED ] Suite.elsewhere (0 ms)
OUT
case $MODE in
  crash) echo '[ RUN      ] Suite.last'; exit 139 ;;
esac
cat <<OUT
[ RUN      ] Suite.last
[       OK ] Suite.last (0 ms)
[==========] 4 tests from 1 test suite ran. (0 ms total)
[  PASSED  ] 2 tests.
[  SKIPPED ] 1 test, listed below:
[  SKIPPED ] Suite.elsewhere
[  FAILED  ] 1 test, listed below:
[  FAILED  ] Suite.bad

 1 FAILED TEST
OUT
exit 1
END
chmod +x "$WORK/tree/build/unit_tests"

runner() { env BUILD=build sh "$WORK/tree/tests/run.sh" "$@"; }
# printed WHAT LINE: LINE is one of those that were printed.
printed() { verdict "$1" "$(cat "$WORK/stdout")" grep -qxF -e "$2" "$WORK/stdout"; }
last_line() { tail -n 1 "$WORK/stdout"; }

expect "a check with a skip" 0 "good: started" runner good
printed "the skip is shown at once" 'skip good: two: no such thing here'
printed "and listed at the end" 'skipped: good: two: no such thing here'
verdict "the counts are the last line" "$(last_line)" test "$(last_line)" = '1 passed, 0 failed, 1 skipped'
verdict "what is fine is not shown" "$(cat "$WORK/stdout")" \
  sh -c "! grep -q 'no interest' '$WORK/stdout'"

expect "a check that fails" 1 "bad: started" runner good bad
printed "the failure is shown at once" 'not ok bad: two: it is wrong'
printed "with what else was printed" 'how wrong it is'
printed "and listed at the end" 'failed: bad: two: it is wrong'
verdict "the counts of all" "$(last_line)" test "$(last_line)" = '2 passed, 1 failed, 1 skipped'

expect "a check that crashes" 1 "failed: crashing: it ended with exit status 137" runner crashing
printed "what it said last is shown" 'last words'
expect "a check that looks at nothing" 1 "failed: silent: it looked at nothing" runner silent
expect "a check that is not there" 1 "failed: nowhere: there is no such check" runner nowhere

expect "unit tests" 1 "failed: unit: Suite.bad" runner unit
printed "their reason to skip" 'skipped: unit: Suite.elsewhere: no such power'
printed "why one failed" 'why it is bad'
verdict "the counts of both halves" "$(last_line)" test "$(last_line)" = '3 passed, 1 failed, 1 skipped'
expect "unit tests that crash" 1 "failed: unit: Suite.last ended with exit status 139" \
  env MODE=crash BUILD=build sh "$WORK/tree/tests/run.sh" unit
verdict "count the crash" "$(last_line)" test "$(last_line)" = '2 passed, 2 failed, 1 skipped'

cat >"$WORK/expected" <<'END'
# A comment.
here good: tw?: no such thing here
there unit: *
END
runner good unit >"$WORK/printed" 2>&1
unexpected() { sh tests/tools/unexpected_skips.sh "$1" "$WORK/expected" <"$WORK/printed"; }
verdict "a skip that is not expected here" "$(unexpected here)" \
  test "$(unexpected here)" = 'unexpected skip: unit: Suite.elsewhere: no such power'
verdict "and there" "$(unexpected there)" \
  test "$(unexpected there)" = 'unexpected skip: good: two: no such thing here'
verdict "without a list every skip is unexpected" "$(unexpected nowhere)" \
  test "$(unexpected nowhere | wc -l)" -eq 2
finish
