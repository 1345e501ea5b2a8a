// Conf files: lines `KEY: value` in any order, `#` starts a comment, blanks around both are
// ignored, and so is a byte order mark. This is the syntax alone; which keys there are and what
// they may hold is Params' business.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace host {

struct ConfEntry {
  std::string key;
  std::string value;
  std::string where;  // For messages: "file:line" or "--set KEY=VALUE".
};

// What went wrong, as complete lines `where: what, what is allowed`.
using ConfErrors = std::vector<std::string>;

// The entries of the file at `path`. Each thing that is wrong (no such file, a directory, an empty
// or binary file, a line without a colon, a key twice) adds a line to *errors.
std::vector<ConfEntry> readConfFile(const std::string& path, ConfErrors* errors);

// The same for a text; `name` stands for the file in messages.
std::vector<ConfEntry> readConfText(std::string_view text, const std::string& name,
                                    ConfErrors* errors);

// The entry of a command line's `KEY=VALUE`.
ConfEntry readConfOverride(std::string_view text, ConfErrors* errors);

// The entries of all of a command line's `KEY=VALUE`, each key once.
std::vector<ConfEntry> readConfOverrides(const std::vector<std::string>& texts, ConfErrors* errors);

// The candidate nearest to `name` by edit distance, ignoring case; empty if none is near.
std::string nearestName(std::string_view name, const std::vector<std::string>& candidates);

// Whole-text conversions: false, and *result as before, if `text` is anything else.
bool parseInteger(std::string_view text, long long* result);
bool parseUnsigned(std::string_view text, unsigned long long* result);
bool parseReal(std::string_view text, double* result);

}  // namespace host
