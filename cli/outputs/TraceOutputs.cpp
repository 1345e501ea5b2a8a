#include "cli/outputs/TraceOutputs.h"

#include <algorithm>
#include <charconv>

#include "cli/outputs/OutputFiles.h"
#include "host/LineReader.h"
#include "host/WholeFile.h"
#include "report/exports/Perfetto.h"
#include "report/exports/ShiViz.h"
#include "report/exports/StateText.h"
#include "report/exports/StoryText.h"
#include "report/exports/TimelineCsv.h"

namespace cli {

namespace {

bool isGiven(const std::string& value) { return !value.empty(); }

std::optional<sim::Tick> tickOf(const std::string& text) {
  sim::Tick tick = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, tick);
  if (error != std::errc() || rest != end || tick < 0) return std::nullopt;
  return tick;
}

std::optional<std::string> stateAt(const report::Trace& trace, const std::string& value,
                                   std::string* error) {
  const std::optional<sim::Tick> tick = tickOf(value);
  if (tick && *tick < trace.ticks) return report::stateText(trace, *tick);
  *error = host::shown(value) + " is no tick of this run: a tick from 0 to " +
           std::to_string(std::max(0, trace.ticks - 1)) + " is allowed";
  return std::nullopt;
}

}  // namespace

const std::vector<TraceOutput>& traceOutputTable() {
  using report::Trace;
  using std::string;
  static const std::vector<TraceOutput> table = {
      {"--perfetto", "FILE", "a file", true, isGiven,
       [](const Trace& trace, const string&, string*) {
         return std::optional(report::perfettoJson(trace));
       }},
      {"--shiviz", "FILE", "a file", true, isGiven,
       [](const Trace& trace, const string&, string*) {
         return std::optional(report::shivizLog(trace, {}));
       }},
      {"--timeline", "FILE", "a file", true, isGiven,
       [](const Trace& trace, const string&, string*) {
         return std::optional(report::timelineCsv(trace));
       }},
      {"--explain", "KEY|OPERATION", "a key, or the number of an operation", false, isGiven,
       report::storyText},
      {"--at", "TICK", "a tick, a whole number from 0", false,
       [](const string& value) { return tickOf(value).has_value(); }, stateAt},
  };
  return table;
}

void addFiles(const std::vector<ChosenOutput>& chosen, std::vector<host::NamedFile>* files) {
  for (const auto& [output, value] : chosen) {
    if (output->isFile) files->push_back({output->option, value});
  }
}

std::string whyUnwritable(const std::vector<ChosenOutput>& chosen) {
  for (const ChosenOutput& one : chosen) {
    const std::string error = one.output->isFile ? host::whyUnwritable(one.value) : "";
    if (!error.empty()) return error;
  }
  return "";
}

std::optional<std::vector<MadeOutput>> makeOutputs(const std::vector<ChosenOutput>& chosen,
                                                   const report::Trace& trace, std::string* error) {
  std::vector<MadeOutput> made;
  for (const auto& [output, value] : chosen) {
    std::string problem;
    std::optional<std::string> text = output->make(trace, value, &problem);
    if (!text) {
      *error = std::string(output->option) + ": " + problem;
      return std::nullopt;
    }
    made.push_back({output->isFile ? value : "", std::move(*text)});
  }
  return made;
}

bool writeFiles(const std::vector<MadeOutput>& outputs) {
  bool written = true;
  for (const auto& [file, text] : outputs) {
    if (!file.empty()) written = writeFile(file, text) && written;
  }
  return written;
}

void printTexts(const std::vector<MadeOutput>& outputs, std::ostream& out) {
  const char* between = "";
  for (const auto& [file, text] : outputs) {
    if (!file.empty()) continue;
    out << between << text;
    between = "\n";
  }
}

}  // namespace cli
