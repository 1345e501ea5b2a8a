# expect: <testsuite
# options: --junit -
# never: <script>
# lost: all
mkdir -p "$1/\"><script>alert(1)<"
touch "$1/\"><script>alert(1)<" "$1/two
lines" "$1/'\$(touch hostile)\`touch hostile\`.txt" "$1/$(printf '\342\200\256cod.exe')"
