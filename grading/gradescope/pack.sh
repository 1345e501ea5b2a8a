#!/bin/sh
# pack.sh ZIP: packs this source tree and the two scripts that Gradescope runs. Nothing that was
# built or logged is in it, and nothing of the tests.
set -e
cd "$(dirname "$0")/../.."
zip=$1
command -v zip >/dev/null 2>&1 || { echo "gradescope-zip: needs zip, which is not installed" >&2; exit 2; }
packed=$(mktemp -d)
trap 'rm -rf "$packed"' EXIT
mkdir -p "$packed/tree/tests"
cp grading/gradescope/setup.sh grading/gradescope/run_autograder "$packed"
cp ./*.cpp ./*.h Makefile KVStoreGrader.sh "$packed/tree"
for folder in host notation sim report lab probe stores check search cli grading playground testcases; do cp -R "$folder" "$packed/tree"; done
# The build script of submissions.
cp -R tests/tools "$packed/tree/tests"
case $zip in /*) ;; *) zip=$PWD/$zip ;; esac
rm -f "$zip"
(cd "$packed" && zip -q -r "$zip" setup.sh run_autograder tree)
echo "${zip##*/} is ready to be uploaded to Gradescope"
