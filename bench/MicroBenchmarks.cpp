// The small benchmarks: the message path, dbg.log and the digest.
#include <benchmark/benchmark.h>

#include <climits>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

#include "EmulNet.h"
#include "bench/Allocations.h"
#include "host/OutputFile.h"
#include "lab/NetworkFaults.h"
#include "sim/DbgLog.h"
#include "sim/Digest.h"
#include "sim/Random.h"

namespace {

constexpr int kMessageBytes = 64;
constexpr size_t kTargets = 1 << 16;
constexpr int kWarmUpTicks = 100;

int releaseAtOnce(void*, char* buffer, int) {
  std::free(buffer);
  return 0;
}

// In each tick each peer sends a message to a random peer, and receives its own messages.
class Traffic {
 public:
  explicit Traffic(int peers, bool hasFaults)
      : network_(&params_), faults_(1, duplicates()), addresses_(static_cast<size_t>(peers)) {
    if (hasFaults) makeFaulty();
    for (Address& address : addresses_) network_.ENinit(&address, 0);
    sim::Random random(1, "targets");
    for (size_t i = 0; i < kTargets; ++i) targets_.push_back(random.below(addresses_.size()));
  }

  void tick() {
    ++params_.globaltime;
    for (Address& sender : addresses_) {
      network_.ENsend(&sender, &addresses_[targets_[next_++ % kTargets]], message_, kMessageBytes);
    }
    for (Address& receiver : addresses_) {
      network_.ENrecv(&receiver, releaseAtOnce, nullptr, 1, nullptr);
    }
  }

 private:
  static std::vector<lab::Fault> duplicates() {
    lab::Fault fault;
    fault.kind = lab::FaultKind::Duplicate;
    fault.last = INT_MAX;
    fault.probability = 0.1;
    return {fault};
  }

  void makeFaulty() {
    params_.MSG_DELAY_MAX = 2;
    params_.dropmsg = 1;
    params_.MSG_DROP_PROB = 0.1;
    network_.setFaults(&faults_);
  }

  Params params_;
  EmulNet network_;
  lab::NetworkFaults faults_;
  std::vector<Address> addresses_;
  std::vector<size_t> targets_;
  size_t next_ = 0;
  char message_[kMessageBytes] = {};
};

void carryMessages(benchmark::State& state, bool hasFaults) {
  Traffic traffic(static_cast<int>(state.range(0)), hasFaults);
  for (int i = 0; i < kWarmUpTicks; ++i) traffic.tick();
  const int64_t before = bench::allocationsSoFar();
  for (auto _ : state) traffic.tick();
  const int64_t messages = state.iterations() * state.range(0);
  state.counters["allocations"] =
      static_cast<double>(bench::allocationsSoFar() - before) / static_cast<double>(messages);
  state.SetItemsProcessed(messages);
}

void EmulNetPlain(benchmark::State& state) { carryMessages(state, false); }
void EmulNetFaulty(benchmark::State& state) { carryMessages(state, true); }

BENCHMARK(EmulNetPlain)->RangeMultiplier(10)->Range(10, 10000);
BENCHMARK(EmulNetFaulty)->RangeMultiplier(10)->Range(10, 10000);

sim::Event joinedLine() {
  sim::Event event;
  event.kind = sim::EventKind::MemberAdded;
  event.tick = 345;
  event.node = {678, 0};
  event.other = {901, 0};
  return event;
}

// Writes to an unlinked file, so that the cost of writing is included.
void DbgLogJoined(benchmark::State& state) {
  char path[] = "/tmp/dbg-log-XXXXXX";
  const int descriptor = ::mkstemp(path);
  std::string error;
  const auto file = host::OutputFile::create(path, &error);
  std::remove(path);
  ::close(descriptor);
  if (!file) return state.SkipWithError(error.c_str());
  sim::DbgLog log(file.get(), file.get());
  const sim::Event event = joinedLine();
  for (auto _ : state) log.onEvent(event);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(DbgLogJoined)->Iterations(1000000);

void DigestSent(benchmark::State& state) {
  sim::Digest digest;
  sim::Event event = joinedLine();
  event.kind = sim::EventKind::Sent;
  for (auto _ : state) digest.onEvent(event);
  benchmark::DoNotOptimize(digest.value());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(DigestSent);

}  // namespace
