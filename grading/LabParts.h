// What the requirements of several labs share.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grading/Causes.h"
#include "grading/Labs.h"

namespace grading {

// The requirements of each lab, in the order in which they are checked.
std::vector<Requirement> joinRequirements();
std::vector<Requirement> gossipRequirements();
std::vector<Requirement> failureRequirements();
std::vector<Requirement> ringRequirements();
std::vector<Requirement> createReadRequirements();
std::vector<Requirement> quorumRequirements();
std::vector<Requirement> stabilizationRequirements();

// The first run of these groups that did not come to its end.
std::optional<Remark> earlyEndIn(const LabEvidence& evidence,
                                 std::initializer_list<LabGroup> groups);

// A test that lost points, and why, as far as that can be told.
struct LostTest {
  const LabRun* run = nullptr;
  TestScore test;
  std::optional<Cause> cause;
};

// The first in these groups whose name ends with one of `endings`: `.join`, `3a`; any if there are
// no endings.
std::optional<LostTest> lostTestIn(const LabEvidence& evidence,
                                   std::initializer_list<LabGroup> groups,
                                   const std::vector<std::string_view>& endings = {});

// `mistake`: see Remark.
Remark remarkOn(const LostTest& lost, std::string_view mistake = "");

}  // namespace grading
