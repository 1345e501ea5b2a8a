# Sweeps on several machines: shards merge to the bytes of the sweep, by GNU parallel and by a Slurm of this
# machine alone, as docs/cluster.md has it; what does not belong together is refused.
. tests/tools/checking.sh

conf=testcases/course-chaos.conf
sweep="--check --seeds 1..100"
program=$(make -s --no-print-directory BUILD="$BUILD" which-application)

# A stranger's store fails for some seeds: its sweep has more to merge.
folder=tests/submissions/classic2014
stranger=$(application_of "$folder")
if ! make SUBMISSION="$folder" BUILD="$BUILD" "$stranger" >"$WORK/make" 2>&1; then
  cat "$WORK/make"
  not_ok "classic2014 builds" "see above"
  finish
fi

# whole PROGRAM: the sweep in one, in $WORK/whole.txt and $WORK/whole.html.
whole() {
  run "$1" $conf $sweep --report "$WORK/page.html"
  whole_code=$code
  mv "$WORK/stdout" "$WORK/whole.txt"
  mv "$WORK/page.html" "$WORK/whole.html"
}

# merged WHAT PROGRAM FILE...: the merge of the files has the bytes and the exit status of the sweep.
merged() {
  merged_what=$1 merged_program=$2
  shift 2
  run "$merged_program" --merge "$@" --report "$WORK/page.html"
  verdict "$merged_what: what is printed" "exit status $code; $(diff "$WORK/whole.txt" "$WORK/stdout" | head -n 3)$(head -n 3 "$WORK/stderr")" \
    test "$code" -eq "$whole_code" -a "$(cat "$WORK/stdout")" = "$(cat "$WORK/whole.txt")"
  verdict "$merged_what: the page" "it differs" cmp -s "$WORK/whole.html" "$WORK/page.html"
}

# ---- Shards one after the other.

whole "$stranger"
verdict "the stranger fails" "exit status $whole_code" test "$whole_code" -eq 1
i=1
while [ $i -le 7 ]; do
  "$stranger" $conf $sweep --shard $i/7 --summary "$WORK/$i.of7" --jobs $((i % 3 + 1)) >"$WORK/shard" 2>&1
  i=$((i + 1))
