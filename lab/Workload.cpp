#include "lab/Workload.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "host/Check.h"
#include "lab/KeyPopularity.h"
#include "sim/Random.h"

namespace lab {

namespace {

constexpr uint64_t kMaxScan = 10;
// The average number of calls after which a client moves to another coordinator.
constexpr uint64_t kCallsPerCoordinator = 6;
// The creates of the load phase come this fast at least, whatever the mix's rate.
constexpr double kLoadPerTick = 4;
constexpr size_t kKeyDigits = 4;

// What a client does next. In the order of WorkloadMix.
enum Step { kRead, kUpdate, kCreate, kErase, kReadModifyWrite, kScan, kSteps };

// Draws the operations one after the other, and keeps track of which keys there should be when all
// of them succeed.
class Drawing {
 public:
  Drawing(uint64_t seed, const WorkloadSettings& settings);

  std::vector<ClientOperation> draw();

 private:
  void load();
  void mix();
  void probe();

  // One step of `client`. Returns how many calls it takes.
  int addStep(sim::Tick tick, int32_t client, KeyPopularity* popularity);
  void addCreate(sim::Tick tick, int32_t client, KeyPopularity* popularity);
  void addErase(sim::Tick tick, int32_t client, size_t key);
  int addScan(sim::Tick tick, int32_t client, size_t firstKey);
  void addUpdate(sim::Tick tick, int32_t client, size_t key);
  void add(sim::Tick tick, int32_t client, sim::Operation operation, size_t key);
  std::string nextValue(sim::Operation operation, size_t key);

  Step drawStep();
  sim::PeerId drawCoordinator(int32_t client);
  std::vector<sim::Tick> drawTicks(sim::Tick first, sim::Tick last);
  bool isThere(size_t key) const { return absent_.count(key) == 0; }
  size_t nextThere(size_t key) const;

  int32_t clientInTurn(size_t number) const;
  sim::Tick pacedTick(sim::Tick start, size_t number) const;

  const uint64_t seed_;
  const WorkloadSettings settings_;
  const std::array<uint64_t, kSteps> stepUpTo_;  // The sums of the steps' weights.
  sim::Random calls_;
  sim::Random times_;

