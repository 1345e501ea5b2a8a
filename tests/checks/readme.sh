# Replays the README: every line `    $ COMMAND` must work as it stands, in a copy of this tree.
copy=$WORK/tree
mkdir "$copy"
tar -cf - --exclude=./.git --exclude=./starter --exclude=./build/bare-machine . | (cd "$copy" && tar -xpf -)
cd "$copy" || exit 1
sed -n 's/^    \$ //p' README.md >"$WORK/commands"
while IFS= read -r command; do
  if sh -c "$command" >"$WORK/output" 2>&1 </dev/null; then
    echo "ok README: $command"
  else
    status=$?
    cat "$WORK/output"
    echo "not ok README: $command: exit status $status"
  fi
done <"$WORK/commands"

# Whatever the README links to, and each file that its layout names, is there.
for link in $(grep -o '](docs/[a-z]*\.md)' README.md | tr -d '()]' | sort -u); do
  if [ -f "$link" ]; then echo "ok README: $link"; else echo "not ok README: $link: is missing"; fi
done
