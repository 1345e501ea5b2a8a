#include "grading/score/Scorer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <system_error>

#include "grading/score/KvScorer.h"
#include "grading/score/MembershipScorer.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

ScenarioScore scoreFile(Scenario scenario, const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / logFileName(scenario);
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return zeroScore(scenario, "no " + logFileName(scenario) + " in " + folder.string());
  }
  const std::optional<std::string> text = readLog(path.string());
  if (!text) return zeroScore(scenario, "cannot read " + path.string());
  return score(scenario, *text);
}

std::vector<ScenarioScore> scoreParts(std::span<const Scenario> scenarios,
                                      const std::filesystem::path& folder) {
  const auto hasLog = [&](Scenario scenario) {
    std::error_code error;
    return std::filesystem::exists(folder / logFileName(scenario), error);
  };
  std::vector<ScenarioScore> scores;
  if (std::none_of(scenarios.begin(), scenarios.end(), hasLog)) return scores;
  for (Scenario scenario : scenarios) scores.push_back(scoreFile(scenario, folder));
  return scores;
}

}  // namespace

ScenarioScore score(Scenario scenario, std::string_view log) {
  return isMembership(scenario) ? scoreMembership(scenario, log) : scoreKeyValue(scenario, log);
}

std::optional<std::string> readLog(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return std::nullopt;
  return text;
}

FolderScore scoreFolder(const std::string& folder) {
  return {scoreParts(kKeyValueScenarios, folder), scoreParts(kMembershipScenarios, folder)};
}

}  // namespace grading
