#include "search/guided/LineCoverage.h"

#include <algorithm>
#include <charconv>

#include "notation/JsonReader.h"

namespace search {

namespace {

// 0 if there is none.
int64_t numberOf(const notation::Datum& of, std::string_view key) {
  const notation::Datum* value = of.find(key);
  int64_t number = 0;
  if (value != nullptr)
    std::from_chars(value->text.data(), value->text.data() + value->text.size(), number);
  return number;
}

std::string textOf(const notation::Datum& of, std::string_view key) {
  const notation::Datum* value = of.find(key);
  return value == nullptr ? "" : value->text;
}

const std::vector<notation::Datum>& itemsOf(const notation::Datum& of, std::string_view key) {
  static const std::vector<notation::Datum> kNone;
  const notation::Datum* value = of.find(key);
  return value == nullptr ? kNone : value->items;
}

bool isNode(std::string_view file) {
  return file.starts_with("MP1Node.") || file.starts_with("MP2Node.");
}

void erase(std::string_view part, std::string* name) {
  for (size_t at = name->find(part); at != std::string::npos; at = name->find(part))
    name->erase(at, part.size());
}

std::string plainName(std::string name) {
  erase("(anonymous namespace)::", &name);
  erase("[abi:cxx11]", &name);
  constexpr std::string_view kCall = "operator()";
  const size_t call = name.find(kCall);
  return name.substr(0, name.find('(', call == std::string::npos ? 0 : call + kCall.size()));
}

}  // namespace

std::string LineCoverage::add(std::string_view json) {
  std::string problem;
  const auto report = notation::readJson(json, &problem);
  if (!report) return problem;
  for (const notation::Datum& described : itemsOf(*report, "files")) {
    const std::string path = textOf(described, "file");
    const std::string name = path.substr(path.rfind('/') + 1);
    if (!isNode(name)) continue;
    File& file = files_[name];
    for (const notation::Datum& line : itemsOf(described, "lines")) {
      file.isReached[static_cast<int>(numberOf(line, "line_number"))] |=
          numberOf(line, "count") > 0;
    }
    for (const notation::Datum& one : itemsOf(described, "functions")) {
      Function& function = file.functions[static_cast<int>(numberOf(one, "start_line"))];
      function.name = plainName(textOf(one, "demangled_name"));
      function.last = std::max(function.last, static_cast<int>(numberOf(one, "end_line")));
      function.isEntered |= numberOf(one, "execution_count") > 0;
    }
    dropEnds(&file);
  }
  return "";
}

// The closing brace of a function that has been entered is unreached if its code is but the
// clean-up after an exception: a function that returns comes to it otherwise.
void LineCoverage::dropEnds(File* file) {
  for (const auto& [first, function] : file->functions) {
    const auto end = file->isReached.find(function.last);
    if (function.isEntered && end != file->isReached.end() && !end->second)
      file->isReached.erase(end);
  }
}

int LineCoverage::lines() const {
  size_t count = 0;
  for (const auto& [name, file] : files_) count += file.isReached.size();
  return static_cast<int>(count);
}

int LineCoverage::unreachedLines() const {
  int64_t count = 0;
  for (const auto& [name, file] : files_) {
    count += std::count_if(file.isReached.begin(), file.isReached.end(),
                           [](const auto& line) { return !line.second; });
  }
  return static_cast<int>(count);
}

std::vector<UnreachedFunction> LineCoverage::unreached() const {
  std::vector<UnreachedFunction> result;
  for (const auto& [name, file] : files_) {
    const Function outside;
    const Function* around = &outside;
    const Function* told = nullptr;
    bool isJoined = false;  // The line of code before this one is unreached, and of this function.
    for (const auto& [line, isReached] : file.isReached) {
      if (line > around->last) around = functionAround(file, line, &outside);
      if (isReached || told != around) isJoined = false;
      if (isReached) continue;
      if (told != around) {
        told = around;
        result.push_back({name, around->name, around->isEntered, {}});
      }
      if (isJoined) {
        result.back().lines.back().second = line;
      } else {
        result.back().lines.emplace_back(line, line);
      }
      isJoined = true;
    }
  }
  return result;
}

// The outermost function that has the line.
const LineCoverage::Function* LineCoverage::functionAround(const File& file, int line,
                                                           const Function* none) {
  for (const auto& [first, function] : file.functions) {
    if (first <= line && line <= function.last) return &function;
  }
  return none;
}

std::string unreachedText(const UnreachedFunction& function) {
  std::string text = function.file + ": " + function.name;
  if (!function.isEntered) text += ", never entered";
  const char* before = ": line ";
  if (function.lines.size() > 1 || function.lines.front().first < function.lines.front().second)
    before = ": lines ";
  for (const auto& [first, last] : function.lines) {
    text += before + std::to_string(first);
    if (last > first) text += "-" + std::to_string(last);
    before = ", ";
  }
  return text;
}

}  // namespace search
