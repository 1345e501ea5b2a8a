#!/bin/sh
# choose_edition.sh OUT NODES NODE EDITION [HEADERS]: finds out how NODES/NODE.cpp is to be compiled:
# by which standard of C++, and with the headers of which edition of the course (stdincludes.h): 2014a,
# 2014 or 2020. HEADERS has the course's headers (the current folder), CXX is the compiler. Writes OUT:
#
#   line 1  the standard and the edition: `c++11 2020`
#   line 2  why these headers, if they are not those of 2014 or were asked for; else empty
#
# The compiler decides: the first of the three editions with which the file compiles counts, or, if it
# compiles with none, the one with the fewest errors, so that these are about the file's own mistakes.
# So comments, strings, formatting and preprocessing do not matter. 2014 comes first. The exception
# is an MP1Node that can be made without a Member: only the 2020 edition has such a constructor, and
# files of that edition may compile with the headers of 2014 and still count on an Address() that
# is zero.
#
# EDITION is one of the three, if the user asks for it; if it is empty, the script finds out.
#
# Most files compile at the first attempt, which makes the object at once if OBJECT is set: with the further
# flags FLAGS, and the compiler's messages in OBJECT.said. In this case it writes the line TAG to
# OBJECT.made.
#
# The script uses no pipes: where the grader confines it, a fork that a child's end interrupts fails.
LC_ALL=C
export LC_ALL
: "${CXX:=g++}"
out=$1 nodes=$2 node=$3 asked=$4 headers=${5:-.}

# compiles STANDARD EDITION FILE: succeeds if it does; the messages are in $out.errors.EDITION.
compiles() {
  # shellcheck disable=SC2086  # CXX may be several words.
  $CXX -x c++ "-std=$1" -w "-DCOURSE_EDITION_$2" "-I$nodes" "-I$headers" -fsyntax-only "$3" \
    2>"$out.errors.$2"
}

# makes STANDARD EDITION: the same for the node, and makes its object.
makes() {
  # shellcheck disable=SC2086  # CXX and FLAGS may be several words.
  $CXX "-std=$1" $FLAGS "-DCOURSE_EDITION_$2" "-I$nodes" "-I$headers" -MMD -MP -c "$nodes/$node.cpp" \
    -o "$OBJECT" 2>"$out.errors.$2" || return
  mv "$out.errors.$2" "$OBJECT.said" && echo "$TAG" >"$OBJECT.made"
}

# Succeeds if each constructor's line in the header shows that it wants a Member; then no compiler is asked.
wants_member() {
  grep '[^~]MP1Node[[:space:]]*(' "$nodes/MP1Node.h" >"$out.probe" &&
    ! grep -qv 'MP1Node[[:space:]]*([[:space:]]*Member[[:space:]]*\*' "$out.probe"
}

is_of_2020() {
  [ "$node" = MP1Node ] && ! wants_member || return 1
  cat >"$out.probe" <<EOF
#include <type_traits>
#include "EmulNet.h"
#include "Log.h"
#include "MP1Node.h"
static_assert(std::is_constructible<MP1Node, Params*, EmulNet*, Log*, Address*>::value, "");
EOF
  compiles c++11 2020 "$out.probe"
}

# Sets edition and standard.
choose() {
  fewest='' attempt=${OBJECT:+makes}
  for standard in c++11 c++17; do
    for edition in $editions; do
      ${attempt:-compiles} $standard "$edition" "$nodes/$node.cpp" && return
      attempt=compiles
      [ $standard = c++11 ] || continue
      count=$(grep -c 'error: ' "$out.errors.$edition")
      if [ -z "$fewest" ] || [ "$count" -lt "$fewest" ]; then fewest=$count best=$edition; fi
      # It could not be read to its end, because of an unknown header or a limit of the compiler.
      ! grep -q 'fatal error: ' "$out.errors.$edition" || break
    done
  done
  standard=c++11 edition=$best
}

# Prints what the headers of 2014 lack: the first error with them that does not occur with those of the
# edition, in one short line.
lack_of_2014() {
  awk -v prefix="$nodes/" '
    !/error: / { next }
    {
      while ((at = index($0, prefix)) > 0) {
        $0 = substr($0, 1, at - 1) substr($0, at + length(prefix))
      }
    }
    FILENAME ~ /\.2014$/ && !($0 in left) {
      gsub(/\t/, " ")
      print substr($0, 1, 160)
      exit
    }
    { left[$0] }
  ' "$out.errors.$edition" "$out.errors.2014"
}

trap 'rm -f "$out".errors.* "$out.probe"' EXIT
trap 'exit 1' INT TERM
why=''
if grep -q '^// build: optimise' "$nodes/$node.cpp"; then
  # The node is one of this project, and the Makefile compiles it with other flags.
  standard=c++11 edition=2014
  [ -z "${asked#2014}" ] || why='it is one of our own, which are written for that'
elif [ -n "$asked" ]; then
  editions=$asked
  choose
  why="it is asked for"
elif is_of_2020; then
  editions='2020 2014 2014a'
  choose
  why='it has a constructor MP1Node(Params *, EmulNet *, Log *, Address *)'
  [ "$edition" = 2020 ] || why=''
else
  editions='2014 2020 2014a'
  choose
  [ "$edition" = 2014 ] || why="with those of 2014 the compiler says $(lack_of_2014)"
fi
printf '%s %s\n%s\n' $standard "$edition" "$why" >"$out"
