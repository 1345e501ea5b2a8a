# A submission that takes its random numbers from the clock still does the same for the same seed,
# and something else for another.
source=$WORK/clocked
mkdir -p "$source"
cp MP1Node.h MP2Node.h MP2Node.cpp "$source"
{
  echo '#include <chrono>'
  echo '#include <sys/time.h>'
  # Whom to gossip to now depends on every clock there is.
  sed 's/^int MP1Node::gossipTarget.*/&\
  struct timeval day;\
  gettimeofday(\&day, NULL);\
  srand(time(NULL) + day.tv_usec + clock());\
  slot = rand() + std::chrono::steady_clock::now().time_since_epoch().count() +\
         std::chrono::system_clock::now().time_since_epoch().count();/' MP1Node.cpp
} >"$source/MP1Node.cpp"
program=$(make -s --no-print-directory BUILD="$BUILD" SUBMISSION="$source" which-application)
if ! make SUBMISSION="$source" "$program" >"$WORK/make.log" 2>&1; then
  cat "$WORK/make.log"
  echo "not ok the clocked submission builds: see above"
  exit 1
fi
digest() { "$program" testcases/singlefailure.conf --seed "$1" --out "$WORK" | tail -1; }
first=$(digest 1) again=$(digest 1) other=$(digest 2)
if [ "$(uname)" != Linux ]; then
  echo "ok the clock is simulated: not on this system"
elif [ -n "$first" ] && [ "$first" = "$again" ] && [ "${first##* }" != "${other##* }" ]; then
  echo "ok a submission's clock is simulated"
else
  echo "not ok a submission's clock is simulated: $first / $again / $other"
fi
rm -rf "${program%/Application}"
