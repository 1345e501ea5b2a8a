#include "compare/Plan.h"

namespace compare {

const std::vector<Variant>& variants() {
  static const std::vector<Variant> all = {{"quorum", "QUORUM", "MP1"},
                                           {"quorum, epidemic", "QUORUM", "EPIDEMIC"},
                                           {"chain", "CHAIN", "MP1"},
                                           {"chain, epidemic", "CHAIN", "EPIDEMIC"},
                                           {"two-phase", "TWO_PHASE", "MP1"}};
  return all;
}

const std::vector<FaultClass>& faultClasses() {
  static const std::vector<FaultClass> all = {{"none", ""},
                                              {"loss", "loss.faults"},
                                              {"delay", "delay.faults"},
                                              {"duplicates", "duplicates.faults"},
                                              {"one crash", "one-crash.faults"},
                                              {"two crashes at once", "two-crashes.faults"},
                                              {"short partition", "short-partition.faults"},
                                              {"long partition", "long-partition.faults"},
                                              {"restart", "restart.faults"},
                                              {"restart of peer 1", "restart-of-1.faults"},
                                              {"churn", "churn.faults"},
                                              {"flapping", "flapping.faults"}};
  return all;
}

std::vector<std::string> overridesFor(const Variant& variant, const FaultClass& faults) {
  std::vector<std::string> overrides = {std::string("REPLICATION=") + variant.replication,
                                        std::string("MEMBERSHIP=") + variant.membership};
  if (*faults.file != '\0') overrides.push_back(std::string("FAULTS=") + kFolder + faults.file);
  return overrides;
}

}  // namespace compare
