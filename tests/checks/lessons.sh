# The playground's lessons: each begins unsolved, and its solution reaches its goals. A lesson's goals are
# patterns of its run's trace; `solution:` lines are added to its schedule, or are settings.
. tests/tools/checking.sh
ours=$BUILD/nodes/Application

# values_of LESSON KEY: prints the values of its lines `KEY: VALUE`.
values_of() { sed -n "s/^$2: //p" "$1"; }

# unmet LESSON TRACE: prints the goals that the trace does not reach.
unmet() {
  values_of "$1" goal | while IFS= read -r pattern; do
    grep -Eq -e "$pattern" "$2" || echo "goal: $pattern"
  done
  values_of "$1" never | while IFS= read -r pattern; do
    ! grep -Eq -e "$pattern" "$2" || echo "never: $pattern"
  done
}

# run_lesson CONF OPTION...: leaves its trace in $WORK/trace.
run_lesson() {
  rm -f "$WORK/trace"
  run "$ours" "$@" --check --quiet --out "$WORK/out" --trace "$WORK/trace"
}

for lesson in testcases/lessons/*.lesson; do
  conf=${lesson%.lesson}.conf name=$(basename "$lesson" .lesson)
  run_lesson "$conf" --seed "$(values_of "$lesson" seed | grep . || echo 1)"
  verdict "$name begins unsolved" "its goals are reached, or it does not run" [ -n "$(unmet "$lesson" "$WORK/trace" 2>&1)" ]
  cp "${lesson%.lesson}.faults" "$WORK/solved.faults"
  set -- --set FAULTS="$WORK/solved.faults"
  values_of "$lesson" solution >"$WORK/solution"
  while IFS= read -r line; do
    case $line in
      'set '*) set -- "$@" --set "${line#set }" ;;
      *) echo "$line" >>"$WORK/solved.faults" ;;
    esac
  done <"$WORK/solution"
  run_lesson "$conf" "$@"
  left=$(unmet "$lesson" "$WORK/trace" 2>&1)
  verdict "$name is solved by its solution" "$left" [ -z "$left" ]
done
finish
