#!/bin/sh
# The rooms and their includes. A folder whose README.md has a line "May include:" includes only itself
# and what that line names: rooms, then, after ", and", files of the root; or `nothing`. For the root,
# which is several layers, the list is in this script, by file. Only host/ and grading/confine/ call POSIX
# (the course's stdincludes.h includes its headers), and no folder has more than 16 .cpp files.
. tests/tools/checking.sh

# The rooms that the files of the root may include: NAME: ROOMS.
root_rooms() {
  cat <<'END'
main: host sim lab cli cli/search cli/shards cli/history
Simulation: host sim lab report report/recording stores probe check check/cluster
Laboratory: host sim lab stores check/base
Application: host sim lab check/base
PeerGroup: host sim lab stores check/base
EmulNet: host sim lab
Params: host sim lab check/base
Log: host sim
HashTable: sim
Member: sim
Message: sim
Node: sim
Endpoints: sim
Entry:
CourseText:
CourseRules:
MP1Node:
MP2Node:
Queue:
EnMsg:
common:
stdincludes:
END
}

# A file of the root may include itself and those after it in this list. Endpoints, Member and EnMsg are
# one layer, because the editions of the course have EnMsg in different headers.
root_layers='main Simulation Laboratory Application PeerGroup MP1Node MP2Node HashTable Entry Message Node Queue EmulNet Log Params Endpoints Member EnMsg CourseText CourseRules common stdincludes'

# includes FILE...: prints each FILE with each of its includes, a pair a line.
includes() { awk -F'"' '/^#include "/ { print FILENAME, $2 }' "$@"; }

# allowed_of ROOM: prints the words that its README.md allows.
allowed_of() { sed -n '/^May include: nothing$/d; s/^May include: //p' "$1/README.md" | tr ',' ' '; }

# wrong_in_room ROOM: prints the includes that its README.md does not allow.
wrong_in_room() {
  room=$1 allowed=" $room $(allowed_of "$1") "
  includes "$room"/*.h "$room"/*.cpp 2>"$WORK/missing" | while read -r file included; do
    case $included in */*) place=${included%/*} ;; *) place=$included ;; esac
    case $allowed in
      *" $place "*) ;;
      *) echo "$file includes $included" ;;
    esac
  done
}

# wrong_in_root: does the same for the root.
wrong_in_root() {
  root_rooms >"$WORK/root"
  includes ./*.h ./*.cpp | while read -r file included; do
    name=$(basename "$file") && name=${name%.*}
    if ! allowed=$(grep "^$name:" "$WORK/root"); then
      echo "$file is not in the list of this check"
      continue
    fi
    case $included in
      */*)
        case " ${allowed#*:} " in
          *" ${included%/*} "*) ;;
          *) echo "$file includes $included" ;;
        esac
        ;;
      *)
        case $name in Member | EnMsg) name=Endpoints ;; esac
        case " ${root_layers#*"${root_layers%%"$name"*}"} " in
          *" ${included%.h} "*) ;;
          *) echo "$file includes $included, which is above it" ;;
        esac
        ;;
    esac
  done
}

rooms=$(grep -l '^May include: ' ./*/README.md ./*/*/README.md ./*/*/*/README.md | sed 's|^\./||; s|/README.md$||')
for room in $rooms; do
  wrong=$(wrong_in_room "$room")
  verdict "$room includes what its README.md names" "$(echo "$wrong" | head -n 3)" [ -z "$wrong" ]
done
wrong=$(wrong_in_root)
verdict "the files of the root include what is below them" "$(echo "$wrong" | head -n 3)" [ -z "$wrong" ]

# Every folder of sources is a room.
for folder in host notation sim report lab stores stores/* stores/*/* probe check check/* cli cli/* grading grading/* grading/*/* playground playground/* compare; do
  ls "$folder"/*.h >"$WORK/nowhere" 2>&1 || continue
  verdict "$folder is a room" "$folder/README.md has no line \`May include: ...\`" \
    grep -q '^May include: ' "$folder/README.md"
done

posix=$(grep -lE '^#include <(sys/|linux/|unistd|fcntl|poll|signal|termios|spawn)' ./*.h ./*.cpp ./*/*.cpp ./*/*.h ./*/*/*.cpp ./*/*/*.h ./*/*/*/*.cpp ./*/*/*/*.h |
  grep -vE '^\./((host|grading/confine|bench|tests|build)/|stdincludes\.h$)')
verdict "POSIX is called in host/ and grading/confine/ alone" "$posix" [ -z "$posix" ]

crowded=$(for folder in . */ */*/ */*/*/; do
  case $folder in build/* | tests/*) continue ;; esac
  count=$(ls "$folder"/*.cpp 2>"$WORK/nowhere" | wc -l)
  [ "$count" -le 16 ] || echo "$folder has $count"
done)
verdict "no folder has more than 16 .cpp files" "$crowded" [ -z "$crowded" ]
finish
