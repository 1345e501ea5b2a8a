#include "cli/RunTrace.h"

#include <iostream>

#include "cli/outputs/OutputFiles.h"
#include "host/EarlyEnd.h"
#include "host/WholeFile.h"
#include "playground/Facts.h"
#include "report/Page.h"
#include "report/reading/TraceReader.h"

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

namespace {

// What makes the page of a run that has ended early, of what it has recorded; why is still to come.
std::vector<std::string> pageArguments(const Options& options) {
  std::vector<std::string> arguments = {"--from-trace", "-", "--report", options.reportFile};
  if (!options.compareWith.empty()) {
    arguments.insert(arguments.end(), {"--compare-with", options.compareWith});
  }
  if (options.quiet) arguments.push_back("--quiet");
  arguments.push_back("--ended-early");
  return arguments;
}

}  // namespace

TraceRequest traceRequest(const Options& options, uint64_t seed, const std::string& nodes,
                          host::TextOutput* output) {
  TraceRequest request = {output, options.confFile, replayCommand(options, seed), {}};
  if (!nodes.empty()) request.sources.push_back({"nodes", nodes});
  return request;
}

std::optional<LiveParts> readLiveParts(const Options& options, const Params& params,
                                       const std::string& engineFile, std::string* error) {
  playground::Facts facts;
  facts.confs = {options.confFile};
  facts.settings = options.overrides;
  facts.seed = std::to_string(params.SEED);
  LiveParts parts;
  parts.facts = playground::factsJson(facts, error);
  parts.engine = host::readWholeFile(engineFile);
  if (parts.engine.empty() && error->empty()) {
    *error = "--live: " + engineFile + " is missing: `make playground` makes it for these nodes";
  }
  if (!error->empty()) return std::nullopt;
  return parts;
}

RunTrace::RunTrace(const Options& options, const Params& params, const std::string& nodes)
    : reportFile_(options.reportFile),
      chosen_(options.traceOutputs),
      title_(runTitle(options.confFile, params.SEED)),
      request_(traceRequest(options, params.SEED, nodes, nullptr)) {}

RunTrace::~RunTrace() { host::runAtEarlyEnd({}, nullptr); }

std::unique_ptr<RunTrace> RunTrace::open(const Options& options, const Params& params,
                                         const std::string& nodes, std::string* error) {
  const bool hasReport = !options.reportFile.empty();
  const bool isKept = hasReport || !options.traceOutputs.empty();
  if (options.traceFile.empty() && !isKept) return nullptr;
  if (hasReport) *error = host::whyUnwritable(options.reportFile);
  if (error->empty()) *error = whyUnwritable(options.traceOutputs);
  if (!error->empty()) return nullptr;
  std::unique_ptr<RunTrace> trace(new RunTrace(options, params, nodes));
  if (!options.compareWith.empty()) {
    trace->other_ = loadTrace(options.compareWith, error);
    if (!trace->other_) return nullptr;
  }
  std::unique_ptr<host::OutputFile> file;
  if (!options.traceFile.empty()) {
    file = host::OutputFile::create(options.traceFile, error);
    if (!file) return nullptr;
  }
  trace->output_ = std::make_unique<Output>(std::move(file), isKept);
  trace->request_.output = trace->output_.get();
  if (hasReport) host::runAtEarlyEnd(pageArguments(options), &trace->output_->text());
  return trace;
}

ExitCode RunTrace::close() {
  host::runAtEarlyEnd({}, nullptr);
  bool written = output_->close();
  if (!reportFile_.empty()) written = writeFile(reportFile_, page()) && written;
  const ExitCode made = chosen_.empty() ? kFine : makeOutputs();
  return made == kFine && !written ? kFailed : made;
}

ExitCode RunTrace::makeOutputs() {
  std::string error;
  const std::optional<report::Trace> trace =
      report::readTrace(output_->text(), request_.conf, &error);
  // Nodes may do what no trace can tell: log a line of a megabyte, say.
  auto made = trace ? cli::makeOutputs(chosen_, *trace, &error) : std::nullopt;
  if (!made) {
    std::cerr << error << "\n";
    return trace ? kUsage : kFailed;
  }
  made_ = std::move(*made);
  return writeFiles(made_) ? kFine : kFailed;
}

std::string RunTrace::page() const {
  const report::PageTrace own = {request_.conf, title_, output_->text()};
  if (!live_) return pageOf(own, other_ ? &*other_ : nullptr);
  return report::makeLivePage({title_, live_->facts, live_->engine, &own});
}

void RunTrace::print(std::ostream& out) const {
  if (!reportFile_.empty()) out << pageNote(reportFile_);
}

void RunTrace::printTexts(std::ostream& out) const { cli::printTexts(made_, out); }

}  // namespace cli
