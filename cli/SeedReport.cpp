#include "cli/SeedReport.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "host/LineReader.h"
#include "host/Lines.h"

namespace cli {

namespace {

using report::SeedOutcome;

// Before and behind a report. It has none in it, because its texts are quoted.
constexpr char kMark = '\x1e';

constexpr size_t kMostNameCharacters = 40;

std::pair<SeedOutcome, std::string> outcomeOf(const check::Verdict& verdict) {
  if (verdict.kind != check::Verdict::Violated) {
    return {SeedOutcome::Inconclusive, verdict.summary()};
  }
  const std::string& kind = verdict.id.kind;
  return {SeedOutcome::Violated, verdict.check + (kind.empty() ? "" : ": " + kind)};
}

std::pair<SeedOutcome, std::string> outcomeOf(const Judgement& judgement,
                                              const check::RunCheck* check) {
  if (judgement.reason.empty()) return {SeedOutcome::Fine, ""};
  if (!judgement.fault.empty()) return {SeedOutcome::Stopped, "the test was not carried out"};
  if (check != nullptr && judgement.reason == check->verdict().summary()) {
    return outcomeOf(check->verdict());
  }
  if (!judgement.score) return {SeedOutcome::Stopped, "the nodes do nothing"};
  const auto& tests = judgement.score->tests;
  const auto lost = std::find_if(tests.begin(), tests.end(), [](const grading::TestScore& test) {
    return test.points < test.maxPoints;
  });
  if (lost == tests.end()) return {SeedOutcome::Stopped, "the nodes do nothing"};
  return {SeedOutcome::PointsLost, lost->title};
}

bool isMetricName(std::string_view name) {
  return !name.empty() && name.size() <= kMostNameCharacters &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '_';
         });
}

std::optional<report::Metric> metricOf(std::string_view line) {
  const size_t blank = line.find(' ');
  const std::string_view name = line.substr(0, blank);
  if (blank == std::string_view::npos || !isMetricName(name)) return std::nullopt;
  double number = 0;
  const char* const end = line.data() + line.size();
  const auto [rest, error] = std::from_chars(line.data() + blank + 1, end, number);
  if (error != std::errc() || rest != end || !std::isfinite(number)) return std::nullopt;
  return report::Metric{std::string(name), number};
}

std::optional<report::SeedResult> readReport(std::string_view text) {
  host::LineReader line(host::takeLine(&text));
  int outcome = 0;
  report::SeedResult result;
  if (!line.readNumber("the outcome", 0, static_cast<int>(SeedOutcome::Inconclusive), &outcome) ||
      !line.readText("the reason", &result.reason) || !line.readEnd()) {
    return std::nullopt;
  }
  result.outcome = static_cast<SeedOutcome>(outcome);
  while (!text.empty()) {
    const std::optional<report::Metric> metric = metricOf(host::takeLine(&text));
    if (!metric) return std::nullopt;
    result.metrics.push_back(*metric);
  }
  return result;
}

}  // namespace

std::string seedReportText(const Judgement& judgement, const check::RunCheck* check,
                           const std::string& metrics) {
  const auto [outcome, reason] = outcomeOf(judgement, check);
  return kMark + std::to_string(static_cast<int>(outcome)) + " " + host::quotedText(reason) + "\n" +
         metrics + kMark;
}

std::optional<report::SeedResult> takeSeedReport(std::string* output) {
  const size_t first = output->find(kMark);
  const size_t last = output->rfind(kMark);
  if (first == std::string::npos || first == last) return std::nullopt;
  const std::string text = output->substr(first + 1, last - first - 1);
  output->erase(first, last + 1 - first);
  return readReport(text);
}

}  // namespace cli
