# A grading that is interrupted at any moment leaves nothing behind. `make interruptions` has more of
# them.
. tests/tools/checking.sh
if ! env --default-signal=INT true 2>"$WORK/stderr" || ! has setsid || ! has flock; then
  skip "interruptions leave nothing behind" "no env --default-signal, setsid or flock"
  finish
fi
run sh tests/tools/interruptions.sh "$WORK" 8
verdict "interruptions leave nothing behind" "$(cat "$WORK/stdout")" [ "$code" -eq 0 ]
rm -rf build/submissions/*_interrupted
finish
