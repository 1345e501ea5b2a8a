# --history: the examples of docs/history.md, each notation, each exit status, and long histories.
. tests/tools/checking.sh

examples=testcases/histories

run ./Application --history $examples/register.edn
sed -n '/^    \$ /,/^$/s/^    //p' docs/history.md | sed '1d;/^$/d' >"$WORK/shown"
verdict "docs/history.md shows what is printed" "$(diff "$WORK/shown" "$WORK/stdout")" \
  cmp -s "$WORK/shown" "$WORK/stdout"

# The lines of each example are those of its file.
sed -n 's/^    //p' docs/history.md | grep '^ *[[{]\|^INFO' | sed 's/^[[ ]*//; s/]$//; s/}]$/}/' >"$WORK/examples"
cat $examples/* | sed 's/^[[ ]*//; s/]$//' >"$WORK/files"
missing=$(grep -vxFf "$WORK/files" "$WORK/examples")
verdict "docs/history.md shows lines of $examples" "$missing" test -z "$missing"

expect "JSON lines" 0 "5 calls of 4 processes on 1 key: 4 with a result, 0 failed, 1 of unknown" \
  ./Application --history $examples/cart.jsonl
expect "EDN of get, put and append" 0 "linearizable holds" ./Application --history $examples/store.edn
expect "a log" 1 "No order of these calls on register explains what they returned" \
  ./Application --history $examples/jepsen.txt
expect "--demand" 0 "sequential holds, sequential is demanded" \
  ./Application --history $examples/register.edn --demand sequential
run ./Application --history $examples/register.edn --quiet
verdict "--quiet prints nothing" "$(cat "$WORK/stdout")" test "$code" -eq 1 -a ! -s "$WORK/stdout"

# bad WHAT TEXT CONTENT: a file with this content; TEXT follows its name in the message.
bad() {
  printf "$3" >"$WORK/bad"
  expect "$1" 2 "$WORK/bad$2" ./Application --history "$WORK/bad"
}
bad "an empty file" ": has no call of a client" ''
bad "text without events" ": has no call of a client" 'hello\nworld\n'
bad "JSON that is cut off" ":2: a string has no end" '{"process":1,"type":"invoke","f":"read"}\n{"proc'
bad "a JSON member that is unknown" ":1: unknown member \`op\`: process, type" '{"op":1}\n'
bad "a JSON function that is unknown" ":1: unknown f \`swap\`: read, write" \
  '{"process":1,"type":"invoke","f":"swap"}\n'
bad "EDN of another model" ":2: unknown function \`acquire\`: read, write" \
  '[{:process 1 :type :invoke :f :read}\n{:process 2 :type :invoke :f :acquire}]'
bad "EDN that is not closed" ":2: a \`}\` is missing" '[{:process 1 :type :invoke :f :read}\n{:process'
bad "an end without a call" ":1: process 1 has no open call that this could end" \
  '{"process":1,"type":"ok","f":"read"}\n'
bad "a call within a call" ":2: process 1 has a call open since line 1" \
  '{"process":1,"type":"invoke","f":"read"}\n{"process":1,"type":"invoke","f":"read"}\n'
bad "the end of another call" ":2: process 1 ends another call than that of line 1" \
  '{"process":1,"type":"invoke","f":"read"}\n{"process":1,"type":"ok","f":"write"}\n'
expect "a file that is not there" 2 "nowhere: cannot be read" ./Application --history nowhere
expect "a conf beside a history" 2 "not allowed with --history, which makes no run" \
  ./Application testcases/create.conf --history $examples/store.edn
expect "--demand of no level" 2 "--demand strong: a level: none durable" \
  ./Application --history $examples/store.edn --demand strong
printf "{:process 1, :type :invoke, :f :read}" >"$WORK/open"
expect "calls without a result" 3 "INCONCLUSIVE: history" ./Application --history "$WORK/open"

# 100,000 calls of ten processes on an atomic register, one of which may be wrong.
long_history() {  # VALUE: what the last read returns.
  awk -v last="$1" 'BEGIN {
    value = 0
    for (i = 1; i <= 10000; ++i) {
      for (p = 0; p < 10; ++p) {
        kind = (i * 7 + p * 3) % 4
        f[p] = kind < 2 ? "read" : kind == 2 ? "write" : "cas"
        from[p] = (i + p) % 3; to[p] = (i * p) % 5
        v = kind < 2 ? "nil" : kind == 2 ? to[p] : "[" from[p] " " to[p] "]"
        print "{:process " p ", :type :invoke, :f :" f[p] ", :value " v "}"
      }
      for (p = 9; p >= 0; --p) {
        if (f[p] == "read") {
          v = i == 10000 && last != "" ? last : value
          print "{:process " p ", :type :ok, :f :read, :value " (v == 0 && i == 1 ? "nil" : v) "}"
        } else if (f[p] == "write") {
          value = to[p]
          print "{:process " p ", :type :ok, :f :write, :value " value "}"
        } else {
          swapped = from[p] == value && !(i == 1 && value == 0)
          if (swapped) value = to[p]
          print "{:process " p ", :type :" (swapped ? "ok" : "mismatch") ", :f :cas, :value [" from[p] " " to[p] "]}"
        }
      }
    }
  }'
}
long_history '' >"$WORK/long"
expect "100,000 calls" 0 "100000 calls of 10 processes" ./Application --history "$WORK/long"
long_history 77 >"$WORK/long"
expect "100,000 calls, the last of them wrong" 1 "No order explains what this call on register returned" \
  ./Application --history "$WORK/long"
finish
