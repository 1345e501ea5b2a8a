# The grader finds weaknesses that the course's tests do not see: some of tests/quality/. `make quality`
# has all.
. tests/tools/checking.sh

weak=primary-alone
if ! has patch; then
  skip "$weak" "no patch"
  weak=
fi
# shellcheck disable=SC2086  # One name or none.
QUALITY=$WORK/quality GRADER_OPTIONS='--test=quality --time-limit 1' \
  sh tests/quality/run.sh ours $weak || status=1
rm -rf build/submissions/*_quality_primary-alone_files

run ./KVStoreGrader.sh --test=quality --strict --json "$WORK/grade.json"
verdict "full marks with --strict" "status $code: $(cat "$WORK/stdout")" test "$code" -eq 0
# 5 fewer where the compiler has no sanitizers.
verdict "of all examinations" "$(tail -n 3 "$WORK/stdout")" \
  grep -qE '^Quality grade (75 / 75|70 / 70)$' "$WORK/stdout"
finish
