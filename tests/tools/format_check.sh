#!/bin/sh
# format_check.sh FILE...: prints the files that clang-format would change; exit status 1 if there are
# any. Where there is no clang-format of the version that formats this project, prints `skipped: WHY`.
wanted=14
found=$(clang-format --version 2>/dev/null)
case $found in
  *"version $wanted."*) ;;
  '') echo "skipped: no clang-format" && exit ;;
  *) echo "skipped: clang-format $wanted is needed, this is ${found##*version }" && exit ;;
esac
# Each of its messages begins with the file's name.
clang-format --dry-run "$@" 2>&1 | sed -n 's/^\([^: ]*\):[0-9]*:[0-9]*: .*/\1/p' | sort -u |
  awk '{ print; differs = 1 } END { exit differs }'
