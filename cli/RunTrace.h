// The trace that a run is asked for, and what is made from it.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "Params.h"
#include "Simulation.h"
#include "cli/FromTrace.h"
#include "cli/Options.h"
#include "cli/outputs/TraceOutputs.h"
#include "host/OutputFile.h"

namespace cli {

// What the header of a trace says of the run of this seed. `nodes` says whose nodes run; "" = this
// project's own.
TraceRequest traceRequest(const Options& options, uint64_t seed, const std::string& nodes,
                          host::TextOutput* output);

class RunTrace {
 public:
  // Opens what --trace, --report and the options of traceOutputTable() ask for. Null if they do
  // not; or on failure, with the reason in *error. `nodes` says whose nodes run; "" = this
  // project's own.
  static std::unique_ptr<RunTrace> open(const Options& options, const Params& params,
                                        const std::string& nodes, std::string* error);

  // Of a run with --live, before it: reads the elements that make its page live (NodesOrigin.h),
  // and what its conf and schedule say. Returns what is wrong, or "".
  std::string prepareLive(const Options& options, const Params& params,
                          const std::string& liveEngine);

  // For RunOutputs::trace. Borrowed from this object.
  const TraceRequest* request() const { return &request_; }

  // After the run: closes the trace, and makes and writes what was asked for. What goes wrong goes
  // to stderr. Returns the exit status that this gives: kFine, kFailed if a file could not be
  // written, kUsage if what was asked for does not suit the run.
  ExitCode close();

  ~RunTrace();

  // Says where the page is.
  void print(std::ostream& out) const;

  // After close(): prints the texts that were asked for.
  void printTexts(std::ostream& out) const;

 private:
  RunTrace(const Options& options, const Params& params, const std::string& nodes);

  // Reads the trace and makes what is made of it.
  ExitCode makeOutputs();
  std::string page() const;

  class Output;

  const std::string reportFile_;
  const std::vector<ChosenOutput> chosen_;
  const std::string title_;
  std::optional<LoadedTrace> other_;  // For the page.
  std::string engine_;                // For a live page; "" = it is none.
  std::string facts_;                 // Likewise.
  std::vector<MadeOutput> made_;
  std::unique_ptr<Output> output_;
  TraceRequest request_;
};

}  // namespace cli
