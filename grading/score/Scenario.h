#ifndef GRADING_SCENARIO_H_
#define GRADING_SCENARIO_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace grading {

// The seven runs that the course grades: four of the key-value store, three of the membership.
enum class Scenario {
  Create,
  Delete,
  Read,
  Update,
  SingleFailure,
  MultiFailure,
  MsgDropSingleFailure
};

// In the order of the course's grading.
inline constexpr std::array<Scenario, 4> kKeyValueScenarios = {Scenario::Create, Scenario::Delete,
                                                               Scenario::Read, Scenario::Update};
inline constexpr std::array<Scenario, 3> kMembershipScenarios = {
    Scenario::SingleFailure, Scenario::MultiFailure, Scenario::MsgDropSingleFailure};

inline constexpr auto kScenarios = [] {
  std::array<Scenario, kKeyValueScenarios.size() + kMembershipScenarios.size()> all{};
  std::copy(kMembershipScenarios.begin(), kMembershipScenarios.end(),
            std::copy(kKeyValueScenarios.begin(), kKeyValueScenarios.end(), all.begin()));
  return all;
}();

// The name in file names and on command lines.
constexpr std::string_view scenarioName(Scenario scenario) {
  constexpr std::array<std::string_view, 7> kNames = {"create",
                                                      "delete",
                                                      "read",
                                                      "update",
                                                      "singlefailure",
                                                      "multifailure",
                                                      "msgdropsinglefailure"};
  return kNames[static_cast<size_t>(scenario)];
}

// The parts of a submission: MP1Node and MP2Node.
enum class Part : uint8_t { Membership, Store };

constexpr const char* className(Part part) {
  return part == Part::Membership ? "MP1Node" : "MP2Node";
}

constexpr bool isMembership(Scenario scenario) { return scenario >= Scenario::SingleFailure; }

// The part that earns the scenario's points.
constexpr Part partOf(Scenario scenario) {
  return isMembership(scenario) ? Part::Membership : Part::Store;
}

// The inverse of scenarioName(); nothing if no scenario has that name.
inline std::optional<Scenario> scenarioFromName(std::string_view name) {
  for (Scenario scenario : kScenarios) {
    if (scenarioName(scenario) == name) return scenario;
  }
  return std::nullopt;
}

// The log of a scenario's run, relative to the folder that collects such logs.
inline std::string logFileName(Scenario scenario) {
  return std::string(scenarioName(scenario)) + ".dbg.log";
}

// The conf file of the scenario, relative to the repository root.
inline std::string confFileName(Scenario scenario) {
  return "testcases/" + std::string(scenarioName(scenario)) + ".conf";
}

}  // namespace grading

#endif  // GRADING_SCENARIO_H_
