#!/bin/sh
# quickstart.sh [--no-install]: from a bare machine to a first run. Installs what is missing,
# builds, runs one test of the course and says in plain words what happened. --help tells more.
#
# For any POSIX shell. It relies on what every base system has: coreutils or busybox, sed, grep. A
# second run installs nothing and builds nothing.

oldest_gcc=11
oldest_clang=14
conf=testcases/create.conf
# What the checks of `make test` and the README's commands call, beside the compiler and make.
tools='patch zip unzip diff cmp awk tar gzip find flock script'

usage() {
  cat <<END
Usage: ./quickstart.sh [--no-install]

Installs what is missing (a C++ compiler, make, the tools that the tests and
the packing of submissions use, GoogleTest, Google Benchmark), builds the
simulator and the grader, runs $conf and explains what happened.

  --no-install   installs nothing; says what is missing and how to install it
  -h, --help     prints this text
  --version      prints the version

The compiler is g++ $oldest_gcc or newer, or clang++ $oldest_clang or newer; CXX=... names another.
Packages come from apt, dnf, pacman, apk or brew, whichever is here.
Without the others it goes on: only \`make test\` needs GoogleTest, only \`make bench\`
Google Benchmark, and where one of these tools is missing, some tests are skipped:
$(listed "$tools").

Exit status: 0 fine, 1 something failed, 2 the command line is wrong.
END
}

say() { printf '%s\n' "$*" 2>/dev/null || die "quickstart.sh: standard output cannot be written"; }
complain() { printf '%s\n' "$*" >&2; }
die() {
  complain "$@"
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
# "a, b and c" of the words $*.
listed() { say "$*" | sed 's/ /, /g; s/\(.*\), /\1 and /'; }
show_file() { [ ! -s "$1" ] || sed 's/^/  | /' "$1" >&2; }
count_lines() { wc -l | tr -d ' '; }
# $1 as a shell would have to be given it.
quote() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
# "1 second", "12 seconds".
time_since() {
  seconds=$(($(date +%s) - $1))
  if [ "$seconds" -eq 1 ]; then say "1 second"; else say "$seconds seconds"; fi
}

# ---- What is here.

# Prints "g++ 12.2.0" or "clang++ 14.0.6"; nothing if $1 is no C++ compiler. Asks the preprocessor,
# because g++ is another name of clang++ on some systems.
# shellcheck disable=SC2086  # $1 may be several words, such as "ccache g++".
compiler_version() {
  macros=$($1 -dM -E -x c++ /dev/null 2>/dev/null) || return 0
  clang=$(macro __clang_major__)
  if [ -n "$clang" ]; then
    say "clang++ $clang.$(macro __clang_minor__).$(macro __clang_patchlevel__)"
  elif [ -n "$(macro __GNUC__)" ]; then
    say "g++ $(macro __GNUC__).$(macro __GNUC_MINOR__).$(macro __GNUC_PATCHLEVEL__)"
  fi
}

macro() { printf '%s\n' "$macros" | sed -n "s/^#define $1 //p"; }

is_new_enough() {
  major=${1#* }
  major=${major%%.*}
  case $1 in
    clang*) [ "$major" -ge $oldest_clang ] ;;
    *) [ "$major" -ge $oldest_gcc ] ;;
  esac
}

# Builds the program on stdin with compiler $1 and the libraries $2...: the version alone does not
# tell whether the headers and libraries are here.
# shellcheck disable=SC2086  # As above.
can_build() {
  compiler=$1
  shift
  cat >"$scratch/probe.cpp"
  $compiler -std=c++20 "$scratch/probe.cpp" "$@" -o "$scratch/probe" >"$scratch/probe.log" 2>&1
}

can_build_cxx20() {
  can_build "$1" <<'END'
#include <filesystem>
#include <iostream>
#include <span>
int main(int argc, char** argv) {
  std::cout << std::span(argv, argc).size() << std::filesystem::path(*argv);
}
END
}

can_build_tests() {
  can_build "$1" -lgtest -lgtest_main -pthread <<'END'
#include <gtest/gtest.h>
int main(int argc, char** argv) { testing::InitGoogleTest(&argc, argv); }
END
}

can_build_benchmarks() {
  can_build "$1" -lbenchmark -pthread <<'END'
#include <benchmark/benchmark.h>
int main(int argc, char** argv) { benchmark::Initialize(&argc, argv); }
END
}

# The usual names first; those with a version are for systems whose g++ is old, or is not GCC's.
compiler_names() {
  say "g++"
  say "clang++"
  for version in 16 15 14 13 12 11; do say "g++-$version"; done
  for version in 21 20 19 18 17 16 15 14; do say "clang++-$version"; done
}

# Sets cxx to the first compiler that is good enough, and cxx_version; or, if there is none, cxx to
# "" and cxx_fault to what is wrong with the first that was found.
find_compiler() {
  cxx='' cxx_version='' cxx_fault=''
  { [ -z "$CXX" ] || say "$CXX"; compiler_names; } >"$scratch/compilers"
  while read -r name; do
    have "${name%% *}" || continue
    cxx_version=$(compiler_version "$name")
    if [ -z "$cxx_version" ]; then
      fault="$name was found, but does not work as a C++ compiler."
    elif ! is_new_enough "$cxx_version"; then
      fault="$name was found, but it is $cxx_version, which is too old."
    elif ! can_build_cxx20 "$name"; then
      fault="$name was found ($cxx_version), but it cannot build a C++20 program."
    else
      cxx=$name
      return
    fi
    cxx_fault=${cxx_fault:-$fault}
  done <"$scratch/compilers"
}

# The Makefile is written for GNU make, which other systems call gmake.
find_make() {
  for make in make gmake; do
    if have $make && $make --version 2>/dev/null | grep -q '^GNU Make'; then return; fi
  done
  make=''
}

# gtest becomes yes, no or, where the package holds only the sources, as on old Debians and Ubuntus,
# "sources".
find_googletest() {
  gtest=no
  if [ -n "$cxx" ] && can_build_tests "$cxx"; then
    gtest=yes
  elif [ "$manager" = apt ] && [ -d /usr/src/googletest/googletest/src ]; then
    gtest=sources
    for library in /usr/lib/*/libgtest.a /usr/lib/libgtest.a; do
      [ ! -f "$library" ] || gtest=no
    done
  fi
}

find_benchmark() {
  benchmark=no
  if [ -n "$cxx" ] && can_build_benchmarks "$cxx"; then benchmark=yes; fi
}

# busybox has a patch that lacks -s and -d.
can_patch() {
  printf 'old\n' >"$scratch/patched"
  printf -- '--- a/patched\n+++ b/patched\n@@ -1 +1 @@\n-old\n+new\n' |
    patch -s -p1 -d "$scratch" >/dev/null 2>&1 && grep -q new "$scratch/patched"
}

works() {
  case $1 in
    patch) can_patch ;;
    *) have "$1" ;;
  esac
}

find_tools() {
  missing_tools=''
  for tool in $tools; do
    works "$tool" || missing_tools="$missing_tools${missing_tools:+ }$tool"
  done
}

look_around() {
  find_compiler
  find_make
  find_tools
  find_googletest
  find_benchmark
}

is_complete() {
  [ -n "$cxx" ] && [ -n "$make" ] && [ -z "$missing_tools" ] && [ "$gtest" = yes ] &&
    [ "$benchmark" = yes ]
}

say_what_is_missing() {
  if [ -z "$cxx" ]; then
    say "A C++ compiler is missing: g++ $oldest_gcc or newer, or clang++ $oldest_clang or newer."
    [ -z "$cxx_fault" ] || say "$cxx_fault"
  fi
  [ -n "$make" ] || say "GNU make is missing."
  [ -z "$missing_tools" ] || say "Missing, and used by \`make test\`: $(listed "$missing_tools")."
  case $gtest in
    no) say "GoogleTest is missing. \`make test\` needs it." ;;
    sources) say_how_to_build_googletest ;;
  esac
  [ "$benchmark" = yes ] || say "Google Benchmark is missing. \`make bench\` needs it."
}

say_how_to_build_googletest() {
  say "GoogleTest is here as sources alone, and only \`make test\` needs it."
  say "These commands build and install it (they need cmake):"
  say "  mkdir /tmp/googletest && cd /tmp/googletest"
  say "  cmake /usr/src/googletest && make && ${as_root}make install"
}

# ---- The package manager.

find_manager() {
  manager=''
  if have apt-get; then manager=apt; return; fi
  for name in dnf pacman apk brew; do
    if have $name; then manager=$name; return; fi
  done
}

# Homebrew keeps its files where compilers do not look by themselves. What is set here is also what
# later commands need, so that it is noted in `settings`.
use_brew_libraries() {
  prefix=$(brew --prefix 2>/dev/null)
  case $prefix in '' | /usr/local) return ;; esac
  CPATH=$prefix/include${CPATH:+:$CPATH}
  LIBRARY_PATH=$prefix/lib${LIBRARY_PATH:+:$LIBRARY_PATH}
  export CPATH LIBRARY_PATH
  note_setting "export CPATH=$(quote "$CPATH") LIBRARY_PATH=$(quote "$LIBRARY_PATH")"
}

# Its GNU make is called gmake, but for one folder, and KVStoreGrader.sh calls make.
use_brew_make() {
  find_make
  gnubin=$prefix/opt/make/libexec/gnubin
  if [ "$make" = make ] || [ ! -x "$gnubin/make" ]; then return; fi
  PATH=$gnubin:$PATH
  note_setting "export PATH=$(quote "$gnubin"):\"\$PATH\""
}

# What the user has to type before other commands than this script.
note_setting() {
  settings="$settings  $1
"
}

# What goes before the commands: sudo, if the user is not root and it is here. Homebrew refuses
# root.
find_rights() {
  as_root='' may_install=yes
  if [ "$manager" = brew ] || [ "$(id -u)" -eq 0 ]; then return; fi
  if have sudo; then as_root='sudo '; else may_install=''; fi
}

# Without lists of packages, as in a new container, pacman finds nothing. With old ones it should
# not fetch new ones: that would mix the packages of two releases. Decided once, because the first
# command makes the lists.
find_lists() {
  if ls /var/lib/pacman/sync/*.db >/dev/null 2>&1; then refresh=''; else refresh=y; fi
}

# Prints the package that has the tool $1. dnf finds the package of a file by itself.
tool_package() {
  case $manager:$1 in
    dnf:*) say "/usr/bin/$1" ;;
    *:diff | *:cmp) say diffutils ;;
    *:awk) say gawk ;;
    *:find) say findutils ;;
    apt:script) say bsdutils ;;
    apk:script) say util-linux-misc ;;
    apk:flock) say flock ;;
    brew:script | brew:flock) ;;  # Homebrew puts util-linux where nobody finds it.
    *:script | *:flock) say util-linux ;;
    brew:patch) say gpatch ;;
    brew:tar) say gnu-tar ;;
    *) say "$1" ;;
  esac
}

tool_packages() {
  for tool in $missing_tools; do tool_package "$tool"; done | sort -u | tr '\n' ' ' | sed 's/ $//'
}

# Sets groups to the packages of what is missing, a group a line. Each group is installed by a
# command of its own, the most important first: a system without a package of GoogleTest, say, still
# gets the rest.
choose_packages() {
  groups=''
  case $manager in
    apt) set -- g++ make libgtest-dev libbenchmark-dev ;;
    dnf) set -- gcc-c++ make gtest-devel google-benchmark-devel ;;
    pacman) set -- gcc make gtest benchmark ;;
    apk) set -- g++ make gtest-dev benchmark-dev ;;
    brew) set -- gcc make googletest google-benchmark ;;
    *) return ;;
  esac
  needed=''
  [ -n "$cxx" ] || needed=$1
  [ -n "$make" ] || needed="$needed${needed:+ }$2"
  add_group "$needed"
  add_group "$(tool_packages)"
  # If the package holds the sources alone, it is installed already.
  [ "$gtest" != no ] || add_group "$3"
  [ "$benchmark" = yes ] || add_group "$4"
}

add_group() {
  [ -z "$1" ] || groups="$groups$1
"
}

# Prints the command that installs the packages $*.
install_command() {
  case $manager in
    apt) say "${as_root}apt-get install -y --no-install-recommends $*" ;;
    dnf) say "${as_root}dnf install -y $*" ;;
    pacman) say "${as_root}pacman -S$refresh --needed --noconfirm $*" ;;
    apk) say "${as_root}apk add --update-cache $*" ;;
    brew) say "brew install $*" ;;
  esac
}

# Prints the commands that install all that is missing, one a line.
# shellcheck disable=SC2086  # Each word is a package.
install_commands() {
  [ -n "$groups" ] || return 0
  [ "$manager" != apt ] || say "${as_root}apt-get update"
  printf '%s' "$groups" | while read -r packages; do install_command $packages; done
}

say_how_to_install() {
  if [ -z "$manager" ]; then
    say "There is no apt, dnf, pacman, apk or brew here to install it with."
    say "Please install it in the way of your system."
    [ "$(uname -s)" != Darwin ] ||
      say "On a Mac, this brings the compiler and make: xcode-select --install"
    return
  fi
  [ -n "$groups" ] || return 0
  if [ -n "$may_install" ]; then say "To install:"; else say "To install, as root:"; fi
  install_commands | sed 's/^/  /'
  if [ "$manager" = brew ] && [ -z "$cxx" ] && [ "$(uname -s)" = Darwin ]; then
    say "Apple's own tools do as well: xcode-select --install"
  fi
}

# For a user whom sudo refuses.
say_what_root_may_run() {
  as_root=''
  say "If you may not use sudo, ask whoever is root here to run:"
  install_commands | sed 's/^/  /'
}

# Runs one of the commands above; shows what it printed if it fails. They consist of words of this
# script, so that they can be given to a shell.
run_install_command() {
  say "  $1"
  sh -c "$1" </dev/null >"$scratch/install.log" 2>&1 && return
  complain "This command failed: $1"
  show_file "$scratch/install.log"
  return 1
}

install_missing() {
  say "Installing it with $manager. Each command is shown before it runs; they may take some minutes."
  [ -z "$as_root" ] || say "sudo may ask for your password."
  # Packages must not ask questions here.
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  started=$(date +%s) failed=''
  install_commands >"$scratch/commands"
  # Descriptor 4, because the commands' stdin is empty.
  while read -r command <&4; do run_install_command "$command" || failed=yes; done \
    4<"$scratch/commands"
  if [ -z "$failed" ]; then
    say "Installed in $(time_since "$started")."
  elif [ "$manager" = pacman ]; then
    say "If it found no such file: update the system first, by ${as_root}pacman -Syu"
  fi
}

# Leaves with exit status 1 unless there is a compiler and make at the end.
provide_tools() {
  find_manager
  find_rights
  find_lists
  if [ "$manager" = brew ]; then
    use_brew_libraries
    use_brew_make
  fi
  look_around
  choose_packages
  if [ -n "$cxx" ] && [ "$cxx" != "${CXX:-$cxx}" ]; then
    say "CXX is $CXX, which does not do here; $cxx is used instead."
  fi
  if is_complete; then
    say "Nothing has to be installed: a C++ compiler ($cxx_version), make, GoogleTest, Google"
    say "Benchmark and the tools of the tests are here."
    return
  fi
  say_what_is_missing
  tried=''
  if [ -n "$groups" ] && [ -n "$may_install" ] && [ -z "$no_install" ]; then
    tried=yes gtest_before=$gtest
    install_missing
    [ "$manager" != brew ] || use_brew_make
    look_around
    choose_packages
    [ "$gtest" != sources ] || [ "$gtest_before" = sources ] || say_how_to_build_googletest
    [ -z "$groups" ] || [ -z "$as_root" ] || say_what_root_may_run
  else
    say_how_to_install
  fi
  if [ -n "$cxx" ] && [ -n "$make" ]; then
    [ -z "$missing_tools" ] || say "Going on without $(listed "$missing_tools")."
    [ "$gtest" = yes ] || say "Going on without GoogleTest."
    [ "$benchmark" = yes ] || say "Going on without Google Benchmark."
    return
  fi
  if [ -n "$tried" ]; then
    say_what_is_missing >&2
    [ -z "$cxx_fault" ] ||
      complain "The packages of this system hold no newer one; a newer release of it may."
  fi
  die "Nothing was built. Please run ./quickstart.sh again when this is installed."
}

# ---- Building.

# Objects of two compilers should not be linked together, and those of another machine, copied here
# with the folder, cannot be. What an unmarked build folder holds is from a plain `make`, by g++.
start_over_after_another_compiler() {
  mark=build/quickstart-compiler
  identity="$cxx_version, $(uname -sm)"
  if [ -d build ]; then
    if [ -f $mark ]; then found=$(cat $mark); else found=unknown; fi
    if [ "$found" != "$identity" ] && { [ "$found" != unknown ] || [ "$cxx" != g++ ]; }; then
      say "The folder build/ is from another compiler, and is built anew."
      rm -rf build
    fi
  fi
  { mkdir -p build && say "$identity" >$mark; } 2>/dev/null
}

# Also the grader, so that ./KVStoreGrader.sh answers at once.
build() {
  start_over_after_another_compiler || die "The folder $home cannot be written to."
  started=$(date +%s)
  say "Building with $cxx_version."
  if MAKE=$make CXX=$cxx LOG=$scratch/build.log sh tests/tools/build.sh all build/kvgrader; then
    say "Built in $(time_since "$started")."
    return
  fi
  if grep -qi 'killed' "$scratch/build.log"; then
    complain "The memory may have been too small for compiling several files at a time."
    complain "Try this, and then ./quickstart.sh again: $make -j1 CXX=$(quote "$cxx")"
  fi
  die "The build failed; the lines above say why."
}

# ---- Running.

run_test() {
  say "Running ./Application $conf"
  ./Application $conf >"$scratch/run.log" 2>&1 && return
  # Nodes that lose points have a log all the same: what happened is explained below.
  if grep -q '^[0-9]* of [0-9]* points*$' "$scratch/run.log"; then
    sed -n "\|^$conf: |p; / of [0-9]* points*/p" "$scratch/run.log" >&2
    return
  fi
  show_file "$scratch/run.log"
  die "The run failed; the lines above say why."
}

# The lines of dbg.log look like " 6.0.0.0:0 [102] TEXT". This prints "6 102 TEXT": the peers of the
# course have such addresses, and their first number is enough to tell them apart.
read_log() { sed -n 's/^ *\([^ ]*\) \[\([0-9]*\)\] /\1 \2 /; s/\.0\.0\.0:0//gp' dbg.log; }

# "1", "1 and 2", "1, 2 and 3" of the numbers on stdin.
in_words() {
  sort -n -u | sed -n 'H; ${ g; s/^\n//; s/\n/, /g; s/\(.*\), /\1 and /; p; }'
}

# Each peer logs those that it gets to know, and some log themselves, which does not count.
explain_joining() {
  sed -n 's/^\([^ ]*\) [0-9]* APP$/\1/p' "$scratch/log" | sort -n -u >"$scratch/peers"
  sed -n '/^\([^ ]*\) [0-9]* Node \1 joined/d; / Node [^ ]* joined/p' "$scratch/log" \
    >"$scratch/joins"
  peers=$(count_lines <"$scratch/peers")
  others=$((peers - 1))
  met=$(sed 's/^\([^ ]*\) [0-9]* Node \([^ ]*\) .*/\1 \2/' "$scratch/joins" | sort -u | count_lines)
  say "  $peers peers started: $(in_words <"$scratch/peers")."
  founder=$(sed -n 's/^\([^ ]*\) [0-9]* Starting up group.*/\1/p' "$scratch/log" | sed -n 1p)
  [ -z "$founder" ] || say "  Peer $founder started the group; the others asked it to let them in."
  if [ "$peers" -gt 1 ] && [ "$met" -eq $((peers * others)) ]; then
    last=$(sed 's/^[^ ]* \([0-9]*\) .*/\1/' "$scratch/joins" | sort -n | tail -n 1)
    say "  All of them joined: from tick $last on, each peer knew the $others others."
  else
    say "  Not all of them joined: of $((peers * others)) meetings of two peers, $met took place."
    fine=''
  fi
}

explain_keys() {
  asked=$(grep -c ' CREATE OPERATION KEY: ' "$scratch/log")
  stored=$(grep -c ' coordinator: create success ' "$scratch/log")
  copies=$(grep -c ' server: create success ' "$scratch/log")
  if [ "$stored" -eq "$asked" ] && [ "$asked" -gt 0 ]; then
    say "  The peers were asked to store $asked keys, and stored all of them, in $copies copies."
  else
    say "  The peers were asked to store $asked keys, and stored $stored, in $copies copies."
    fine=''
  fi
}

# Prints the value of FIELD of the log line $2, which holds FIELD=VALUE.
field() { printf '%s\n' "$2" | sed 's/.*[ ,]'"$1"'=\([^,]*\).*/\1/'; }

explain_one_key() {
  answer=$(grep ' coordinator: create success ' "$scratch/log" | sed -n 1p)
  [ -n "$answer" ] || return 0
  key=$(field key "$answer")
  grep -F "key=$key," "$scratch/log" | grep ' server: create success ' >"$scratch/copies"
  asked_at=$(grep -F " CREATE OPERATION KEY: $key " "$scratch/log" |
    sed -n '1s/^[^ ]* \([0-9]*\) .*/\1/p')
  coordinator=${answer%% *}
  answered_at=$(printf '%s\n' "$answer" | sed 's/^[^ ]* \([0-9]*\) .*/\1/')
  say "  One of them is the key $key, with the value $(field value "$answer"):"
  say "    In tick ${asked_at:-?}, peer $coordinator was asked to store it."
  case $(count_lines <"$scratch/copies") in
    0) say "    No peer says that it keeps a copy." ;;
    1) say "    Peer $(sed 's/ .*//' "$scratch/copies") keeps a copy." ;;
    *) say "    Peers $(sed 's/ .*//' "$scratch/copies" | in_words) keep a copy each." ;;
  esac
  say "    In tick $answered_at, peer $coordinator answered that it is stored."
}

explain() {
  [ -s dbg.log ] || die "The run left no dbg.log."
  read_log >"$scratch/log"
  fine=yes
  say ""
  say "What happened, as dbg.log tells it (time is counted in ticks):"
  explain_joining
  explain_keys
  explain_one_key
  say ""
  say "The logs are in $home"
  say "  dbg.log        what each peer said and did, one event a line"
  say "  msgcount.log   how many messages each peer sent and received, tick by tick"
  say "  stats.log      what peers log for statistics, if they do"
}

say_what_is_next() {
  say ""
  say "What to try next:"
  [ "$came_from" = "$home" ] || say "  cd $(quote "$home")"
  printf '%s' "$settings"
  if [ "$gtest" = yes ]; then needs=''; else needs='; needs GoogleTest'; fi
  next_step "./Application testcases/read.conf" "another test: reads keys while peers fail"
  next_step "  the same with --report run.html" "writes a page of it for a browser"
  next_step "./KVStoreGrader.sh" "all tests of the course, with points"
  next_step "$make test" "the tests of this project$needs"
  next_step "SUBMISSION=DIR ./KVStoreGrader.sh" "the course's tests of your own files:"
  next_step "" "MP1Node.h, MP1Node.cpp, MP2Node.h and"
  next_step "" "MP2Node.cpp in the folder DIR"
  next_step "$make SUBMISSION=DIR" "builds ./Application from them"
  next_step "$make help" "lists all else"
}

next_step() { printf '  %-36s %s\n' "$1" "$2"; }

# A plain make takes g++, or what CXX says.
note_compiler() {
  [ "$cxx" = "${CXX:-g++}" ] || note_setting "export CXX=$(quote "$cxx")"
}

# ---- The whole.

case $0 in */*) home=${0%/*} ;; *) home=. ;; esac
no_install=''
for argument in "$@"; do
  case $argument in
    --no-install) no_install=yes ;;
    --help | -h)
      usage || exit 1
      exit 0
      ;;
    --version)
      say "quickstart.sh $(sed -n 's/.*kVersion\[\] = "\(.*\)";/\1/p' "$home/host/Version.h")"
      exit 0
      ;;
    *)
      complain "quickstart.sh: $argument: unknown; allowed are --no-install, --help and --version"
      exit 2
      ;;
  esac
done

# The logs of the tools are read below, so that they should be in one language.
LC_ALL=C
export LC_ALL
settings=''
came_from=$(pwd -P)
# shellcheck disable=SC1007  # Empty on purpose: a CDPATH would lead elsewhere.
CDPATH= cd "${home:-/}" || exit 1
home=$(pwd -P)
for file in Makefile $conf; do
  [ -f "$file" ] || die "$file should be beside quickstart.sh, in $home"
done
scratch=$(mktemp -d) || die "There is no place for temporary files."
trap 'rm -rf "$scratch"' EXIT
# Without these, some shells leave the files behind when they are interrupted.
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

say "Looking at what is installed."
provide_tools
build
run_test
explain
note_compiler
say_what_is_next
[ -n "$fine" ] || die "The run ended, but not as it should; dbg.log and the lines above tell more."
