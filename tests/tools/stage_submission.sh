#!/bin/sh
# stage_submission.sh FROM BUILD: copies the four submitted files of the folder FROM into a folder
# of their own, and nothing else: the compiler must not find other files of FROM.
#
#   BUILD/submissions/NAME         where they are built; NAME follows from the real path of FROM, by
#                                  the rule of stagingFolder() in grading/intake/Submission.h
#   BUILD/submissions/NAME/source  the copies, without byte-order marks and carriage returns
#   BUILD/submissions/NAME/origin  FROM, which ./Application prints
#
# A file that is already there and equal stays untouched, so that make does not build it again.
# Prints BUILD/submissions/NAME, or a line `SUBMISSION=FROM: what is wrong` and exits with 1. Where
# files are missing, the program that was built before is removed.
LC_ALL=C
export LC_ALL
from=$1 build=$2
files='MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp'

fail() {
  echo "SUBMISSION=$from: $*"
  exit 1
}

# Prints $1 with each byte that a name must not hold replaced, in pieces of 200 bytes.
staged_name() {
  rest=$1 name=''
  while [ -n "$rest" ]; do
    after=${rest#?}
    letter=${rest%"$after"} rest=$after
    case $letter in
      /) name=${name}_ ;;
      _ | +) name=$name+$letter ;;
      [A-Za-z0-9.-]) name=$name$letter ;;
      # Some shells give a negative number for a byte above 127.
      *) name=$name$(printf '+%02X' $(($(printf '%d' "'$letter") & 255))) ;;
    esac
  done
  printf '%s\n' "$name" | sed 's/.\{200\}/&+-\//g; s/+-\/$//'
}

# Prints the text of file $1 as the grader reads it.
source_text() {
  sed "1s/^$(printf '\357\273\277')//; s/$(printf '\r')\$//" "$1" | tr '\r' '\n'
}

# Writes stdin to file $1, unless it has that content already.
write_if_new() {
  cat >"$1.new" || return
  if cmp -s "$1.new" "$1"; then rm -f "$1.new"; else mv -f "$1.new" "$1"; fi
}

[ -d "$from" ] || fail "there is no such folder"
# shellcheck disable=SC1007  # Empty on purpose: a CDPATH would lead elsewhere.
real=$(CDPATH= cd -P -- "$from" && pwd -P) || fail "cannot be entered"
staged=$build/submissions/$(staged_name "$real")
missing=
for file in $files; do
  [ ! -d "$from/$file" ] || file="$file, which is a folder there"
  [ -f "$from/$file" ] || missing="$missing $file"
done
if [ -n "$missing" ]; then
  rm -f "$staged/Application"
  fail "lacks$missing"
fi
mkdir -p "$staged/source" 2>/dev/null || fail "$staged/source cannot be made"
for file in $files; do
  source_text "$from/$file" | write_if_new "$staged/source/$file" || fail "$file cannot be copied"
done
printf '%s\n' "${from%/}/" | write_if_new "$staged/origin" || fail "$staged cannot be written to"
printf '%s\n' "$staged"
