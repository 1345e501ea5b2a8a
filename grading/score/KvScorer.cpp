#include "grading/score/KvScorer.h"

#include <algorithm>

#include "grading/score/KeyCounter.h"
#include "grading/score/KvRules.h"
#include "grading/score/LogReader.h"
#include "grading/score/Wording.h"
#include "host/Check.h"

namespace grading {

namespace {

constexpr size_t kShownKeys = 3;

// The key is field 7 of an operation's line and the value field 9, if no field is missing:
// ` 1.0.0.0:0 [150] READ OPERATION KEY: ab123 VALUE: value7 at time: 150`.
std::string_view keyOf(std::string_view operationLine) { return field(operationLine, 7); }
std::string_view valueOf(std::string_view operationLine) { return field(operationLine, 9); }

// The lines that contain `text`, case ignored; none for an empty text.
Lines linesWith(const Lines& lines, std::string_view text) {
  Lines found;
  const std::string folded = foldCase(text);
  if (folded.empty()) return found;
  for (std::string_view line : lines) {
    if (containsFolded(line, folded)) found.push_back(line);
  }
  return found;
}

Lines linesWithout(const Lines& lines, std::string_view text) {
  Lines found;
  const std::string folded = foldCase(text);
  for (std::string_view line : lines) {
    if (!containsFolded(line, folded)) found.push_back(line);
  }
  return found;
}

// The rule of create and of delete test 1: four success lines for each operation in total, and four
// for each key. A key counts anywhere in a line, so a key that is part of another one, or of the
// words of the line, gets more.
class EachKeyRule {
 public:
  EachKeyRule(Operation operation, const KeyValueLog& log)
      : phrases_(phrasesOf(operation)), lists_(log.of(operation)) {
    for (std::string_view line : lists_.operations) {
      const std::string_view key = keyOf(line);
      const bool isSkipped = key.empty() || (operation == Operation::Delete && key == kInvalidKey);
      if (!isSkipped) keys_.push_back(key);
    }
    KeyCounter counter(keys_);
    const std::vector<size_t> counts = counter.count(lists_.successes);
    strangers_ = counter.linesWithoutKey();
    for (size_t i = 0; i < keys_.size(); ++i) {
      if (counts[i] != kLinesPerOperation) wrong_.push_back({keys_[i], counts[i]});
    }
  }

  // `operations` is the number of operations that must succeed; the course takes it from the number
  // of lines, not of keys.
  void apply(long operations, TestScore* test) const {
    const long expected = operations * static_cast<long>(kLinesPerOperation);
    const bool isTotalRight = static_cast<long>(lists_.successes.size()) == expected;
    if (isTotalRight && wrong_.empty()) {
      test->awardAll();
      return;
    }
    test->award(0, "expected " + std::to_string(expected) + " " + quoted(phrases_.success) +
                       " lines (4 for each of " + std::to_string(operations) + " keys), found " +
                       std::to_string(lists_.successes.size()) + "; " + describeKeys());
  }

 private:
  struct WrongKey {
    std::string_view key;
    size_t lines;
  };

  std::string describeKeys() const {
    if (keys_.empty()) return "no " + quoted(phrases_.operation) + " line names a key";
    std::vector<std::string> shown;
    for (size_t i = 0; i < std::min(wrong_.size(), kShownKeys); ++i) {
      std::string item = printable(wrong_[i].key) + " has " + std::to_string(wrong_[i].lines);
      if (i == 0) item += listEntries(linesWith(lists_.successes, wrong_[i].key));
      shown.push_back(item);
    }
    std::string text = "wrong number for " + std::to_string(wrong_.size()) + " of " +
                       std::to_string(keys_.size()) + " keys";
    if (!wrong_.empty()) text += ": " + joinFirst(shown, wrong_.size());
    if (strangers_.empty()) return text;
    return text + "; for none of these keys: " + std::to_string(strangers_.size()) +
           listEntries(strangers_);
  }

