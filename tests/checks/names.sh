# A submission's names are its own: its classes, functions and templates are never merged with those of
# the framework that have the same names, and a main() of its own is refused with its line.
. tests/tools/checking.sh
store=tests/submissions/classic2014

# build_with NAME [TEXT]: builds the store with TEXT at its end and a call of useOwnNames(), which the
# text defines, in $WORK/NAME; leaves the program's path in $program, and what make said in $WORK/make.
build_with() {
  mkdir -p "$WORK/$1"
  cp $store/MP* "$WORK/$1"
  {
    echo 'void useOwnNames();'
    sed 's/^void MP2Node::updateRing() {/& useOwnNames();/' $store/MP2Node.cpp
    cat
  } >"$WORK/$1/MP2Node.cpp"
  program=$(application_of "$WORK/$1")
  code=0
  make SUBMISSION="$WORK/$1" BUILD="$BUILD" ${2:+"$2"} "$program" >"$WORK/make" 2>&1 || code=$?
  cat "$WORK/make" >"$WORK/stdout"
}

# Inline functions under the names of the framework's classes, templates of them, a function and a
# variable. The destructors of the framework's classes would find garbage.
for compiler in g++ clang++; do
  if ! has $compiler; then
    skip "$compiler: names of the framework's classes" "no $compiler"
    continue
  fi
  build_with "names-$compiler" CXX=$compiler <<'EOF'
namespace {
int made = 0;
}
struct RunResult { long all[200]; RunResult() { ++made; all[0] = 0x1111; } ~RunResult() { --made; } };
struct TraceRequest { long all[200]; TraceRequest() { ++made; all[0] = 0x2222; } ~TraceRequest() { --made; } };
struct PeerGroup { char one; PeerGroup() { ++made; } virtual ~PeerGroup() { --made; } };
struct Laboratory { RunResult result; };
namespace sim {
struct Event { string text; Event() : text("an event that is a string") {} };
struct EventStream { int count; void emit(const Event &) { ++count; } };
}
namespace lab {
struct Fault { string text; Fault() : text("a fault") {} };
}
inline int countCalls() { static int calls = 0; return ++calls; }
RunResult simulate(Params, int) { return RunResult(); }
void useOwnNames() {
	{
		RunResult result; TraceRequest request; PeerGroup group; Laboratory laboratory;
		vector<sim::Event> events(3); vector<lab::Fault> faults(5); vector<TraceRequest> requests(2);
		events.push_back(sim::Event()); faults.push_back(lab::Fault());
		sim::EventStream stream = {0}; stream.emit(events[0]);
		try { throw lab::Fault(); } catch (const lab::Fault &fault) { faults.push_back(fault); }
		if (faults.back().text != "a fault" || requests[1].all[0] != 0x2222) abort();
		if (stream.count != 1 || countCalls() == 0 || std::to_string(7u) != "7") abort();
	}
	if (made != 0) abort();
}
EOF
  expect "$compiler: names of the framework's classes" 0 "3 of 3 points" \
    "$program" testcases/create.conf --out "$WORK/out"
done

# Replaced allocation functions stay the whole program's: what one side has allocated, the other frees.
build_with allocates <<'EOF'
static const char mark[16] = "the store's own";
void *operator new(size_t size) {
	char *block = (char *)malloc(size + 16);
	memcpy(block, mark, 16);
	return block + 16;
}
void *operator new[](size_t size) { return operator new(size); }
void operator delete(void *memory) noexcept {
	if (memory == NULL) return;
	char *block = (char *)memory - 16;
	if (memcmp(block, mark, 16) != 0) abort();
	free(block);
}
void operator delete[](void *memory) noexcept { operator delete(memory); }
void useOwnNames() {}
EOF
expect "operator new is replaced for all" 0 "3 of 3 points" "$program" testcases/create.conf --out "$WORK/out"

build_with main <<'EOF'
void useOwnNames() {}
int main(int argc, char *argv[]) {
	return argc > 1 && argv != NULL;
}
EOF
line=$(grep -n '^int main' "$WORK/main/MP2Node.cpp")
said="MP2Node.cpp:${line%%:*}: error: main() is defined here, but the framework has its own: remove it"
verdict "a main() is refused with its line" "$(cat "$WORK/make")" grep -qF "$said" "$WORK/make"
verdict "and no program is left" "there is one" test ! -e "$program"

# None is left out, of any submission: a symbol that is unique in a process, for example.
for folder in tests/submissions/*/; do
  program=$(application_of "$folder")
  make SUBMISSION="$folder" BUILD="$BUILD" "$program" >"$WORK/make" 2>&1 || cat "$WORK/make"
  nm -g --defined-only "${program%/Application}/Nodes.o" >"$WORK/global"
  verdict "$folder: the framework's entries alone are global" "$(cat "$WORK/global")" \
    test "$(grep -cv '_Znwm\|_ZdlPv' "$WORK/global")" -eq 2
done
finish