done
merged "7 shards of a stranger" "$stranger" "$WORK"/*.of7
expect "--merge by another build" 2 "1.of7: is of another build of ./Application" "$program" --merge "$WORK"/*.of7
expect "a shard of another build" 2 "2.of7: is the summary of another shard, sweep or build" \
  "$program" $conf $sweep --shard 2/7 --summary "$WORK/2.of7"
expect "a shard's file for another shard" 2 "2.of7: is the summary of another shard, sweep or build" \
  "$stranger" $conf $sweep --shard 3/7 --summary "$WORK/2.of7"

# ---- A gap, an overlap, another sweep; a shard that was interrupted.

mv "$WORK/3.of7" "$WORK/3.kept"
expect "a gap" 2 "seeds 31..44: no file has them" "$stranger" --merge "$WORK"/*.of7
verdict "a gap: the command that fills it" "$(cat "$WORK/stderr")" grep -qxF \
  "  run: ./Application $conf --seeds 1..100 --check --shard 3/7 --summary FILE" "$WORK/stderr"
mv "$WORK/3.kept" "$WORK/3.of7"
cp "$WORK/3.of7" "$WORK/3.again"
expect "an overlap" 2 "another file has seeds 31..44, too" "$stranger" --merge "$WORK"/*.of7 "$WORK/3.again"
"$stranger" $conf $sweep --set KEYS=9 --shard 3/7 --summary "$WORK/other" >"$WORK/shard" 2>&1
expect "another conf" 2 "other: is of another sweep than" "$stranger" --merge "$WORK/2.of7" "$WORK/other"
bytes=$(wc -c <"$WORK/3.of7")
head -c $((bytes / 2)) "$WORK/3.again" >"$WORK/3.of7"
expect "an interrupted shard" 2 "3.of7: the shard was interrupted" "$stranger" --merge "$WORK"/*.of7
"$stranger" $conf $sweep --shard 3/7 --summary "$WORK/3.of7" --jobs 2 >"$WORK/shard" 2>&1
verdict "a shard that resumes writes the same bytes" "it differs" cmp -s "$WORK/3.of7" "$WORK/3.again"
printf 'hello\n' >"$WORK/none"
expect "a file of another kind" 2 "none:1: is no summary of a sweep" "$stranger" --merge "$WORK/none"
sed '8s/seed \([0-9]*\)/seed 1\1/' "$WORK/3.again" >"$WORK/wrong"
expect "a wrong line" 2 "wrong:8: another seed is expected here" "$stranger" --merge "$WORK/wrong"
expect "--shard without --summary" 2 "--shard: allowed with --summary alone" "$program" $conf --seeds 1..9 --shard 1/2
expect "a shard that is none" 2 "--shard 3/2: I/N with I from 1 to N" \
  "$program" $conf --seeds 1..9 --shard 3/2 --summary "$WORK/x"

# ---- An exhaustive search: its shards merge to what it prints and writes itself.

search="$PWD/$stranger testcases/exhaustive-update.conf --check --search exhaustive --faults 1 --window 80..90"
$search --out "$WORK/whole" >"$WORK/whole.txt" 2>&1
for i in 1 2 3; do $search --shard $i/3 --summary "$WORK/$i.of3" --out "$WORK/parts" >"$WORK/shard" 2>&1; done
ln -s "$PWD/testcases" "$WORK/testcases"
run sh -c "cd '$WORK' && '$PWD/$stranger' --merge 3.of3 1.of3 2.of3"
verdict "a search: exit status" "$code" test "$code" -eq 1
verdict "a search: what is printed" "$(diff "$WORK/whole.txt" "$WORK/stdout" | head -n 3)" \
  test "$(sed "s|$WORK/whole/||g" "$WORK/whole.txt")" = "$(cat "$WORK/stdout")"
verdict "a search: the first failure" "it differs" \
  sh -c "sed 's|$WORK/whole/||g' '$WORK/whole/failure-1.faults' | cmp -s - '$WORK/failure-1.faults'"
cp "$WORK/2.of3" "$WORK/2.again"
head -c $(($(wc -c <"$WORK/2.again") * 2 / 3)) "$WORK/2.again" >"$WORK/2.of3"
expect "a search's interrupted shard" 2 "2.of3: the shard was interrupted" "$stranger" --merge "$WORK"/*.of3
$search --shard 2/3 --summary "$WORK/2.of3" --out "$WORK/parts" >"$WORK/shard" 2>&1
verdict "a search's shard resumes" "it differs" cmp -s "$WORK/2.of3" "$WORK/2.again"
expect "a page of a search's shards" 2 "--report: not allowed with the shards of a search" \
  "$stranger" --merge "$WORK"/*.of3 --report "$WORK/page.html"

# ---- 100 shards, by GNU parallel.

whole "$program"
if has parallel; then
  parallel --will-cite -j 2 "$program" $conf $sweep --jobs 1 --quiet --shard {}/100 --summary "$WORK/{}.of100" \
    ::: $(seq 1 100) >"$WORK/parallel" 2>&1
else
  skip "GNU parallel" "no parallel"
  for i in $(seq 1 100); do
    "$program" $conf $sweep --jobs 2 --quiet --shard "$i/100" --summary "$WORK/$i.of100"
  done
fi
merged "100 shards" "$program" "$WORK"/*.of100

# ---- An array job of a Slurm of this machine alone, in a folder of its own.

free_port() { perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'; }

slurm=$WORK/slurm
start_slurm() {
  mkdir -p "$slurm/state" "$slurm/spool"
  host=$(hostname -s)
  cat >"$slurm/slurm.conf" <<END
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd.log
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
  SLURM_CONF=$slurm/slurm.conf
  export SLURM_CONF
  if ! munge -n >"$slurm/munge" 2>&1; then
    mkdir -p /run/munge && chown munge: /run/munge
    runuser -u munge -- munged --pid-file=/run/munge/check.pid >"$slurm/munge" 2>&1 && own_munge=yes
  fi
  slurmctld >"$slurm/start" 2>&1 && slurmd >>"$slurm/start" 2>&1
}

stop_slurm() {
  for daemon in slurmd slurmctld; do
    [ ! -s "$slurm/$daemon.pid" ] || kill "$(cat "$slurm/$daemon.pid")"
  done
  [ -z "$own_munge" ] || kill "$(cat /run/munge/check.pid)"
}

# The script of docs/cluster.md, for this sweep.
job_script() {
  sed -n '/^    #!\/bin\/sh/,/^$/s/^    //p' docs/cluster.md |
    sed "s|^\./Application .* --shard|$program $conf $sweep --shard|; s|summary\.|$slurm/summary.|"
}

missing=''
for tool in slurmctld slurmd munged sbatch perl; do has $tool || missing="$missing $tool"; done
if [ -n "$missing" ]; then
  skip "a Slurm array" "no$missing"
elif [ "$(id -u)" -ne 0 ]; then
  skip "a Slurm array" "its daemons need root"
else
  own_munge=''
  if start_slurm; then
    job_script >"$slurm/job.sh"
    verdict "docs/cluster.md has an array job" "$(cat "$slurm/job.sh")" grep -q '^#SBATCH --array=1-8$' "$slurm/job.sh"
    # --wait: until the whole array is over.
    run sbatch --wait --output="$slurm/slurm-%a.out" "$slurm/job.sh"
    verdict "the array job of 8 runs" "exit status $code; $(cat "$WORK/stderr" "$slurm"/slurm-*.out 2>/dev/null | head -n 5)" test "$code" -eq 0
    merged "a Slurm array of 8" "$program" "$slurm"/summary.*
  else
    not_ok "Slurm starts" "$(cat "$slurm/start" "$slurm/munge" | head -n 5)"
  fi
  stop_slurm
fi
finish
