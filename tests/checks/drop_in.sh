# Unedited submissions get full marks: each folder of tests/submissions/, all seven scenarios, several
# seeds.
. tests/tools/checking.sh

scenarios='create delete read update singlefailure multifailure msgdropsinglefailure'

# grade PROGRAM NAME
grade() {
  for scenario in $scenarios; do
    if "$1" "testcases/$scenario.conf" --seeds 1..5 --quiet >"$WORK/$2.$scenario" 2>&1; then
      ok "$2: $scenario"
    else
      cat "$WORK/$2.$scenario"
      not_ok "$2: $scenario" "a run failed or lost points"
    fi
  done
}

for folder in tests/submissions/*/; do
  name=${folder##*/}
  program=$(application_of "$folder")
  if make SUBMISSION="$folder" BUILD="$BUILD" "$program" >"$WORK/make" 2>&1; then
    ok "$name builds"
    grade "$program" "$name"
  else
    cat "$WORK/make"
    not_ok "$name builds" "see above"
  fi
done

# A peer that is no replica fails at 285, also where each peer has coordinated a call without end.
cp -r tests/submissions/classic2014 "$WORK/endless"
sed -i '/log->log.*(me, true,/d' "$WORK/endless/MP2Node.cpp"
endless=$(application_of "$WORK/endless")
make SUBMISSION="$WORK/endless" BUILD="$BUILD" "$endless" >"$WORK/make" 2>&1 || cat "$WORK/make"
case $endless in /*) ;; *) endless=$PWD/$endless ;; esac
conf=$PWD/testcases/update.conf
verdict "calls without an end keep no peer from failing" \
  "$(cd "$WORK" && "$endless" "$conf" --seed 1 2>&1)" \
  test "$(grep -c 'Node failed at time=285' "$WORK/dbg.log")" = 1

# What else lies in a submission's folder is none of ours.
mkdir "$WORK/crowded"
for file in MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp; do cp "$file" "$WORK/crowded"; done
for file in Member.h EmulNet.h stdincludes.h Application.h; do
  echo '#error "a header of the submission is used"' >"$WORK/crowded/$file"
done
BUILD=$WORK/out
staged=$(application_of "$WORK/crowded")
staged=${staged%/Application}/source
verdict "only the four files are taken over" "$(ls "$staged" 2>&1)" \
  test "$(ls "$staged" 2>/dev/null | tr '\n' ' ')" = "MP1Node.cpp MP1Node.h MP2Node.cpp MP2Node.h "

expect "no such submission" 2 "SUBMISSION=nowhere: there is no such folder" \
  make -n SUBMISSION=nowhere BUILD="$WORK/out"
mkdir "$WORK/half"
cp MP1Node.h MP1Node.cpp "$WORK/half"
expect "half a submission" 2 "lacks MP2Node.h MP2Node.cpp" \
  make -n SUBMISSION="$WORK/half" BUILD="$WORK/out"
finish
