// What the command line can ask for that is made from a trace, besides the page: a row for each
// option.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "host/WholeFile.h"
#include "report/Trace.h"

namespace cli {

struct TraceOutput {
  const char* option;
  const char* valueName;
  const char* allowed;  // The option's values, for messages.
  bool isFile;          // The value is a file, which gets the text. Otherwise the text is printed.
  bool (*accepts)(const std::string& value);
  // Returns nothing, with what is wrong and what is allowed in *error, if the value does not suit
  // the trace.
  std::optional<std::string> (*make)(const report::Trace& trace, const std::string& value,
                                     std::string* error);
};

const std::vector<TraceOutput>& traceOutputTable();

struct ChosenOutput {
  const TraceOutput* output;  // A row of traceOutputTable().
  std::string value;
};

// Appends those of the chosen outputs that go to files.
void addFiles(const std::vector<ChosenOutput>& chosen, std::vector<host::NamedFile>* files);

// The reason for which one of the files cannot be written; "" if there is none.
std::string whyUnwritable(const std::vector<ChosenOutput>& chosen);

struct MadeOutput {
  std::string file;  // "" = the text is printed.
  std::string text;
};

// Returns nothing, with the reason in *error, if one of the values does not suit the trace.
std::optional<std::vector<MadeOutput>> makeOutputs(const std::vector<ChosenOutput>& chosen,
                                                   const report::Trace& trace, std::string* error);

// Writes the files. Errors go to stderr. Returns false if there was one.
bool writeFiles(const std::vector<MadeOutput>& outputs);

// Prints the texts that go to no file, with an empty line between two.
void printTexts(const std::vector<MadeOutput>& outputs, std::ostream& out);

}  // namespace cli