  const Phrases& phrases_;
  const KeyValueLog::Lists& lists_;
  Lines keys_;
  std::vector<WrongKey> wrong_;  // In the order of the log.
  Lines strangers_;              // Success lines that name none of keys_.
};

ScenarioScore scoreCreate(const KeyValueLog& log) {
  ScenarioScore score = zeroScore(Scenario::Create, "");
  const size_t operations = log.of(Operation::Create).operations.size();
  // A log without any create gets the points: 0 lines are 4 x 0 lines. A log with creates and no
  // success, from a program that stopped among them, does not.
  if (operations == 0 && log.of(Operation::Create).successes.empty()) {
    score.note = describeLack(phrasesOf(Operation::Create).operation, log.extent) +
                 "; the course's rule takes 0 successes of 0 creates for right";
  }
  EachKeyRule(Operation::Create, log).apply(static_cast<long>(operations), &score.tests[0]);
  return score;
}

ScenarioScore scoreDelete(const KeyValueLog& log) {
  const Phrases& phrases = phrasesOf(Operation::Delete);
  const KeyValueLog::Lists& lists = log.of(Operation::Delete);
  const std::string lack =
      lists.operations.empty() ? describeLack(phrases.operation, log.extent) : "";
  ScenarioScore score = zeroScore(Scenario::Delete, lack);
  if (!lists.operations.empty()) {
    // One of the operations is that of invalidKey; the course only subtracts it.
    const long operations = static_cast<long>(lists.operations.size()) - 1;
    EachKeyRule(Operation::Delete, log).apply(operations, &score.tests[0]);
  }
  const Lines failures = linesWith(lists.failures, kInvalidKey);
  if (failures.size() == kLinesPerOperation) {
    score.tests[1].awardAll();
  } else if (lack.empty()) {
    score.tests[1].award(0, "expected exactly 4 " + quoted(phrases.fail) +
                                " lines for key=invalidKey, found " +
                                std::to_string(failures.size()) + listEntries(failures));
  }
  return score;
}

// The read and update sections: six operations on one key, each found in the log by its time.
class WindowSection {
 public:
  WindowSection(Scenario scenario, Operation operation, const KeyValueLog& log)
      : phrases_(phrasesOf(operation)), lists_(log.of(operation)), extent_(log.extent) {
    score_.scenario = scenario;
    for (std::string_view line : lists_.operations) times_.push_back(timeText(line));
    std::sort(times_.begin(), times_.end());  // As text: 90 comes after 150.
  }

  ScenarioScore score() {
    score_ = zeroScore(score_.scenario, whyUnusable());
    if (!score_.tests[0].reason.empty()) return std::move(score_);
    const std::string_view firstLine = operationsAt(kFirst).front();
    key_ = keyOf(firstLine);
    value_ = valueOf(firstLine);
    successes_ = linesWith(lists_.successes, key_);
    for (const WindowRule& rule : kWindowRules) apply(rule, &score_.tests[rule.test]);
    return std::move(score_);
  }

 private:
  struct Window {
    long begin;
    std::optional<long> end;  // Exclusive; none = until the end of the log.

    bool has(std::string_view line) const {
      const std::optional<long> tick = tickOf(line);
      return tick && *tick >= begin && (!end || *tick < *end);
    }
  };

  // The third field without its brackets.
  static std::string_view timeText(std::string_view line) {
    std::string_view text = field(line, 3);
    if (!text.empty() && text.front() == '[') text.remove_prefix(1);
    if (!text.empty() && text.back() == ']') text.remove_suffix(1);
    return text;
  }

  // The operation lines that have the time of operation `index` anywhere: in the tick, but also in
  // the key. The course's script searches like this.
  Lines operationsAt(size_t index) const {
    if (index >= times_.size()) return {};
    Lines found;
    for (std::string_view line : lists_.operations) {
      if (line.find(times_[index]) != std::string_view::npos) found.push_back(line);
    }
    return found;
  }

  // Why the whole section gets no points, or empty. If the time of test 1 or of test 3 part 1
  // matches several lines, the script has several keys and loses the section.
  std::string whyUnusable() const {
    if (lists_.operations.empty()) return describeLack(phrases_.operation, extent_);
    for (size_t index : {kFirst, kTwoFailed}) {
      const size_t found = operationsAt(index).size();
      if (found <= 1) continue;
      return "the course's rule looks for the " + quoted(phrases_.operation) + " line with `" +
             printable(times_[index]) + "` anywhere in it and finds " + std::to_string(found) +
             " (by a key that contains it, or two operations at one tick): the whole section is "
             "lost";
    }
    return "";
  }

