#!/bin/sh
# stage_submission.sh FROM TO: copies the four submitted files into TO, and nothing else. A file
# that is already there and equal stays untouched, so that make does not build it again.
# Prints nothing, or one line that says what is wrong.
from=$1 to=$2
if [ ! -d "$from" ]; then
  echo "SUBMISSION=$from: there is no such folder"
  exit 1
fi
mkdir -p "$to" || exit 1
missing=
for file in MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp; do
  if [ -f "$from/$file" ]; then
    cmp -s "$from/$file" "$to/$file" || cp -f "$from/$file" "$to/$file"
  else
    missing="$missing $file"
  fi
done
if [ -n "$missing" ]; then
  echo "SUBMISSION=$from: lacks$missing"
  exit 1
fi
