# The sources are formatted by clang-format 14.
. tests/tools/checking.sh

what='the sources are formatted'
run make -s --no-print-directory format-check
reason=$(sed -n 's/^skipped: //p' "$WORK/stdout")
if [ -n "$reason" ]; then
  skip "$what" "$reason"
else
  verdict "$what" "run \`make format\` for $(tr '\n' ' ' <"$WORK/stdout")" [ "$code" -eq 0 ]
fi
finish
