// Conf files: lines `KEY: value` in any order. `#` starts a comment; blanks around key and value
// are ignored, and so is a byte order mark. This file has only the syntax; Params has the keys and
// their values.
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

// The errors, as complete lines `where: what, what is allowed`.
using ConfErrors = std::vector<std::string>;

// Returns the entries of the file at `path`. Each error (no such file, a directory, an empty or
// binary file, a line without a colon, a key twice) adds a line to *errors.
std::vector<ConfEntry> readConfFile(const std::string& path, ConfErrors* errors);

// The same for a text; messages use `name` as the file's name.
std::vector<ConfEntry> readConfText(std::string_view text, const std::string& name,
                                    ConfErrors* errors);

// Returns the entry of a command line's `KEY=VALUE`.
ConfEntry readConfOverride(std::string_view text, ConfErrors* errors);

// Returns the entries of all of a command line's `KEY=VALUE`, each key once.
std::vector<ConfEntry> readConfOverrides(const std::vector<std::string>& texts, ConfErrors* errors);

// Returns the candidate nearest to `name` by edit distance, ignoring case; empty if none is near.
std::string nearestName(std::string_view name, const std::vector<std::string>& candidates);

// Convert the whole text. They return false, and leave *result unchanged, for any other text.
bool parseInteger(std::string_view text, long long* result);
bool parseUnsigned(std::string_view text, unsigned long long* result);
bool parseReal(std::string_view text, double* result);

}  // namespace host
