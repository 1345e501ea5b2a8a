// The trace that a run is asked for, and what is made from it.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
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

// What makes the page of a run live, beside its trace.
struct LiveParts {
  std::string engine;  // The elements that make it live (NodesOrigin.h).
  std::string facts;   // What the run's conf and schedule say.
};

// Of a run with --live. `engineFile` has the elements. Null, with the reason in *error, if they are
// missing.
std::optional<LiveParts> readLiveParts(const Options& options, const Params& params,
                                       const std::string& engineFile, std::string* error);

class RunTrace {
 public:
  // Opens what --trace, --report and the options of traceOutputTable() ask for. Null if they do
  // not; or on failure, with the reason in *error. `nodes` says whose nodes run; "" = this
  // project's own.
  static std::unique_ptr<RunTrace> open(const Options& options, const Params& params,
                                        const std::string& nodes, std::string* error);

  // Before the run: its page will be live.
  void makeLive(LiveParts parts) { live_ = std::move(parts); }

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
  std::optional<LiveParts> live_;     // Null = the page is not live.
  std::vector<MadeOutput> made_;
  std::unique_ptr<Output> output_;
  TraceRequest request_;
};

}  // namespace cli
