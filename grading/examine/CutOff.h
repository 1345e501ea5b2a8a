// Whether peers know what no message can have told them. A submission's peers share a process, so
// they could share variables: such a store gets all of the course's points, and is not distributed.
// It is run while every message is lost; what the peers then know of each other, they know in
// another way.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "grading/score/Scenario.h"
#include "grading/score/Score.h"
#include "grading/score/TestChoice.h"

namespace grading {

// One such run, of `scenario` with `settings` (KEY=VALUE, as for --set).
struct CutOff {
  enum Knowledge : uint8_t {
    Joins,     // Who has joined. No message ever arrives.
    Removals,  // Who has failed. None arrives from before the failure on.
    Results    // What a quorum of replicas answers. None arrives from before the first call on.
  };

  Knowledge knowledge;
  Scenario scenario;
  std::vector<std::string> settings;
};

// Those that the choice's scenarios allow: of each part, what it can know.
std::vector<CutOff> cutOffsOf(const TestChoice& choice);

// What the peers knew without a message, a sentence for instructors; "" if nothing. `score` and
// `numbers` (cli/Metrics.h) are those of the run.
std::string knownWithoutMessages(const CutOff& cutOff, const ScenarioScore& score,
                                 const std::map<std::string, double>& numbers);

}  // namespace grading