  std::vector<sim::PeerId> coordinators_;  // By client, from 0.
  size_t keys_ = 0;                        // The keys 0 … keys_ - 1 have been created.
  std::set<size_t> absent_;                // Those that are deleted.
  uint64_t values_ = 0;                    // The number of values written.
  std::map<size_t, uint64_t> counts_;      // By counter, the number that was written last.
  sim::Tick loadEndsAt_ = 0;
  std::vector<ClientOperation> drawn_;
};

// Shares as whole numbers, and summed: what is drawn must not depend on how a sum is rounded.
std::array<uint64_t, kSteps> cumulativeWeights(const WorkloadMix& mix) {
  constexpr double kLargest = 1e9;
  const std::array shares = {mix.read,  mix.update,          mix.create,
                             mix.erase, mix.readModifyWrite, mix.scan};
  static_assert(shares.size() == kSteps);
  const double largest = *std::max_element(shares.begin(), shares.end());
  std::array<uint64_t, kSteps> sums{};
  uint64_t sum = 0;
  for (size_t i = 0; i < kSteps; ++i) {
    sum += static_cast<uint64_t>(shares[i] / largest * kLargest);
    sums[i] = sum;
  }
  return sums;
}

std::string keyName(size_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < kKeyDigits) digits.insert(0, kKeyDigits - digits.size(), '0');
  return "k" + digits;
}

std::string counterText(uint64_t count, int bytes) {
  std::string value = std::to_string(count);
  const size_t size = static_cast<size_t>(bytes);
  if (value.size() < size) value.insert(0, size - value.size(), '0');
  return value;
}

std::string valueText(uint64_t number, int bytes) {
  constexpr char kPadding = 'x';
  std::string value = "v" + std::to_string(number);
  if (value.size() < static_cast<size_t>(bytes)) value.resize(static_cast<size_t>(bytes), kPadding);
  return value;
}

Drawing::Drawing(uint64_t seed, const WorkloadSettings& settings)
    : seed_(seed),
      settings_(settings),
      stepUpTo_(cumulativeWeights(settings.mix)),
      calls_(seed, "workload calls"),
      times_(seed, "workload times") {
  for (int i = 0; i < settings.clients; ++i) {
    coordinators_.push_back(static_cast<sim::PeerId>(calls_.between(1, settings.peers)));
  }
}

std::vector<ClientOperation> Drawing::draw() {
  load();
  if (keys_ > 0) mix();
  probe();
  std::stable_sort(drawn_.begin(), drawn_.end(),
                   [](const auto& left, const auto& right) { return left.tick < right.tick; });
  return std::move(drawn_);
}

// ---- The phases.

void Drawing::load() {
  const double rate = std::max(settings_.operationsPerTick, kLoadPerTick);
  loadEndsAt_ = settings_.loadAt;
  for (size_t key = 0; key < static_cast<size_t>(settings_.keys); ++key) {
    const sim::Tick byRate =
        settings_.loadAt + static_cast<sim::Tick>(static_cast<double>(key) / rate);
    const sim::Tick tick = std::max(byRate, pacedTick(settings_.loadAt, key));
    if (tick >= settings_.mixEndsAt) return;
    ++keys_;
    add(tick, clientInTurn(key), sim::Operation::Create, key);
    loadEndsAt_ = tick + kTicksPerCall;
  }
}

void Drawing::mix() {
  KeyPopularity popularity(seed_, settings_.mix.keys, keys_);
  const std::vector<sim::Tick> ticks =
      drawTicks(std::max(settings_.mixAt, loadEndsAt_), settings_.mixEndsAt);
  for (size_t i = 0; i < ticks.size();) {
    const auto client = static_cast<int32_t>(calls_.between(1, settings_.clients));
    // A step of several calls takes the place of as many: so the rate is what it should be.
    i += static_cast<size_t>(addStep(ticks[i], client, &popularity));
  }
}

void Drawing::probe() {
  for (size_t key = 0; key < keys_; ++key) {
    add(pacedTick(settings_.probeAt, key), clientInTurn(key), sim::Operation::Read, key);
  }
}

// ---- The steps of a client.

int Drawing::addStep(sim::Tick tick, int32_t client, lab::KeyPopularity* popularity) {
  Step step = drawStep();
  const size_t key = popularity->draw(&calls_);
  // Nothing is there to be written.
  if (absent_.size() == keys_ && (step == kUpdate || step == kErase || step == kReadModifyWrite)) {
    step = kCreate;
  }
  switch (step) {
    case kUpdate: addUpdate(tick, client, nextThere(key)); return 1;
    case kCreate: addCreate(tick, client, popularity); return 1;
    case kErase: addErase(tick, client, nextThere(key)); return 1;
    case kReadModifyWrite:
      add(tick, client, sim::Operation::Read, nextThere(key));
      add(tick, client, sim::Operation::Update, nextThere(key));
      return 2;
    case kScan: return addScan(tick, client, key);
    default: add(tick, client, sim::Operation::Read, key); return 1;
  }
}

void Drawing::addCreate(sim::Tick tick, int32_t client, lab::KeyPopularity* popularity) {
  size_t key = keys_;
  if (absent_.empty()) {
    ++keys_;
    popularity->add();
  } else {
    key = *std::next(absent_.begin(), static_cast<long>(calls_.below(absent_.size())));
    absent_.erase(key);
  }
  add(tick, client, sim::Operation::Create, key);
}

void Drawing::addErase(sim::Tick tick, int32_t client, size_t key) {
  absent_.insert(key);
  add(tick, client, sim::Operation::Delete, key);
}

void Drawing::addUpdate(sim::Tick tick, int32_t client, size_t key) {
  add(tick, settings_.mix.counts ? clientInTurn(key) : client, sim::Operation::Update, key);
}

int Drawing::addScan(sim::Tick tick, int32_t client, size_t firstKey) {
  const size_t length = std::min<size_t>(1 + calls_.below(kMaxScan), keys_ - firstKey);
  for (size_t i = 0; i < length; ++i) add(tick, client, sim::Operation::Read, firstKey + i);
  return static_cast<int>(length);
}

void Drawing::add(sim::Tick tick, int32_t client, sim::Operation operation, size_t key) {
  ClientOperation call;
  call.tick = tick;
  call.client = client;
  call.coordinator = drawCoordinator(client);
  call.operation = operation;
  call.key = keyName(key);
  if (operation == sim::Operation::Create || operation == sim::Operation::Update) {
    call.value = nextValue(operation, key);
  }
  drawn_.push_back(std::move(call));
}

std::string Drawing::nextValue(sim::Operation operation, size_t key) {
  if (!settings_.mix.counts) return valueText(++values_, settings_.valueBytes);
  uint64_t& count = counts_[key];
  count = operation == sim::Operation::Create ? 0 : count + 1;
  return counterText(count, settings_.valueBytes);
}

// ---- What they are drawn from.

Step Drawing::drawStep() {
  const uint64_t drawn = calls_.below(stepUpTo_.back());
  return static_cast<Step>(std::upper_bound(stepUpTo_.begin(), stepUpTo_.end(), drawn) -
                           stepUpTo_.begin());
}

sim::PeerId Drawing::drawCoordinator(int32_t client) {
  sim::PeerId& coordinator = coordinators_[static_cast<size_t>(client) - 1];
  if (calls_.below(kCallsPerCoordinator) == 0) {
    coordinator = static_cast<sim::PeerId>(calls_.between(1, settings_.peers));
  }
  return coordinator;
}

// At random, as the calls of independent clients come: in bursts, with pauses between.
std::vector<sim::Tick> Drawing::drawTicks(sim::Tick first, sim::Tick last) {
  if (first >= last) return {};
  const double calls = settings_.operationsPerTick * static_cast<double>(last - first);
  std::vector<sim::Tick> ticks(static_cast<size_t>(calls));
  for (sim::Tick& tick : ticks) tick = static_cast<sim::Tick>(times_.between(first, last - 1));
  std::sort(ticks.begin(), ticks.end());
  return ticks;
}

// `key`, or the next that should be there. REQUIRES: there is one.
size_t Drawing::nextThere(size_t key) const {
  while (!isThere(key)) key = (key + 1) % keys_;
  return key;
}

int32_t Drawing::clientInTurn(size_t number) const {
  return static_cast<int32_t>(number % static_cast<size_t>(settings_.clients)) + 1;
}

// When the `number`-th call, from 0, is made if all clients call in turn as fast as they can.
sim::Tick Drawing::pacedTick(sim::Tick start, size_t number) const {
  return start +
         static_cast<sim::Tick>(number * kTicksPerCall / static_cast<size_t>(settings_.clients));
}

}  // namespace

WorkloadMix ycsbMix(char letter) {
  CHECK('A' <= letter && letter <= 'F');
  switch (letter) {
    case 'B': return {.read = .95, .update = .05};
    case 'C': return {.read = 1, .update = 0};
    case 'D': return {.read = .95, .update = 0, .create = .05, .keys = KeyChoice::Latest};
    case 'E': return {.read = 0, .update = 0, .create = .05, .scan = .95};
    case 'F': return {.read = .5, .update = 0, .readModifyWrite = .5};
    default: return {.read = .5, .update = .5};
  }
}

WorkloadMix counterMix() {
  return {.read = .5, .update = .5, .keys = KeyChoice::Uniform, .counts = true};
}

std::vector<ClientOperation> drawOperations(uint64_t seed, const WorkloadSettings& settings) {
  CHECK(settings.peers >= 1 && settings.clients >= 1 && settings.keys >= 1);
  CHECK(settings.operationsPerTick >= 0);
  CHECK(!settings.mix.counts ||
        settings.mix.create + settings.mix.erase + settings.mix.readModifyWrite <= 0);
  return Drawing(seed, settings).draw();
}

}  // namespace lab
