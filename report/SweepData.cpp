#include "report/SweepData.h"

#include <array>

#include "host/Check.h"
#include "notation/JsonText.h"

namespace report {

namespace {

using notation::JsonObject;
using notation::jsonString;

// By SeedOutcome; json()'s comment explains them.
constexpr std::array kOutcomeLetters = {'.', 'v', 'p', 's', 'e', 'i'};
static_assert(kOutcomeLetters.size() == static_cast<size_t>(SeedOutcome::Inconclusive) + 1);

constexpr int kDecimals = 2;

// In one line: a sweep has long ones.
std::string lineArray(const std::vector<std::string>& values) {
  std::string text = "[";
  for (size_t i = 0; i < values.size(); ++i) text += (i == 0 ? "" : ",") + values[i];
  return text + "]";
}

}  // namespace

size_t SweepData::reasonNumber(const std::string& reason) {
  const auto [found, isNew] = reasonNumbers_.emplace(reason, reasons_.size());
  if (isNew) {
    reasons_.push_back(reason);
    reasonCounts_.push_back(0);
  }
  return found->second;
}

void SweepData::add(const SeedResult& result) {
  CHECK(outcomes_.size() < kMostSeeds);
  const size_t place = outcomes_.size();
  outcomes_ += kOutcomeLetters[static_cast<size_t>(result.outcome)];
  for (const Metric& metric : result.metrics) {
    const bool isKnown = metrics_.count(metric.name) > 0;
    if (isKnown || metrics_.size() < kMostMetrics) {
      metrics_[metric.name].emplace_back(place, metric.number);
    }
  }
  if (result.outcome == SeedOutcome::Fine) return;
  const bool isKept = notFine_.size() < kMostSentences;
  if (!isKept && reasonNumbers_.count(result.reason) == 0) {
    ++reasonsLeftOut_;
    ++sentencesLeftOut_;
    return;
  }
  const size_t reason = reasonNumber(result.reason);
  ++reasonCounts_[reason];
  if (isKept) {
    notFine_.push_back({place, reason, result.sentence, result.digest});
  } else {
    ++sentencesLeftOut_;
  }
}

std::string SweepData::reasonsJson() const {
  std::vector<std::string> items;
  for (size_t i = 0; i < reasons_.size(); ++i) {
    items.push_back(
        JsonObject().addText("text", reasons_[i]).addInteger("count", reasonCounts_[i]).lineText());
  }
  return notation::jsonArray(items);
}

std::string SweepData::notFineJson() const {
  std::vector<std::string> items;
  for (const NotFine& one : notFine_) {
    items.push_back(JsonObject()
                        .addInteger("seed", one.place)
                        .addInteger("reason", one.reason)
                        .addText("sentence", one.sentence)
                        .addText("digest", one.digest)
                        .lineText());
  }
  return notation::jsonArray(items);
}

std::string SweepData::metricsJson() const {
  JsonObject columns;
  for (const auto& [name, values] : metrics_) {
    std::vector<std::string> column(outcomes_.size(), "null");
    for (const auto& [place, value] : values) {
      column[place] = notation::decimalText(value, kDecimals);
    }
    columns.add(name, lineArray(column));
  }
  return columns.text();
}

std::string SweepData::json(const std::string& digest) const {
  JsonObject sources;
  for (const Source& source : head_.sources) sources.addText(source.name, source.text);
  return JsonObject()
             .addText("conf", head_.conf)
             .addText("first", std::to_string(head_.firstSeed))
             .addText("planned", std::to_string(head_.planned))
             .addFlag("checked", head_.isChecked)
             .addText("command", head_.command)
             .add("replay",
                  lineArray({jsonString(head_.replayBefore), jsonString(head_.replayAfter)}))
             .add("sources", sources.text())
             .addText("digest", digest)
             .addText("outcomes", outcomes_)
             .add("reasons", reasonsJson())
             .add("notFine", notFineJson())
             .addInteger("sentencesLeftOut", sentencesLeftOut_)
             .addInteger("reasonsLeftOut", reasonsLeftOut_)
             .add("metrics", metricsJson())
             .text() +
         "\n";
}

}  // namespace report
