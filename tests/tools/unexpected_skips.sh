#!/bin/sh
# unexpected_skips.sh PLACE LIST: reads what tests/run.sh printed, and prints a line for each skip that
# LIST (tests/expected_skips) does not have for PLACE. Prints nothing if all are expected.
place=$1 list=$2
[ -r "$list" ] || { echo "$list: cannot be read"; exit 2; }

is_expected() {
  while read -r where pattern; do
    [ "$where" = "$place" ] || continue
    # shellcheck disable=SC2254  # It is a pattern.
    case $1 in $pattern) return ;; esac
  done <"$list"
  return 1
}

sed -n 's/^skipped: //p' | while IFS= read -r skip; do
  is_expected "$skip" || echo "unexpected skip: $skip"
done