  void apply(const WindowRule& rule, TestScore* test) const {
    const std::optional<Window> window = windowOf(rule);
    if (!window) {
      test->award(0, describeMissingTime());
      return;
    }
    // A line with `value76` also matches `value7`; that is the course's rule.
    const Lines counted = rule.success
                              ? linesWith(inWindow(*window, successes_), value_)
                              : inWindow(*window, linesWith(lists_.failures, keyFor(rule)));
    if (counted.size() >= rule.atLeast && counted.size() <= rule.atMost) {
      test->awardAll();
      return;
    }
    test->award(0, describeExpected(rule, *window) + ", found " + std::to_string(counted.size()) +
                       listEntries(counted) + describeRest(rule, *window));
  }

  std::string_view keyFor(const WindowRule& rule) const {
    if (rule.test == kInvalidTest) return kInvalidKey;
    return rule.test == kTwoFailed ? keyOf(operationsAt(kTwoFailed).front()) : key_;
  }

  // Nothing if an operation that bounds the window is not in the log: the script then compares
  // ticks with an empty word, which is an error and counts as no.
  std::optional<Window> windowOf(const WindowRule& rule) const {
    const std::optional<long> begin = tickOfOperation(rule.test);
    if (!begin) return std::nullopt;
    if (rule.end == kNoEnd) return Window{*begin, std::nullopt};
    const std::optional<long> end = tickOfOperation(rule.end);
    if (!end) return std::nullopt;
    return Window{*begin, end};
  }

  std::optional<long> tickOfOperation(size_t index) const {
    if (index >= times_.size()) return std::nullopt;
    return bracketedNumber("[" + std::string(times_[index]) + "]");
  }

  static Lines inWindow(const Window& window, const Lines& lines) {
    Lines found;
    for (std::string_view line : lines) {
      if (window.has(line)) found.push_back(line);
    }
    return found;
  }

  std::string describeMissingTime() const {
    return "the log has " + std::to_string(times_.size()) + " of " + std::to_string(kOperations) +
           " " + quoted(phrases_.operation) + " lines with a tick: the run stopped early" +
           describeEnd(extent_) + ", and this test cannot be counted";
  }

  std::string describeExpected(const WindowRule& rule, const Window& window) const {
    std::string text = rule.atLeast < rule.atMost
                           ? "expected " + std::to_string(rule.atLeast) + " or "
                           : std::string("expected exactly ");
    text += std::to_string(rule.atMost) + " " +
            quoted(rule.success ? phrases_.success : phrases_.fail) +
            (rule.atMost == 1 ? " line" : " lines") + " for key=" + printable(keyFor(rule));
    if (rule.success) text += ", value=" + printable(value_);
    if (!window.end) return text + " at tick " + std::to_string(window.begin) + " or later";
    return text + " in ticks " + std::to_string(window.begin) + ".." +
           std::to_string(*window.end - 1);
  }

  // Other lines of the key in the window, which usually show the mistake.
  std::string describeRest(const WindowRule& rule, const Window& window) const {
    std::string text;
    if (rule.success) {
      const Lines otherValue = linesWithout(inWindow(window, successes_), value_);
      if (!otherValue.empty()) {
        text +=
            "; with another value: " + std::to_string(otherValue.size()) + listEntries(otherValue);
      }
    }
    const Lines opposite = inWindow(
        window, linesWith(rule.success ? lists_.failures : lists_.successes, keyFor(rule)));
    if (!opposite.empty()) {
      text += "; " + quoted(rule.success ? phrases_.fail : phrases_.success) +
              " lines there: " + std::to_string(opposite.size()) + listEntries(opposite);
    }
    return text;
  }

  const Phrases& phrases_;
  const KeyValueLog::Lists& lists_;
  const LogExtent& extent_;
  Lines times_;  // Sorted texts of the operations' ticks; six in a whole run.
  std::string_view key_;
  std::string_view value_;
  Lines successes_;  // Those that contain key_.
  ScenarioScore score_;
};

}  // namespace

ScenarioScore scoreKeyValue(Scenario scenario, std::string_view text) {
  CHECK(!isMembership(scenario));
  const KeyValueLog log = readKeyValueLog(text);
  switch (scenario) {
    case Scenario::Create: return scoreCreate(log);
    case Scenario::Delete: return scoreDelete(log);
    case Scenario::Read: return WindowSection(scenario, Operation::Read, log).score();
    default: return WindowSection(scenario, Operation::Update, log).score();
  }
}

}  // namespace grading
