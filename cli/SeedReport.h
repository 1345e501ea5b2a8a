// What the process of a seed tells the sweep for its page.
#pragma once

#include <optional>
#include <string>

#include "cli/RunFault.h"
#include "report/SweepData.h"

namespace cli {

// The report on a run, `metrics` being lines `name number`, as text that takeSeedReport() finds at
// the end of what the process writes.
std::string seedReportText(const Judgement& judgement, const check::RunCheck* check,
                           const std::string& metrics);

// Takes the report out of *output. Returns its outcome, reason and metrics; nothing if there is no
// right one, because nodes that have a process to themselves may write anything.
std::optional<report::SeedResult> takeSeedReport(std::string* output);

}  // namespace cli
