# A submission that seeds its random numbers from the clock still repeats a run with the same seed, and
# differs with another seed.
. tests/tools/checking.sh

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
program=$(application_of "$source")
if ! make SUBMISSION="$source" BUILD="$BUILD" "$program" >"$WORK/make.log" 2>&1; then
  cat "$WORK/make.log"
  not_ok "the clocked submission builds" "see above"
  finish
fi
digest() { "$program" testcases/singlefailure.conf --seed "$1" --out "$WORK" | sed -n 's/.*, digest //p'; }
first=$(digest 1) again=$(digest 1) other=$(digest 2)
what="a submission's clock is simulated"
if [ "$(uname)" != Linux ]; then
  skip "$what" "only Linux lets a program take the C library's place"
elif [ -n "$first" ] && [ "$first" = "$again" ] && [ "$first" != "$other" ]; then
  ok "$what"
else
  not_ok "$what" "$first / $again / $other"
fi
rm -rf "${program%/Application}"
finish
