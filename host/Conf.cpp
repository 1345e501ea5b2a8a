#include "host/Conf.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>

#include "host/TextFile.h"

namespace host {

namespace {

// A conf has a dozen lines; a larger file is not a conf.
constexpr size_t kMaxConfBytes = 1 << 20;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Levenshtein's distance, ignoring case.
size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t substitution = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substitution, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

template <typename Number>
bool parseWhole(std::string_view text, Number* result) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return false;
  *result = number;
  return true;
}

}  // namespace

std::vector<ConfEntry> readConfFile(const std::string& path, ConfErrors* errors) {
  std::string text;
  const std::string reason = readTextFile(path, kMaxConfBytes, &text);
  if (!reason.empty()) {
    errors->push_back(path + ": cannot be read: " + reason);
    return {};
  }
  return readConfText(text, path, errors);
}

std::vector<ConfEntry> readConfText(std::string_view text, const std::string& name,
                                    ConfErrors* errors) {
  text = withoutByteOrderMark(text);
  if (text.size() > kMaxConfBytes || isBinary(text)) {
    errors->push_back(name + ":1: this is not a conf file: lines `KEY: value` are expected");
    return {};
  }
  const size_t errorsBefore = errors->size();
  std::vector<ConfEntry> entries;
  std::map<std::string, std::string> firstPlaces;
  int lineNumber = 0;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const std::string where = name + ":" + std::to_string(++lineNumber);
    std::string_view line = text.substr(start, end - start);
    start = end + 1;
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    const size_t colon = line.find(':');
    const std::string key(trimmed(line.substr(0, colon)));
    if (colon == std::string_view::npos || key.empty()) {
      errors->push_back(where + ": `" + std::string(line.substr(0, 40)) +
                        "` is not understood: `KEY: value` is expected");
      continue;
    }
    const auto [first, isNew] = firstPlaces.emplace(key, where);
    if (!isNew) {
      errors->push_back(where + ": " + key + " is given twice, first at " + first->second);
      continue;
    }
    entries.push_back({key, std::string(trimmed(line.substr(colon + 1))), where});
  }
  if (entries.empty() && errors->size() == errorsBefore) {
    errors->push_back(name + ":1: the file is empty: at least `MAX_NNB: 10` is expected");
  }
  return entries;
}

std::vector<ConfEntry> readConfOverrides(const std::vector<std::string>& texts,
                                         ConfErrors* errors) {
  std::vector<ConfEntry> entries;
  std::map<std::string, std::string> firstPlaces;
  for (const std::string& text : texts) {
    const ConfEntry entry = readConfOverride(text, errors);
    const auto [first, isNew] = firstPlaces.emplace(entry.key, entry.where);
    if (isNew) {
      entries.push_back(entry);
    } else if (!entry.key.empty()) {
      errors->push_back(entry.where + ": " + entry.key + " is given twice, first by " +
                        first->second);
    }
  }
  return entries;
}

ConfEntry readConfOverride(std::string_view text, ConfErrors* errors) {
  const std::string where = "--set " + std::string(text);
  const size_t equals = text.find('=');
  const std::string key(trimmed(text.substr(0, equals)));
  if (equals == std::string_view::npos || key.empty()) {
    errors->push_back(where + ": `--set KEY=VALUE` is expected");
    return {};
  }
  return {key, std::string(trimmed(text.substr(equals + 1))), where};
}

std::string nearestName(std::string_view name, const std::vector<std::string>& candidates) {
  std::string nearest;
  size_t nearestDistance = std::max<size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const size_t distance = editDistance(name, candidate);
    if (distance < nearestDistance) {
      nearestDistance = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

bool parseInteger(std::string_view text, long long* result) { return parseWhole(text, result); }

bool parseUnsigned(std::string_view text, unsigned long long* result) {
  return parseWhole(text, result);
}

bool parseReal(std::string_view text, double* result) {
  // from_chars for floating point is missing from some standard libraries of the supported age.
  const std::string terminated(text);
  if (terminated.find_first_not_of("0123456789.eE+-") != std::string::npos) return false;
  char* end = nullptr;
  const double number = std::strtod(terminated.c_str(), &end);
  if (terminated.empty() || *end != '\0' || !std::isfinite(number)) return false;
  *result = number;
  return true;
}

}  // namespace host
