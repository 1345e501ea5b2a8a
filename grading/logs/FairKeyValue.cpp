// The fair reading (FairReading.h) of the key-value store.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "grading/logs/FairReading.h"
#include "grading/logs/LogEntries.h"
#include "grading/score/KeyCounter.h"
#include "grading/score/KvRules.h"
#include "grading/score/Score.h"
#include "grading/score/Wording.h"
#include "host/Check.h"

namespace grading {

namespace {

constexpr size_t kShownKeys = 3;

// The course's lists of lines, and those of them that have the framework's form.
struct Entries {
  Entries(Operation operation, std::string_view text)
      : phrases(phrasesOf(operation)), lists(readKeyValueLog(text).of(operation)) {
    for (std::string_view line : lists.operations) {
      const std::optional<OperationEntry> entry = operationIn(line);
      if (entry && entry->operation == operation) operations.push_back(*entry);
    }
    for (const Lines* list : {&lists.successes, &lists.failures}) {
      for (std::string_view line : *list) {
        const std::optional<AnswerEntry> entry = answerIn(line);
        const bool isSuccess = list == &lists.successes;
        const bool isOurs = entry && entry->operation == operation && entry->isSuccess == isSuccess;
        if (isOurs) {
          answers.push_back(*entry);
        } else {
          (isSuccess ? strangeSuccesses : strangeFailures).push_back(line);
        }
      }
    }
  }

  const Phrases& phrases;
  const KeyValueLog::Lists lists;
  std::vector<OperationEntry> operations;
  std::vector<AnswerEntry> answers;
  Lines strangeSuccesses;  // Lines with the words but not the form.
  Lines strangeFailures;
};

std::string linesText(size_t count) {
  return std::to_string(count) + (count == 1 ? " line" : " lines");
}

std::string describeStrange(const Lines& lines, const char* phrase) {
  return linesText(lines.size()) + " with the words " + quoted(phrase) +
         " that the framework did not write" + listEntries(lines);
}

// ---- Create and delete: a fixed number of lines for each key.

class FairEachKey {
 public:
  FairEachKey(Operation operation, const Entries& entries)
      : operation_(operation), entries_(entries) {
    for (const OperationEntry& entry : entries.operations) {
      if (operation == Operation::Delete && entry.key == kInvalidKey) continue;
      keys_.push_back(entry.key);
      expected_[entry.key] += kLinesPerOperation;
    }
    for (const AnswerEntry& answer : entries.answers) {
      if (answer.isSuccess) ++found_[answer.key];
    }
  }

  bool isRight() const { return !keys_.empty() && found_ == expected_; }

  std::vector<std::string> causes() const {
    if (keys_.empty()) {
      return {std::string("no key is ") +
              (operation_ == Operation::Create ? "created" : "deleted") +
              " in this log, and the course's script takes 0 " + quoted(entries_.phrases.success) +
              " lines for 4 x 0"};
    }
    std::vector<std::string> causes;
    if (!entries_.strangeSuccesses.empty()) {
      causes.push_back("the course's script also counts " +
                       describeStrange(entries_.strangeSuccesses, entries_.phrases.success));
    }
    const std::string shared = sharedKeys();
    if (!shared.empty()) causes.push_back(shared);
    const bool hasInvalid =
        std::any_of(entries_.operations.begin(), entries_.operations.end(),
                    [](const OperationEntry& entry) { return entry.key == kInvalidKey; });
    if (operation_ == Operation::Delete && !hasInvalid) {
      causes.push_back("the course's script takes one of the " +
                       quoted(entries_.phrases.operation) +
                       " lines for that of invalidKey, which this log does not have");
    }
    return causes;
  }

 private:
  // The keys that also match lines of other keys; empty if there are none.
  std::string sharedKeys() const {
    Lines wellFormed;
    for (const AnswerEntry& answer : entries_.answers) {
      if (answer.isSuccess) wellFormed.push_back(answer.line);
    }
    const std::vector<size_t> counts = KeyCounter(keys_).count(wellFormed);
    std::vector<std::string> shown;
    size_t total = 0;
    for (size_t i = 0; i < keys_.size(); ++i) {
      const auto own = found_.find(keys_[i]);
      const size_t more = counts[i] - (own == found_.end() ? 0 : own->second);
      if (more == 0) continue;
      ++total;
      if (total <= kShownKeys) shown.push_back(printable(keys_[i]) + " in " + linesText(more));
    }
    if (total == 0) return "";
    return "the course's script finds a key anywhere in a line, upper case or lower, and so also "
           "in lines that are not of that key: " +
           joinFirst(shown, total);
  }

