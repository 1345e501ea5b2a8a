#!/bin/sh
# isolate_nodes.sh OUT SHOWN OBJECT...: joins the nodes' objects to the object OUT, in which all names are
# local but those that the framework calls. So nothing of a submission is merged with the framework's
# classes, inline functions or templates that have the same names, and maybe other members.
#
# Replaced allocation functions (operator new and delete) stay global, because the language makes them
# those of the whole program. exit() and its like become those of host/EarlyEnd.h. A main() is refused,
# with its line; SHOWN is the folder of the submitted files in messages. CXX is the compiler.
#
# The script uses no pipes: where the grader confines it, a fork that a child's end interrupts fails.
LC_ALL=C
export LC_ALL
: "${CXX:=g++}"
out=$1 shown=$2
shift 2
trap 'rm -f "$out.names" "$out.joined"' EXIT
trap 'exit 1' INT TERM

# refuse_main OBJECT: fails if it defines main(). Only a submitted file's object can.
refuse_main() {
  nm -g --defined-only "$1" >"$out.names" || return
  grep -q ' T main$' "$out.names" || return 0
  file=${1##*/}
  file=${file%.o}.cpp
  nm -gl --defined-only "$1" >"$out.names" 2>/dev/null
  line=$(sed -n 's/^[^ ]* T main.*:\([0-9]*\)$/\1/p' "$out.names")
  echo "$shown$file:${line:-1}: error: main() is defined here, but the framework has its own: remove it" >&2
  return 1
}

for object; do refuse_main "$object" || exit 1; done
# Resolves groups, by which the linker would still merge functions whose names are local.
# shellcheck disable=SC2086  # CXX may be several words.
$CXX -fuse-ld=bfd -r -nostdlib -Wl,--force-group-allocation "$@" -o "$out.joined" || exit
printf '%s\n' '_Z*makeCourseMembership*' '_Z*makeCourseStore*' '_Zn[aw]*' '_Zd[al]*' >"$out.names"
set --
for way_out in exit _exit _Exit quick_exit; do set -- "$@" --redefine-sym $way_out=nodes_$way_out; done
objcopy "$@" --wildcard --keep-global-symbols="$out.names" "$out.joined" "$out"
