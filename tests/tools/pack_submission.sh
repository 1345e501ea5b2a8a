#!/bin/sh
# pack_submission.sh FOLDER FILE...: packs the files of the folder into submission.zip, here, or into
# submission.tar.gz where there is no zip.
set -e
folder=$1
shift
if [ "$folder" = . ]; then from=''; else from=" of ${folder%/}/"; fi
here=$PWD
# A student who works in starter/ and does not name it would hand in our nodes.
if [ "$folder" = . ] && [ -z "$(sh tests/tools/name_own_nodes.sh -)" ]; then
  from=', the ones that this project came with'
  [ ! -d starter ] || from="$from; SUBMISSION=starter takes those of starter/"
fi
rm -f submission.zip submission.tar.gz
cd "$folder"
if command -v zip >/dev/null 2>&1; then
  zip -q "$here/submission.zip" "$@"
  echo "submission.zip holds $*$from"
else
  tar -czf "$here/submission.tar.gz" "$@"
  echo "submission.tar.gz holds $*$from (there is no zip on this machine)"
fi
