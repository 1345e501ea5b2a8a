#ifndef GRADING_SCORER_H_
#define GRADING_SCORER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grading/score/Score.h"

namespace grading {

// Scores the text of a scenario's dbg.log as the course's scripts do, and gives the reasons of
// missing points. A pure function of its arguments, safe to call from several threads.
// Failure: none; any bytes get a score. Cost: linear in the text; well below a millisecond for
// the 60 KB of a usual run.
ScenarioScore score(Scenario scenario, std::string_view log);

// The text of a log; nothing if the file cannot be read.
std::optional<std::string> readLog(const std::string& path);

// The scores of the logs in a folder, each part either whole (all its scenarios, in the course's
// order) or empty (the folder has no log of it).
struct FolderScore {
  std::vector<ScenarioScore> keyValue;
  std::vector<ScenarioScore> membership;
};

// Scores `<scenario>.dbg.log` of each scenario in `folder`. If a part has some of its logs, a
// scenario whose log is missing or cannot be read gets 0 points, with that reason. (The course's
// script would give a missing create log 3 points, see KvScorer.cpp; here a missing log is a
// mistake of the caller.) Never throws for a path, existing or not.
FolderScore scoreFolder(const std::string& folder);

}  // namespace grading

#endif  // GRADING_SCORER_H_
