# Whole runs of a program built with sanitizers (`make asan`): no report, and no leak.
. tests/tools/checking.sh

program=$BUILD/nodes/Application

clean_run() {  # WHAT ARGUMENTS...
  what=$1
  shift
  run "$program" "$@" --out "$WORK/logs" --quiet
  if grep -qE 'Sanitizer|runtime error' "$WORK/stderr" || [ "$code" -ne 0 ]; then
    cat "$WORK/stderr"
    not_ok "$what" "status $code, see above"
  else
    ok "$what"
  fi
}

for conf in testcases/*.conf; do
  # A thousand peers take minutes here; a group of 200, of two zones, has the same code.
  case $conf in *-1000.conf | *-10000.conf) continue ;; esac
  for seed in 1 2 3; do clean_run "$conf, seed $seed" "$conf" --seed $seed; done
done
for size in 1 2 5 60 200; do
  clean_run "a group of $size" testcases/delete.conf --set MAX_NNB=$size
done
clean_run "everything at once" testcases/update.conf --set MSG_DELAY_MAX=5 --set RECV_ORDER=shuffled \
  --set DROP_MSG=1 --set MSG_DROP_PROB=0.2 --set DROP_STOP=700
finish
