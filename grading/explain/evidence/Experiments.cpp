#include "grading/explain/evidence/Experiments.h"

namespace grading {

namespace {

const char* conditionOf(lab::WhatIf what) {
  using lab::WhatIf;
  switch (what) {
    case WhatIf::OwnEntry: return "with an entry of its own in each peer's list";
    case WhatIf::NoticedChanges:
      return "with a change at the ring's beginning beside each other one";
    case WhatIf::CompleteLists:
      return "with just the live peers in each list while updateRing reads it";
    case WhatIf::EarlyFailures: return "with failures 40 ticks earlier";
    case WhatIf::SpreadFailures: return "with 25 ticks between the two failures";
    case WhatIf::RightFailures: return "with failures of the key's true replicas";
    case WhatIf::OutsideClients: return "with clients whose peers are no replicas of the key";
    case WhatIf::NoLimits: return "with no limit to what may be sent";
    case WhatIf::Copies: return "with the key put into the tables of its replicas that lack it";
    case WhatIf::HonestStamps: return "with timestamps that stay unless the heartbeat has grown";
    case WhatIf::FreshStamps: return "with fresh timestamps in the entries of live peers";
  }
  return "";
}

}  // namespace

Experiment supposing(lab::WhatIf what) {
  return {{"--what-if", lab::whatIfName(what)}, conditionOf(what)};
}

}  // namespace grading
