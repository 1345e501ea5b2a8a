#!/bin/sh
# inside.sh IDENTITY: runs the README's two commands as a user of the bare machine, in /project. Runs in
# the root that run.sh made, as root.

say() { echo "bare-machine: $*"; }
fail() {
  say "$*"
  exit 1
}

# timed WHAT COMMAND...: prints how long it took.
timed() {
  what=$1 began=$(date +%s)
  shift
  "$@"
  code=$?
  say "$what took $(($(date +%s) - began)) s"
  return $code
}

# The ordinary user's shell starts with an empty environment, as after a login.
as_student() {
  chroot --userspec=student:student / env -i PATH="$PATH" HOME=/home/student USER=student LC_ALL=C \
    ${http_proxy:+http_proxy="$http_proxy"} sh -c "cd /project && $1"
}

make_student() {
  useradd --create-home --shell /bin/sh student && chown -R student:student /project
}

# Does what an administrator does for a user.
allow_sudo() {
  if ! { apt-get update && apt-get install -y --no-install-recommends sudo; } >/tmp/sudo.log 2>&1; then
    cat /tmp/sudo.log
    return 1
  fi
  echo 'student ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/student && chmod 440 /etc/sudoers.d/student
}

# Without sudo, quickstart.sh cannot continue, and must say what root should type.
run_as_root_what_is_named() {
  as_student './quickstart.sh' >/tmp/named 2>&1 && fail "quickstart.sh did without a compiler?"
  cat /tmp/named
  sed -n '/^To install, as root:$/,/^[^ ]/s/^  //p' /tmp/named >/tmp/commands
  [ -s /tmp/commands ] || fail "quickstart.sh named no command for root"
  while read -r command <&3; do
    say "root runs: $command"
    DEBIAN_FRONTEND=noninteractive sh -c "$command" </dev/null >/tmp/install.log 2>&1 || {
      cat /tmp/install.log
      fail "the command failed: $command"
    }
  done 3</tmp/commands
}

case $1 in
  root) user() { sh -c "cd /project && $1"; } ;;
  sudo)
    user() { as_student "$1"; }
    { make_student && allow_sudo; } || fail "a user with sudo cannot be made"
    ;;
  user)
    user() { as_student "$1"; }
    make_student || fail "a user cannot be made"
    timed "root's install" run_as_root_what_is_named
    ;;
esac
timed quickstart.sh user './quickstart.sh' || fail "quickstart.sh failed"
# See run.sh. The user gets copies of its own, with their times, so that make does not rebuild them.
if [ -d /test-objects ]; then user 'cp -Rp /test-objects build/tests' || fail "the objects cannot be copied"; fi
timed "make test" user 'make test' || fail "make test failed"
timed "make test-slow" user 'make test-slow' || fail "make test-slow failed"
