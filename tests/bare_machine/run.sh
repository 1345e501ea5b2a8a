#!/bin/sh
# run.sh [IDENTITY...]: runs the README's two commands, ./quickstart.sh and make test, and then make test-slow,
# on a bare Debian or Ubuntu of this machine's release, as each of these users (all, or those named):
#
#   root     root
#   sudo     an ordinary user who may use sudo without a password
#   user     an ordinary user without sudo; root runs the commands that quickstart.sh names
#
# Each starts from a fresh root directory with only the base system, and from a fresh copy of the last
# commit. Only the objects of the unit tests are compiled once: the later users get those of the first,
# from the same sources and the same compiler, and link them. The root is a chroot with its own /proc and
# /dev, in mount and process namespaces that end with this script, however it ends: no mount outlives it
# or is visible from outside.
#
# Prints the output of the commands, then a verdict for each user and `N passed, N failed`. Exit status:
# 0 all passed, 1 one failed, 2 this machine cannot do it (the reason is printed). The whole output of
# a user is in build/bare-machine/USER.log.
cd "$(dirname "$0")/../.." || exit 2
place=build/bare-machine
seconds_since() { echo $(($(date +%s) - $1)); }

cannot() {
  echo "bare-machine: $1" >&2
  exit 2
}

check_prerequisites() {
  [ "$(id -u)" -eq 0 ] || cannot "needs root, for chroot and debootstrap"
  command -v debootstrap >/dev/null 2>&1 ||
    cannot "needs debootstrap: apt-get install -y --no-install-recommends debootstrap"
  git rev-parse -q --verify HEAD >/dev/null 2>&1 || cannot "needs a git clone: it tests the last commit"
  unshare --mount --pid --fork true 2>/dev/null ||
    cannot "needs mount and process namespaces, which this system refuses"
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  [ -n "$release" ] || cannot "/etc/os-release names no release (VERSION_CODENAME)"
  # shellcheck disable=SC2016  # apt's own variables.
  mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 2>/dev/null |
    sed -n "s/^$release main //p" | head -n 1)
  [ -n "$mirror" ] || cannot "apt has no source of $release main"
}

# debootstrap downloads by wget, which reads its proxy from these variables.
use_proxy_of_apt() {
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  [ -z "$proxy" ] || [ -n "$http_proxy" ] || export http_proxy="$proxy"
}

# Never removes across a mount, although there should be none.
remove_root() {
  ! grep -q " $PWD/$place/root" /proc/self/mountinfo ||
    cannot "something is mounted below $place/root: unmount it first"
  rm -rf --one-file-system "$place/root"
}

# Makes $place/base.tar, once for a release: the base system, with this machine's package sources.
make_base() {
  [ -f "$place/base.tar" ] && [ "$(cat "$place/base.release" 2>/dev/null)" = "$release" ] && return
  echo "bare-machine: making a bare $release from $mirror, which takes a minute or two"
  use_proxy_of_apt
  remove_root
  mkdir -p "$place"
  debootstrap --variant=minbase --include=ca-certificates "$release" "$place/root" "$mirror" \
    >"$place/debootstrap.log" 2>&1 || {
    tail -n 20 "$place/debootstrap.log" >&2
    cannot "debootstrap failed; see above"
  }
  rm -rf "$place/root/etc/apt"
  cp -a /etc/apt "$place/root/etc/apt"
  # The keys of the sources.
  [ ! -d /usr/share/keyrings ] || cp -an /usr/share/keyrings/. "$place/root/usr/share/keyrings"
  for file in resolv.conf hosts; do
    [ ! -f "/etc/$file" ] || cp -L "/etc/$file" "$place/root/etc/$file"
  done
  tar -cf "$place/base.tar.part" -C "$place/root" . ||
    cannot "$place/base.tar.part cannot be written"
  mv "$place/base.tar.part" "$place/base.tar"
  echo "$release" >"$place/base.release"
}

# Makes a fresh root with the committed tree in /project, and the script that runs in it.
make_root() {
  remove_root
  mkdir -p "$place/root" && tar -xpf "$place/base.tar" -C "$place/root" &&
    mkdir "$place/root/project" && cp tests/bare_machine/inside.sh "$place/root/" &&
    { [ ! -d "$place/test-objects" ] || cp -Rp "$place/test-objects" "$place/root/"; } &&
    git archive "$commit" | tar -xf - -C "$place/root/project"
}

# run_identity IDENTITY: prints the output of the run in the root, and ends with its exit status.
run_identity() {
  unshare --mount --propagation private --pid --fork --kill-child \
    sh tests/bare_machine/enter.sh "$PWD/$place/root" "$1" </dev/null 2>&1
}

# Prints the line of counts in the output $1.
counts_of() { grep -x '[0-9]* passed, [0-9]* failed, [0-9]* skipped' "$1" | tail -n 1; }

# Prints what is wrong with the run whose output is in $1, or nothing.
complaint() {
  if [ "$(cat "$place/status")" -ne 0 ]; then
    tail -n 1 "$1"
  elif [ -z "$(counts_of "$1")" ]; then
    echo "make test printed no counts"
  else
    sh tests/tools/unexpected_skips.sh bare tests/expected_skips <"$1" | tr '\n' ' '
  fi
}

# Keeps the objects of the first user whose tests were linked.
keep_test_objects() {
  [ ! -d "$place/test-objects" ] && [ -f "$place/root/project/build/unit_tests" ] || return 0
  cp -Rp "$place/root/project/build/tests" "$place/test-objects"
}

# judge IDENTITY SECONDS
judge() {
  log=$place/$1.log
  why=$(complaint "$log")
  steps=$(sed -n 's/^bare-machine: \(.*\) took \([0-9]*\) s$/\1 \2 s/p' "$log" | tr '\n' ',' |
    sed 's/,$//; s/,/, /g')
  keep_test_objects
  if [ -z "$why" ]; then
    passed=$((passed + 1))
    echo "ok $1: $(counts_of "$log"); $2 s ($steps)" >>"$place/verdicts"
  else
    failed=$((failed + 1))
    echo "--- the end of $log:"
    tail -n 40 "$log"
    echo "not ok $1: $why; $2 s ($steps); see $log" >>"$place/verdicts"
  fi
  tail -n 1 "$place/verdicts"
}

check_prerequisites
[ $# -gt 0 ] || set -- root sudo user
for identity in "$@"; do
  case $identity in root | sudo | user) ;; *) cannot "$identity: root, sudo or user is allowed" ;; esac
done
[ -z "$(git status --porcelain --untracked-files=no)" ] ||
  echo "bare-machine: the last commit is tested, without your uncommitted changes"
make_base
# All users test the same commit, even if another one is made meanwhile.
commit=$(git rev-parse HEAD)
: >"$place/verdicts"
rm -rf "$place/test-objects"
passed=0 failed=0
for identity in "$@"; do
  echo "bare-machine: a fresh machine for $identity"
  make_root || cannot "$place/root cannot be made"
  started=$(date +%s)
  { run_identity "$identity"; echo $? >"$place/status"; } |
    tee "$place/$identity.log" | sed -u "s/^/$identity | /"
  judge "$identity" "$(seconds_since "$started")"
done
remove_root
echo "bare-machine: $release, commit $(git rev-parse --short "$commit")"
cat "$place/verdicts"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