  const Operation operation_;
  const Entries& entries_;
  Lines keys_;  // In the order of the log.
  std::map<std::string_view, size_t> expected_;
  std::map<std::string_view, size_t> found_;
};

std::vector<FairTest> readCreate(std::string_view log) {
  const Entries entries(Operation::Create, log);
  const FairEachKey keys(Operation::Create, entries);
  return {{keys.isRight() ? zeroScore(Scenario::Create, "").tests[0].maxPoints : 0, keys.causes()}};
}

std::vector<FairTest> readDelete(std::string_view log) {
  const ScenarioScore worth = zeroScore(Scenario::Delete, "");
  const Entries entries(Operation::Delete, log);
  const FairEachKey keys(Operation::Delete, entries);
  FairTest each{keys.isRight() ? worth.tests[0].maxPoints : 0, keys.causes()};
  FairTest invalid;
  size_t failures = 0;
  for (const AnswerEntry& answer : entries.answers) {
    if (!answer.isSuccess && answer.key == kInvalidKey) ++failures;
  }
  if (failures == kLinesPerOperation) invalid.points = worth.tests[1].maxPoints;
  if (!entries.strangeFailures.empty()) {
    invalid.causes.push_back("the course's script also counts " +
                             describeStrange(entries.strangeFailures, entries.phrases.fail));
  }
  return {each, invalid};
}

// ---- Read and update: six operations, each with its window.

// Assigns a late answer to its operation. All answers to one operation have the same transID; those
// of a submission that reuses a transID keep their window.
class Owners {
 public:
  // `operations` are those on one key, in the order of their ticks.
  Owners(const std::vector<OperationEntry>& operations, const std::vector<AnswerEntry>& answers)
      : operations_(operations) {
    std::map<std::string_view, Group> groups;
    for (const AnswerEntry& answer : answers) {
      if (!operations.empty() && answer.key == operations.front().key)
        groups[answer.transaction].add(answer);
    }
    for (const auto& [transaction, group] : groups) {
      const std::optional<size_t> owner = group.isOfOneOperation() ? begunIn(group) : std::nullopt;
      if (!owner) continue;
      owners_[transaction] = *owner;
      if (operations[*owner].peer == group.coordinator) served_.insert(*owner);
    }
    // All answers are late: the coordinator decides, if the operation in whose window they came has
    // other answers.
    for (auto& [transaction, owner] : owners_) {
      const std::string_view coordinator = groups[transaction].coordinator;
      if (operations[owner].peer == coordinator || served_.count(owner) == 0) continue;
      for (size_t earlier = owner; earlier-- > 0;) {
        if (operations[earlier].peer != coordinator || served_.count(earlier) > 0) continue;
        owner = earlier;
        break;
      }
    }
  }

  // The index of the operation; nothing if it is unknown.
  std::optional<size_t> of(const AnswerEntry& answer) const {
    const auto owner = owners_.find(answer.transaction);
    return owner == owners_.end() ? std::nullopt : std::optional(owner->second);
  }

 private:
  struct Group {
    std::string_view coordinator;
    size_t coordinators = 0;
    std::multiset<std::string_view> servers;
    long begin = 0;

    void add(const AnswerEntry& answer) {
      const bool isFirst = coordinators == 0 && servers.empty();
      begin = isFirst ? answer.tick : std::min(begin, answer.tick);
      if (answer.isCoordinator) {
        ++coordinators;
        coordinator = answer.peer;
      } else {
        servers.insert(answer.peer);
      }
    }

    bool isOfOneOperation() const {
      if (coordinators != 1 || servers.size() >= kLinesPerOperation) return false;
      return std::adjacent_find(servers.begin(), servers.end()) == servers.end();
    }
  };

  std::optional<size_t> begunIn(const Group& group) const {
    std::optional<size_t> last;
    for (size_t i = 0; i < operations_.size(); ++i) {
      if (operations_[i].tick <= group.begin) last = i;
    }
    return last;
  }

  const std::vector<OperationEntry>& operations_;
  std::map<std::string_view, size_t> owners_;  // By transID.
  std::set<size_t> served_;  // Operations with an answer of their own client in their own window.
};

class FairSection {
 public:
  FairSection(Scenario scenario, Operation operation, std::string_view log)
      : scenario_(scenario), entries_(operation, log) {
    std::vector<OperationEntry> sorted = entries_.operations;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& left, const auto& right) { return left.tick < right.tick; });
    for (const OperationEntry& entry : sorted) {
      if (entry.key == kInvalidKey) {
        if (!invalid_) invalid_ = entry;
      } else if (ofKey_.empty() || entry.key == ofKey_.front().key) {
        if (ofKey_.size() < kInvalidTest) ofKey_.push_back(entry);
      }
    }
  }

  std::vector<FairTest> read() const {
    const ScenarioScore worth = zeroScore(scenario_, "");
    const Owners owners(ofKey_, entries_.answers);
    const std::string lost = whySectionIsLost();
    std::vector<FairTest> tests(kOperations);
    for (const WindowRule& rule : kWindowRules) {
      FairTest& test = tests[rule.test];
      const std::optional<Window> window = windowOf(rule);
      if (!window) continue;
      const Count count = countIn(*window, rule, owners);
      if (count.lines >= rule.atLeast && count.lines <= rule.atMost) {
        test.points = worth.tests[rule.test].maxPoints;
      }
      test.causes = count.causes;
      if (!lost.empty()) test.causes = {lost};
    }
    return tests;
  }

