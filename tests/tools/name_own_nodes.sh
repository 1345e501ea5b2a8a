#!/bin/sh
# name_own_nodes.sh FILE: writes to FILE what ./Application prints about the four files at the root:
# nothing if they are the ones that this project came with (own_nodes.cksum beside this script), else
# which of them are not. FILE stays untouched if it has that text already. - is standard output.
#
# name_own_nodes.sh --record: prints what own_nodes.cksum should hold.
files='MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp'
if [ "$1" = --record ]; then
  # shellcheck disable=SC2086  # Each word is a file.
  exec cksum $files
fi

changed='' count=0
for file in $files; do
  cksum "$file" 2>/dev/null | grep -qxF -f - tests/tools/own_nodes.cksum && continue
  count=$((count + 1))
  changed="$changed${changed:+, }$file"
done
case $count in
  0) text='' ;;
  1) text="$changed here, which is not the one that this project came with" ;;
  *) text="${changed%, *} and ${changed##*, } here, which are not the ones that this project came with" ;;
esac
if [ "$1" = - ]; then
  printf '%s\n' "$text"
  exit
fi
[ -f "$1" ] && [ "$(cat "$1")" = "$text" ] && exit
mkdir -p "$(dirname "$1")" && printf '%s\n' "$text" >"$1"
