// Finds what an explanation names in the trace of the run. A pure function; any trace will do.
#pragma once

#include <string>

#include "grading/score/Grade.h"
#include "report/Trace.h"

namespace grading {

// Where a page has to go to show a spot.
struct ShownSpot {
  int tick = 0;
  int peer = 0;                            // 0 = none.
  report::Index event = report::kNoIndex;  // kNoIndex = there is no such event.
  std::string record = "-";                // The event's word in a trace.
  report::Index key = report::kNoIndex;
  int operation = 0;   // 0 = none.
  std::string stopAt;  // For ./Application --stop-at, before the call; "" = not known.
};

ShownSpot shownSpot(const Spot& spot, const report::Trace& trace);

}  // namespace grading
