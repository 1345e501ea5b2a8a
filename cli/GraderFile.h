// The file in which the grader finds what it may believe of a run: the lines that are scored
// (sim/ScoreLog.h), all events (sim/EventText.h) or a trace (docs/report.md), and then the run's
// metrics.
#pragma once

#include <istream>
#include <memory>
#include <string>

#include "host/OutputFile.h"

namespace cli {

// A submission may find the file. What it writes there is not sealed (host/Sealed.h): it does not
// know the secret, a line of standard input that can be read only once.
class GraderFile {
 public:
  // Opens the file at `path`; the first line of `secret` is the secret. Null on failure, with the
  // reason in *error.
  static std::unique_ptr<GraderFile> open(const std::string& path, std::istream& secret,
                                          std::string* error);

  host::TextOutput* output() { return file_.get(); }

  // Appends the metrics behind host::kMetricsHeading, and closes the file. Returns false if
  // something could not be written.
  bool close(const std::string& metrics);

 private:
  explicit GraderFile(std::unique_ptr<host::OutputFile> file) : file_(std::move(file)) {}

  std::unique_ptr<host::OutputFile> file_;
};

}  // namespace cli
