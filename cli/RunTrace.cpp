#include "cli/RunTrace.h"

#include <iostream>

#include "cli/OutputFiles.h"
#include "host/WholeFile.h"
#include "report/Page.h"

namespace cli {

// The trace's text, for the file and for the page, as far as these are asked for.
class RunTrace::Output : public host::TextOutput {
 public:
  Output(std::unique_ptr<host::OutputFile> file, bool isKept)
      : file_(std::move(file)), isKept_(isKept) {}

  void append(std::string_view text) override {
    if (file_) file_->append(text);
    if (isKept_) text_.append(text);
  }

  const std::string& text() const { return text_; }

  bool close() {
    if (!file_ || file_->close()) return true;
    std::cerr << file_->error() << "\n";
    return false;
  }

 private:
  std::unique_ptr<host::OutputFile> file_;  // Null: there is none.
  const bool isKept_;
  std::string text_;
};

RunTrace::RunTrace(const Options& options, const Params& params, const std::string& nodes)
    : reportFile_(options.reportFile),
      title_(options.confFile + ", seed " + std::to_string(params.SEED)) {
  request_.conf = options.confFile;
  request_.replay = replayCommand(options, params.SEED);
  if (!nodes.empty()) request_.sources.push_back({"nodes", nodes});
}

RunTrace::~RunTrace() = default;

std::unique_ptr<RunTrace> RunTrace::open(const Options& options, const Params& params,
                                         const std::string& nodes, std::string* error) {
  const bool hasReport = !options.reportFile.empty();
  if (options.traceFile.empty() && !hasReport) return nullptr;
  if (hasReport) *error = host::whyUnwritable(options.reportFile);
  if (!error->empty()) return nullptr;
  std::unique_ptr<host::OutputFile> file;
  if (!options.traceFile.empty()) {
    file = host::OutputFile::create(options.traceFile, error);
    if (!file) return nullptr;
  }
  std::unique_ptr<RunTrace> trace(new RunTrace(options, params, nodes));
  trace->output_ = std::make_unique<Output>(std::move(file), hasReport);
  trace->request_.output = trace->output_.get();
  return trace;
}

bool RunTrace::close() {
  bool written = output_->close();
  if (reportFile_.empty()) return written;
  const report::PageTrace trace = {request_.conf, title_, output_->text()};
  return writeFile(reportFile_, makePage(report::PageKind::Run, {trace})) && written;
}

void RunTrace::print(std::ostream& out) const {
  if (!reportFile_.empty()) out << "page: " << reportFile_ << " (open it in a browser)\n";
}

}  // namespace cli
