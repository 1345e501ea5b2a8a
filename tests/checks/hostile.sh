# Hostile submissions are contained, and told apart: some of tests/hostile/. `make hostile` has all.
. tests/tools/checking.sh
HOSTILE=$WORK/hostile sh tests/hostile/run.sh endless-loop forges-the-answer || status=1
rm -rf build/submissions/*_hostile_endless-loop build/submissions/*_hostile_forges-the-answer
finish
