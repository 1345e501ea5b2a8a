# quickstart.sh on a machine with almost no tools: it names all missing ones at once, with the commands
# that install them, and an unavailable package does not keep it from installing the others. The machine
# is a PATH with a few tools and a package manager that only records its arguments.
. tests/tools/checking.sh

bin=$WORK/bin
mkdir "$bin"
for tool in sh sed grep cat cp rm mkdir mktemp date uname sort tr tail wc ls; do
  ln -s "$(command -v $tool)" "$bin/$tool"
done

# fake NAME BODY: a program of this PATH.
fake() {
  # Where there is a link already, writing would change the system's own program.
  rm -f "$bin/$1"
  printf '#!/bin/sh\n%s\n' "$2" >"$bin/$1"
  chmod +x "$bin/$1"
}
fake apt-get "echo \"\$*\" >>'$WORK/asked'"
fake id 'echo 1000'

bare() { env -i PATH="$bin" sh ./quickstart.sh "$@"; }
install='apt-get install -y --no-install-recommends'

expect "what is missing is named in one go" 1 "Missing, and used by \`make test\`: patch, zip, unzip, diff," \
  bare --no-install
for text in 'A C++ compiler is missing' 'GNU make is missing' 'GoogleTest is missing' \
  'Google Benchmark is missing'; do
  verdict "quickstart.sh says: $text" "$(cat "$WORK/stdout")" grep -q "^$text" "$WORK/stdout"
done
cat >"$WORK/expected" <<END
To install, as root:
  apt-get update
  $install g++ make
  $install bsdutils diffutils findutils gawk gzip patch tar unzip util-linux zip
  $install libgtest-dev
  $install libbenchmark-dev
END
sed -n '/^To install/,$p' "$WORK/stdout" >"$WORK/named"
verdict "and the commands for root" "$(cat "$WORK/named")" cmp -s "$WORK/expected" "$WORK/named"
verdict "nothing was installed" "$(cat "$WORK/asked" 2>&1)" test ! -e "$WORK/asked"
run bare
verdict "without rights, nothing is tried" "$(cat "$WORK/stdout")" \
  test "$code" -eq 1 -a ! -e "$WORK/asked"

fake sudo 'exec "$@"'
fake apt-get "echo \"\$*\" >>'$WORK/asked'; case \$* in *zip*) echo 'E: no zip'; exit 100 ;; esac"
run bare
verdict "a command that fails is shown with what it printed" "$(cat "$WORK/stderr")" \
  grep -q '^  | E: no zip$' "$WORK/stderr"
verdict "and keeps none of the others back" "$(cat "$WORK/asked")" \
  test "$(wc -l <"$WORK/asked")" -eq 5
verdict "whoever may not use sudo is told what root may run" "$(cat "$WORK/stdout")" \
  grep -qx "  $install g++ make" "$WORK/stdout"
expect "without a compiler nothing is built" 1 "Nothing was built." bare

# A tool whose name is there, but that does not do what the tests ask of it.
fake patch 'exit 1'
expect "a patch that cannot patch is missing" 1 "Missing, and used by \`make test\`: patch, " bare --no-install
expect "--no-install, misspelt" 2 "allowed are --no-install, --help and --version" bare --noinstall
finish
