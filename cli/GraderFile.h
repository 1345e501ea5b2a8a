// The file in which the grader finds what it may believe of a run: the lines that are scored
// (sim/ScoreLog.h) or all events (sim/EventText.h), and then the run's metrics.
#pragma once

#include <istream>
#include <memory>
#include <string>

#include "host/OutputFile.h"

namespace cli {

// A submission may know of the file; what it writes there itself is not sealed (host/Sealed.h) with
// the secret, a line which nobody gets to read a second time.
class GraderFile {
 public:
  // Opens the file at `path`; the first line of `secret` is the secret. Null on failure, with the
  // reason in *error.
  static std::unique_ptr<GraderFile> open(const std::string& path, std::istream& secret,
                                          std::string* error);

  host::TextOutput* output() { return file_.get(); }

  // The end of the run: the metrics follow behind host::kMetricsHeading. False if something could
  // not be written.
  bool close(const std::string& metrics);

 private:
  explicit GraderFile(std::unique_ptr<host::OutputFile> file) : file_(std::move(file)) {}

  std::unique_ptr<host::OutputFile> file_;
};

}  // namespace cli
