#include "cli/RunFault.h"

#include <optional>

#include "check/Wording.h"
#include "grading/Scorer.h"
#include "sim/DbgLog.h"

namespace cli {

namespace {

// The course's scenario that a run is one of, if it is: only then can it be scored.
std::optional<grading::Scenario> scenarioOf(const Params& params) {
  if (params.isLaboratory()) return std::nullopt;
  if (params.MAX_NNB != 10 || params.MIN_NNB != 0) return std::nullopt;
  if (params.CRUDTEST != NO_CRUD_TEST && params.DROP_MSG) return std::nullopt;
  switch (params.CRUDTEST) {
    case CREATE_TEST: return grading::Scenario::Create;
    case READ_TEST: return grading::Scenario::Read;
    case UPDATE_TEST: return grading::Scenario::Update;
    case DELETE_TEST: return grading::Scenario::Delete;
    default: break;
  }
  // Without the lines that are scored, all points would be lost.
  if (params.LOG_MEMBERSHIP == sim::MembershipLines::None) return std::nullopt;
  if (params.SINGLE_FAILURE == 1) {
    return params.DROP_MSG ? grading::Scenario::MsgDropSingleFailure
                           : grading::Scenario::SingleFailure;
  }
  if (params.SINGLE_FAILURE == 0 && !params.DROP_MSG) return grading::Scenario::MultiFailure;
  return std::nullopt;
}

}  // namespace

std::string faultOf(const RunResult& result, const Params& params) {
  if (!result.finished) return "the test could not go on: " + result.failure;
  if (params.isLaboratory()) return "";
  const int unanswered = result.tally.unansweredOperations();
  const int surplus = result.tally.surplusAnswers();
  if (unanswered > 0) {
    return check::countText(static_cast<size_t>(unanswered), "client call has",
                            "client calls have") +
           " no result line of the coordinator";
  }
  if (surplus > 0) {
    return std::to_string(surplus) +
           " result lines of coordinators beyond one for each client call";
  }
  return "";
}

std::string lostPoints(const Params& params, const std::string& dbgLog) {
  const auto scenario = scenarioOf(params);
  if (!scenario) return "";
  const grading::ScenarioScore score = grading::score(*scenario, dbgLog);
  for (const grading::TestScore& test : score.tests) {
    if (test.points == test.maxPoints) continue;
    return std::to_string(score.points()) + " of " + std::to_string(score.maxPoints()) +
           " points: " + test.title + ": " + test.reason;
  }
  return "";
}

}  // namespace cli