 private:
  struct Window {
    OperationEntry operation;
    std::optional<long> end;  // Exclusive; none = until the end of the log.

    bool has(long tick) const { return tick >= operation.tick && (!end || tick < *end); }
  };

  struct Count {
    size_t lines = 0;
    std::vector<std::string> causes;  // Other lines that the course's script counts there.
  };

  // Nothing if an operation is missing in the log.
  std::optional<Window> windowOf(const WindowRule& rule) const {
    if (rule.test == kInvalidTest) {
      if (!invalid_) return std::nullopt;
      return Window{*invalid_, std::nullopt};
    }
    if (rule.test >= ofKey_.size()) return std::nullopt;
    Window window{ofKey_[rule.test], std::nullopt};
    if (rule.end == kNoEnd) return window;
    if (rule.end >= ofKey_.size()) return std::nullopt;
    window.end = ofKey_[rule.end].tick;
    return window;
  }

  // The value, or the framework's text of an Entry, which begins with it.
  static bool isValue(std::string_view text, std::string_view value) {
    const bool isPrefix = text.substr(0, value.size()) == value;
    return isPrefix && (text.size() == value.size() || text[value.size()] == ':');
  }

  // Examines the lines that the course's script counts: they include all lines of this test.
  Count countIn(const Window& window, const WindowRule& rule, const Owners& owners) const {
    const std::string key = foldCase(window.operation.key);
    const std::string value = foldCase(window.operation.value);
    Lines strange, otherKey, otherValue, late;
    Count count;
    for (std::string_view line :
         rule.success ? entries_.lists.successes : entries_.lists.failures) {
      const std::optional<long> tick = tickOf(line);
      if (!tick || !window.has(*tick) || !containsFolded(line, key)) continue;
      if (rule.success && !containsFolded(line, value)) continue;
      const std::optional<AnswerEntry> answer = answerIn(line);
      if (!answer || answer->isSuccess != rule.success) {
        strange.push_back(line);
      } else if (answer->key != window.operation.key) {
        otherKey.push_back(line);
      } else if (rule.success && !isValue(answer->value, window.operation.value)) {
        otherValue.push_back(line);
      } else if (rule.test != kInvalidTest && owners.of(*answer).value_or(rule.test) < rule.test) {
        late.push_back(line);
      } else {
        ++count.lines;
      }
    }
    const char* const phrase = rule.success ? entries_.phrases.success : entries_.phrases.fail;
    const std::string also = "the course's script also counts ";
    if (!strange.empty()) count.causes.push_back(also + describeStrange(strange, phrase));
    if (!otherKey.empty()) {
      count.causes.push_back(also + linesText(otherKey.size()) +
                             " of another key: it finds a key anywhere in a line, upper case or "
                             "lower" +
                             listEntries(otherKey));
    }
    if (!otherValue.empty()) {
      count.causes.push_back(also + linesText(otherValue.size()) + " with another value, " +
                             quoted(printable(answerIn(otherValue.front())->value)) +
                             ", in which it finds " + quoted(printable(window.operation.value)) +
                             listEntries(otherValue));
    }
    if (!late.empty()) {
      const size_t owner = *owners.of(*answerIn(late.front()));
      count.causes.push_back(also + linesText(late.size()) + " of the operation at tick " +
                             std::to_string(ofKey_[owner].tick) + ", logged late" +
                             listEntries(late));
    }
    return count;
  }

  // The course's script finds the operations of test 1 and test 3 part 1 by their time, anywhere in
  // a line. Empty if it finds one of each.
  std::string whySectionIsLost() const {
    for (size_t index : {kFirst, kTwoFailed}) {
      if (index >= ofKey_.size()) continue;
      const std::string tick = std::to_string(ofKey_[index].tick);
      Lines found;
      for (std::string_view line : entries_.lists.operations) {
        if (line.find(tick) != std::string_view::npos) found.push_back(line);
      }
      if (found.size() <= 1) continue;
      return "the course's script looks for the operation at tick " + tick + " by `" + tick +
             "` anywhere in the " + quoted(entries_.phrases.operation) + " lines, finds it in " +
             std::to_string(found.size()) + " of them" + describeKeyWith(tick) +
             ", and gives no test of the section any points";
    }
    return "";
  }

  std::string describeKeyWith(const std::string& tick) const {
    const std::string_view key = ofKey_.front().key;
    if (key.find(tick) == std::string_view::npos) return "";
    return " (it is in the key " + printable(key) + ")";
  }

  const Scenario scenario_;
  const Entries entries_;
  std::vector<OperationEntry> ofKey_;  // The operations of tests 1 to 4: on the first's key.
  std::optional<OperationEntry> invalid_;
};

}  // namespace

std::vector<FairTest> readKeyValueFairly(Scenario scenario, std::string_view log) {
  CHECK(!isMembership(scenario));
  switch (scenario) {
    case Scenario::Create: return readCreate(log);
    case Scenario::Delete: return readDelete(log);
    case Scenario::Read: return FairSection(scenario, Operation::Read, log).read();
    default: return FairSection(scenario, Operation::Update, log).read();
  }
}

}  // namespace grading
