// The trace that a run is asked for, and the page made from it.
#pragma once

#include <memory>
#include <ostream>
#include <string>

#include "Params.h"
#include "Simulation.h"
#include "cli/Options.h"
#include "host/OutputFile.h"

namespace cli {

class RunTrace {
 public:
  // Opens what --trace and --report ask for. Null if they do not; or on failure, with the reason in
  // *error. `nodes` says whose nodes run; "" = this project's own.
  static std::unique_ptr<RunTrace> open(const Options& options, const Params& params,
                                        const std::string& nodes, std::string* error);

  // For RunOutputs::trace. Borrowed from this object.
  const TraceRequest* request() const { return &request_; }

  // After the run: writes the page and closes the files. What goes wrong goes to stderr. Returns
  // false if something did.
  bool close();

  ~RunTrace();

  // Says where the page is.
  void print(std::ostream& out) const;

 private:
  RunTrace(const Options& options, const Params& params, const std::string& nodes);

  class Output;

  const std::string reportFile_;
  const std::string title_;
  std::unique_ptr<Output> output_;
  TraceRequest request_;
};

}  // namespace cli
