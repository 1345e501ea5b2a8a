#include "grading/examine/Repeatability.h"

#include <algorithm>
#include <string_view>

#include "grading/score/Wording.h"
#include "host/Check.h"

namespace grading {

namespace {

constexpr size_t kShownColumns = 70;
constexpr size_t kColumnsOfPeer = 20;  // ` 10.0.0.0:0 [150] `
constexpr size_t kColumnsAround = 15;  // Shown before, and at least after, the difference.

// A log line whose first difference is at `column`: cut at its end, or, if that would hide the
// difference, also in the middle. The beginning stays: it has the peer and the tick.
std::string cutAround(const std::string& line, size_t column) {
  if (line.size() <= kShownColumns) return line;
  if (column + kColumnsAround < kShownColumns) return line.substr(0, kShownColumns) + "...";
  const size_t from = column - kColumnsAround;
  const std::string rest = line.substr(from);
  const size_t room = kShownColumns - kColumnsOfPeer;
  return line.substr(0, kColumnsOfPeer) + "..." +
         (rest.size() > room ? rest.substr(0, room) + "..." : rest);
}

// The line of `text` that has the byte at `position`; what a log that is shorter has there.
std::string lineAt(std::string_view text, size_t position) {
  if (position >= text.size()) return "(the log ends here)";
  const size_t before = text.rfind('\n', position == 0 ? 0 : position - 1);
  const size_t start = before == std::string_view::npos || position == 0 ? 0 : before + 1;
  const size_t end = text.find('\n', position);
  const size_t column = inOneLine(std::string(text.substr(start, position - start))).size();
  return cutAround(inOneLine(std::string(text.substr(start, end - start))), column);
}

}  // namespace

std::string firstDifference(const std::string& first, const std::string& second) {
  CHECK(first != second);
  const auto [one, other] = std::mismatch(first.begin(), first.end(), second.begin(), second.end());
  const auto position = static_cast<size_t>(one - first.begin());
  return "one run has: " + lineAt(first, position) + "\n  the other:  " + lineAt(second, position);
}

Finding repeatabilityOf(const std::vector<Repetition>& repetitions) {
  Finding finding;
  finding.name = "repeats";
  finding.title = "the same seed gives the same run";
  finding.counts = false;  // The points of the worse run count already.
  const Repetition* differing = nullptr;
  std::string scenarios;
  for (const Repetition& repetition : repetitions) {
    if (repetition.first == repetition.second) continue;
    if (differing == nullptr) differing = &repetition;
    scenarios += (scenarios.empty() ? "" : ", ") + std::string(scenarioName(repetition.scenario));
  }
  if (differing == nullptr) return finding;
  finding.kind = Finding::Weak;
  finding.replay = differing->replay;
  finding.text =
      "This submission does not repeat. Seed " + std::to_string(differing->seed) + " of " +
      scenarios +
      " was run twice, the second time with other addresses and other bytes in memory that is not "
      "set; the first lines that differ:\n  " +
      firstDifference(differing->first, differing->second) +
      "\nLook for variables and fields that are read before they are set, functions without a "
      "return, containers ordered by pointers, and random numbers that are not from rand(). Of the "
      "two runs, the one with fewer points counts.";
  return finding;
}

}  // namespace grading
