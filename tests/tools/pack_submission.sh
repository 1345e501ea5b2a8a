#!/bin/sh
# pack_submission.sh FILE...: packs the files into submission.zip, or submission.tar.gz where there
# is no zip.
set -e
rm -f submission.zip submission.tar.gz
if command -v zip >/dev/null 2>&1; then
  zip -q submission.zip "$@"
  echo "submission.zip holds $*"
else
  tar -czf submission.tar.gz "$@"
  echo "submission.tar.gz holds $* (there is no zip on this machine)"
fi
