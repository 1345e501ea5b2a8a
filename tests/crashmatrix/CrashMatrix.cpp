// make crash-matrix: two-phase commit, with a crash of each party at each point of a script of
// calls (tests/support/TwoPhaseWorld.h): at every message and every operation of the journal, alone
// and in pairs, and with what was not synced lost, kept, or cut at every byte.
//
// After each run every party has to be back, both servers have to hold the same, nobody may see
// what the calls do not explain, and no cache may hold what the journal does not. Prints how many
// points were tried. Exit status 1, with the crashes that break it, if a run breaks a rule.
//
//   crash_matrix [STRIDE]       every STRIDE-th pair of points; 1 = all, by default
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/TwoPhaseWorld.h"

namespace twophase {
namespace {

using sim::Operation;
using Value = std::optional<std::string>;  // Nothing: the key is absent.

constexpr sim::PeerId kParties[] = {1, 2, 3};
constexpr int kTicksToSettle = 70;

struct Call {
  Operation operation;
  const char* key;
  const char* value;
};

// a and e are of one set of the coordinator's cache, b of another.
constexpr Call kScript[] = {
    {Operation::Create, "a", "a1"}, {Operation::Read, "a", ""},     {Operation::Create, "b", "b1"},
    {Operation::Update, "a", "a2"}, {Operation::Create, "e", "e1"}, {Operation::Read, "a", ""},
    {Operation::Delete, "b", ""},   {Operation::Read, "b", ""},     {Operation::Update, "e", "e2"},
    {Operation::Update, "b", "b2"}, {Operation::Read, "e", ""},     {Operation::Read, "a", ""},
};

// What one client, who makes one call after the other, may still see.
class Model {
 public:
  // "" = the result is one of those that are possible.
  std::string note(const Call& call, const Finished& finished) {
    std::set<Value>& possible = of(call.key);
    if (call.operation == Operation::Read) return noteRead(finished, &possible);
    const Value written =
        call.operation == Operation::Delete ? Value() : Value(std::string(call.value));
    if (!finished.success) {
      possible.insert(written);
      return "";
    }
    const bool needsKey = call.operation != Operation::Create;
    if (needsKey && possible == std::set<Value>{Value()}) return "a key that is absent was changed";
    possible = {written};
    return "";
  }

  bool allows(const std::string& key, const Value& value) { return of(key).count(value) > 0; }

 private:
  static std::string noteRead(const Finished& finished, std::set<Value>* possible) {
    if (!finished.isDecided) return "";
    const Value seen = finished.success ? Value(finished.value) : Value();
    if (possible->count(seen) == 0) return "a get returned what no update explains";
    *possible = {seen};
    return "";
  }

  std::set<Value>& of(const std::string& key) {
    return possible_.insert({key, {Value()}}).first->second;
  }

  std::map<std::string, std::set<Value>> possible_;
};

class Run {
 public:
  explicit Run(const std::vector<CrashPoint>& crashes) {
    for (const CrashPoint& crash : crashes) world_.crashAt(crash);
  }

  // "" = no rule was broken.
  std::string play() {
    const std::string problem = playScript();
    return problem.empty() ? judge() : problem;
  }

  std::string playScript() {
    world_.run(3);
    for (const Call& call : kScript) {
      const std::string problem = make(call);
      if (!problem.empty()) return problem;
    }
    world_.run(kTicksToSettle);
    return "";
  }

  // Its gets are no part of the script: nobody crashes in them.
  std::string judge() {
    if (!world_.problem().empty()) return "a peer did not come back: " + world_.problem();
    for (const sim::PeerId peer : kParties) {
      if (!world_.isUp(peer)) return "peer " + std::to_string(peer) + " is not up";
    }
    if (world_.table(2) != world_.table(3)) return "the copies differ";
    if (world_.server(2).inDoubt() + world_.server(3).inDoubt() > 0) return "one is in doubt";
    if (world_.coordinator().unfinished() > 0) return "an update has not ended";
    for (const char* key : {"a", "b", "e"}) {
      const std::string problem = judgeKey(key);
      if (!problem.empty()) return problem + ": " + key;
    }
    return "";
  }

  TwoPhaseWorld& world() { return world_; }

 private:
  std::string make(const Call& call) {
    return model_.note(call, world_.call(call.operation, call.key, call.value));
  }

