# The scripts in tests/checks/ source this file: verdicts, and commands with their expected results.
# tests/run.sh defines how a check reports.
: "${CXX:=g++}" "${BUILD:=build}"
[ -d "$WORK" ] || { echo "not ok $0: WORK is not a folder"; exit 1; }

ok() {
  echo "ok $1"
}

not_ok() {  # WHAT WHY
  echo "not ok $1: $2"
  status=1
}

# Reports something that this environment cannot show. WHY has to be probed, not guessed.
skip() {  # WHAT WHY
  echo "skip $1: $2"
}

has() { command -v "$1" >/dev/null 2>&1; }

# verdict WHAT WHY CONDITION...: ok if the command CONDITION succeeds.
verdict() {
  check_what=$1 check_why=$2
  shift 2
  if "$@"; then ok "$check_what"; else not_ok "$check_what" "$check_why"; fi
}

# run COMMAND...: leaves its exit status in $code, what it printed in $WORK/stdout and $WORK/stderr.
run() {
  code=0
  "$@" >"$WORK/stdout" 2>"$WORK/stderr" </dev/null || code=$?
}

# expect WHAT CODE TEXT COMMAND...: ok if COMMAND ends with CODE and prints TEXT somewhere.
expect() {
  check_what=$1 check_code=$2 check_text=$3
  shift 3
  run "$@"
  if [ "$code" -ne "$check_code" ]; then
    not_ok "$check_what" "exit status $code instead of $check_code"
  elif ! cat "$WORK/stdout" "$WORK/stderr" | grep -qF -e "$check_text"; then
    not_ok "$check_what" "\`$check_text\` is not printed"
  else
    ok "$check_what"
    return
  fi
  cat "$WORK/stdout" "$WORK/stderr"
}

# application_of FOLDER: where make puts the Application with the nodes of FOLDER.
application_of() {
  make -s --no-print-directory BUILD="$BUILD" SUBMISSION="$1" which-application
}

finish() {
  exit ${status:-0}
}
