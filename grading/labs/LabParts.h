// What the requirements of several labs share.
#pragma once

#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/Causes.h"
#include "grading/labs/Labs.h"

namespace grading {

// The requirements of each lab, in the order in which they are checked.
std::vector<Requirement> joinRequirements();
std::vector<Requirement> gossipRequirements();
std::vector<Requirement> failureRequirements();
std::vector<Requirement> ringRequirements();
std::vector<Requirement> createReadRequirements();
std::vector<Requirement> quorumRequirements();
std::vector<Requirement> stabilizationRequirements();

// ---- Words.

std::string peerText(PeerId peer);     // "peer 3"
std::string peerAtStart(PeerId peer);  // "Peer 3", where a sentence begins.
std::string atTick(Tick tick);         // " at tick 100"

// ---- Looking for what is wrong.

// The first remark that `check` makes on a run of these groups.
template <typename Check>
std::optional<Remark> firstIn(const LabEvidence& evidence, std::initializer_list<LabGroup> groups,
                              Check check) {
  for (const LabGroup group : groups) {
    for (const LabRun& run : evidence.runs(group)) {
      if (auto remark = check(run)) return remark;
    }
  }
  return std::nullopt;
}

// The first run of these groups that did not come to its end, or not to `before`: what happens
// later is another lab's.
std::optional<Remark> earlyEndIn(const LabEvidence& evidence,
                                 std::initializer_list<LabGroup> groups,
                                 Tick before = std::numeric_limits<Tick>::max());

// A test that lost points, and why, as far as that can be told.
struct LostTest {
  const LabRun* run = nullptr;
  TestScore test;
  std::optional<Cause> cause;
};

// The first in these groups that looks at one of `aspects`; any if there are none.
std::optional<LostTest> lostTestIn(const LabEvidence& evidence,
                                   std::initializer_list<LabGroup> groups,
                                   std::initializer_list<TestAspect> aspects = {});

// `mistake`: see Remark.
Remark remarkOn(const LostTest& lost, std::string_view mistake = "");

}  // namespace grading