  std::string judgeKey(const char* key) {
    const auto copy = world_.table(2).find(key);
    const Value stored = copy == world_.table(2).end() ? Value() : Value(copy->second);
    if (!model_.allows(key, stored)) return "an acknowledged update is lost";
    for (const SetCache* cache :
         {&world_.coordinator().cache(), &world_.server(2).cache(), &world_.server(3).cache()}) {
      const Value cached = cache->peek(key);
      if (cached && cached != stored) return "a cache does not hold what the journal does";
    }
    const Finished read = world_.call(Operation::Read, key);
    if (!read.isDecided || read.success != stored.has_value()) return "a get fails";
    return read.success && read.value != *stored ? "a get returns another value" : "";
  }

  TwoPhaseWorld world_;
  Model model_;
};

class Matrix {
 public:
  explicit Matrix(int stride) : stride_(stride) {
    Run run({});
    check({}, run.playScript());
    for (const sim::PeerId peer : kParties) {
      points_[peer] = run.world().points(peer);
      tails_[peer] = run.world().tails(peer);
      std::printf("peer %d: %lld points\n", peer, static_cast<long long>(points_[peer]));
    }
    check({}, run.judge());
  }

  void playSingles() {
    for (const sim::PeerId peer : kParties) {
      for (int64_t point = 1; point <= points_[peer]; ++point) {
        for (const Tail& tail : tailsAt(peer, point)) {
          for (const int down : {1, 6, 30}) play({{peer, point, tail, down}});
        }
      }
    }
    std::printf("single crashes: %lld runs, %lld cuts of a tail\n", static_cast<long long>(runs_),
                static_cast<long long>(cuts_));
  }

  // The second may also be of the same peer, later: while it recovers, too.
  void playPairs() {
    runs_ = 0;
    int64_t pair = 0;
    for (const sim::PeerId first : kParties) {
      for (int64_t point = 1; point <= points_[first]; ++point) {
        for (const sim::PeerId second : kParties) {
          if (second < first) continue;
          const int64_t from = second == first ? point + 1 : 1;
          for (int64_t other = from; other <= points_[second] + kPointsOfARecovery; ++other) {
            if (pair++ % stride_ != 0) continue;
            const Tail tail{pair % 2 == 0 ? Tail::None : Tail::All};
            const int down = pair % 3 == 0 ? 20 : 3;
            play({{first, point, tail, down}, {second, other, tail, 3}});
          }
        }
      }
    }
    std::printf("pairs of crashes: %lld runs\n", static_cast<long long>(runs_));
  }

  int failures() const { return failures_; }

 private:
  static constexpr int64_t kPointsOfARecovery = 40;

  // What may be left at the point: all cuts of what was not synced.
  std::vector<Tail> tailsAt(sim::PeerId peer, int64_t point) {
    std::vector<Tail> tails = {{Tail::None}};
    const size_t size = tails_[peer][static_cast<size_t>(point) - 1];
    if (size == 0) return tails;
    tails.push_back({Tail::All});
    for (size_t bytes = 1; bytes < size; ++bytes) tails.push_back({Tail::Bytes, bytes});
    cuts_ += static_cast<int64_t>(tails.size());
    return tails;
  }

  void play(const std::vector<CrashPoint>& crashes) {
    ++runs_;
    check(crashes, Run(crashes).play());
  }

  void check(const std::vector<CrashPoint>& crashes, const std::string& problem) {
    if (problem.empty() || ++failures_ > 20) return;
    std::printf("FAILED: %s, after", problem.c_str());
    for (const CrashPoint& crash : crashes) {
      std::printf(" [peer %d at point %lld, tail %d of %zu bytes, down for %d ticks]", crash.peer,
                  static_cast<long long>(crash.point), crash.tail.kind, crash.tail.bytes,
                  crash.downTicks);
    }
    std::printf("\n");
  }

  const int stride_;
  std::map<sim::PeerId, int64_t> points_;
  std::map<sim::PeerId, std::vector<size_t>> tails_;  // By point: what is not synced, in bytes.
  int64_t runs_ = 0;
  int64_t cuts_ = 0;
  int failures_ = 0;
};

}  // namespace
}  // namespace twophase

int main(int argc, char** argv) {
  const int stride = argc > 1 ? std::atoi(argv[1]) : 1;
  if (argc > 2 || stride < 1) {
    std::fprintf(stderr, "usage: crash_matrix [STRIDE], 1 or more\n");
    return 2;
  }
  twophase::Matrix matrix(stride);
  matrix.playSingles();
  matrix.playPairs();
  if (matrix.failures() > 0) {
    std::printf("%d runs broke a rule\n", matrix.failures());
    return 1;
  }
  std::printf("all recovered\n");
  return 0;
}
