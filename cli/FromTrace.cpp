#include "cli/FromTrace.h"

#include <iostream>
#include <iterator>
#include <utility>
#include <vector>

#include "cli/outputs/OutputFiles.h"
#include "cli/outputs/TraceOutputs.h"
#include "host/TextFile.h"
#include "host/WholeFile.h"
#include "report/reading/TraceReader.h"
#include "report/recording/CompletedTrace.h"

namespace cli {

namespace {

// The files that are read and written.
std::vector<host::NamedFile> filesOf(const Options& options) {
  std::vector<host::NamedFile> files = {{"--from-trace", options.fromTrace, false},
                                        {"--compare-with", options.compareWith, false},
                                        {"--report", options.reportFile}};
  addFiles(options.traceOutputs, &files);
  return files;
}

int usageError(const std::string& error) {
  std::cerr << error << "\n";
  return kUsage;
}

}  // namespace

report::PageTrace LoadedTrace::forPage() const {
  return {name, runTitle(trace.conf, trace.seed), text};
}

namespace {

// Nothing, with the reason in *error, if the text is no trace.
std::optional<LoadedTrace> traceIn(std::string text, const std::string& name, std::string* error) {
  LoadedTrace loaded{name, std::move(text), {}};
  std::optional<report::Trace> trace = report::readTrace(loaded.text, name, error);
  if (!trace) return std::nullopt;
  loaded.trace = std::move(*trace);
  return loaded;
}

// The trace on standard input, which may be that of a run that ended early.
std::optional<LoadedTrace> traceOnInput(const std::string& endedEarly, std::string* error) {
  std::string text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  if (!endedEarly.empty()) text = report::completedTrace(text, endedEarly);
  return traceIn(std::move(text), "standard input", error);
}

}  // namespace

std::optional<LoadedTrace> loadTrace(const std::string& path, std::string* error) {
  std::string text;
  const std::string reason = host::readTextFile(path, report::kMaxTraceBytes, &text);
  if (reason.empty()) return traceIn(std::move(text), path, error);
  *error = path + ": cannot be read: " + reason;
  return std::nullopt;
}

std::string runTitle(const std::string& conf, uint64_t seed) {
  return conf + ", seed " + std::to_string(seed);
}

std::string pageOf(const report::PageTrace& own, const LoadedTrace* other) {
  if (other == nullptr) return makePage(report::PageKind::Run, {own});
  return makePage(report::PageKind::Comparison, {own, other->forPage()});
}

int runFromTrace(const Options& options) {
  std::string error = host::outputClash(filesOf(options));
  if (!error.empty()) return usageError(error);
  const std::optional<LoadedTrace> own = options.fromTrace == "-"
                                             ? traceOnInput(options.endedEarly, &error)
                                             : loadTrace(options.fromTrace, &error);
  if (!own) return usageError(error);
  std::optional<LoadedTrace> other;
  if (!options.compareWith.empty()) {
    other = loadTrace(options.compareWith, &error);
    if (!other) return usageError(error);
  }
  const auto made = makeOutputs(options.traceOutputs, own->trace, &error);
  if (!made) return usageError(error);
  error = whyUnwritable(options.traceOutputs);
  if (error.empty() && !options.reportFile.empty()) error = host::whyUnwritable(options.reportFile);
  if (!error.empty()) return usageError(error);

  bool written = writeFiles(*made);
  if (!options.reportFile.empty()) {
    const bool isWritten =
        writeFile(options.reportFile, pageOf(own->forPage(), other ? &*other : nullptr));
    if (isWritten && !options.quiet) std::cout << pageNote(options.reportFile);
    written = isWritten && written;
  }
  printTexts(*made, std::cout);
  return written ? kFine : kFailed;
}

}  // namespace cli
