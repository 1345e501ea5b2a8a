// What is compared: the designs, and the classes of faults.
#pragma once

#include <string>
#include <vector>

namespace compare {

struct Variant {
  const char* name;
  const char* replication;  // As in the conf, as the next.
  const char* membership;
};

struct FaultClass {
  const char* name;
  const char* file;  // A schedule in the folder of kConf; "" = no faults.
};

// The conf of all runs.
inline constexpr char kFolder[] = "testcases/compare/";
inline constexpr char kConf[] = "testcases/compare/compare.conf";

const std::vector<Variant>& variants();
const std::vector<FaultClass>& faultClasses();

// The conf's overrides for a run: "KEY=VALUE" each.
std::vector<std::string> overridesFor(const Variant& variant, const FaultClass& faults);

}  // namespace compare
