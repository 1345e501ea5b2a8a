#!/bin/sh
# Run once by Gradescope, when it builds the image of this autograder: installs the compiler and
# builds the grader and what all submissions share, so that grading one only has to build its four
# files.
set -e
if ! command -v g++ >/dev/null 2>&1 || ! command -v make >/dev/null 2>&1; then
  apt-get update
  apt-get install -y g++ make
fi
# Gradescope unpacks the zip there.
source=${AUTOGRADER:-/autograder}/source
chmod +x "$source/tree/KVStoreGrader.sh"
make -C "$source/tree" framework build/kvgrader
# Nothing of that may be left for the first submission.
make -q -C "$source/tree" framework build/kvgrader
