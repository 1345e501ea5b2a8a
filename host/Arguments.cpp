#include "host/Arguments.h"

#include <algorithm>
#include <iostream>
#include <set>

#include "host/Conf.h"
#include "host/Version.h"

namespace host {

namespace {

constexpr unsigned long long kMostShards = 1'000'000;
constexpr long long kMaxJobs = 1024;

std::string unknownOptionMessage(const std::string& name, const std::vector<OptionSpec>& specs) {
  std::vector<std::string> names;
  for (const OptionSpec& spec : specs) names.push_back(spec.name);
  const std::string nearest = nearestName(name, names);
  std::string message = name + ": there is no such option";
  message += nearest.empty() ? "; --help lists them" : ": did you mean " + nearest + "?";
  return message;
}

// Whether `argument` is one of the options, with or without a value of its own.
bool isOption(const std::string& argument, const std::vector<OptionSpec>& specs) {
  const std::string name = argument.substr(0, argument.find('='));
  return std::any_of(specs.begin(), specs.end(),
                     [&](const OptionSpec& known) { return known.name == name; });
}

}  // namespace

OptionSpec flagOption(const char* name, bool* flag) {
  return {name, "", "", [flag](const std::string&) { return *flag = true; }};
}

bool readArguments(const std::vector<std::string>& arguments, const std::vector<OptionSpec>& specs,
                   std::vector<std::string>* positional, std::string* error) {
  std::set<std::string> given;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument.size() < 2 || argument[0] != '-') {
      positional->push_back(argument);
      continue;
    }
    const size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const auto spec = std::find_if(specs.begin(), specs.end(),
                                   [&](const OptionSpec& known) { return known.name == name; });
    if (spec == specs.end()) {
      *error = unknownOptionMessage(name, specs);
      return false;
    }
    if (!given.insert(name).second && !spec->mayRepeat) {
      *error = name + ": is given twice; once is allowed";
      return false;
    }
    std::string value;
    const bool takesValue = !spec->valueName.empty();
    if (equals != std::string::npos && takesValue) {
      value = argument.substr(equals + 1);
    } else if (equals != std::string::npos) {
      *error = name + ": takes no value";
      return false;
    } else if (takesValue && (++i == arguments.size() || isOption(arguments[i], specs))) {
      *error = name + ": " + spec->valueName + " is missing: " + spec->allowed + " is allowed";
      if (i < arguments.size()) *error += "; " + name + "=" + arguments[i] + " would be that text";
      return false;
    } else if (takesValue) {
      value = arguments[i];
    }
    if (!spec->accept(value)) {
      *error = name + " " + value + ": " + spec->allowed + " is allowed";
      return false;
    }
  }
  return true;
}

bool parseSeedRange(const std::string& text, SeedRange* range) {
  const size_t dots = text.find("..");
  unsigned long long first = 0;
  unsigned long long last = 0;
  if (!parseUnsigned(text.substr(0, dots), &first)) return false;
  const std::string end = dots == std::string::npos ? text : text.substr(dots + 2);
  if (!parseUnsigned(end, &last) || first > last || last - first == UINT64_MAX) return false;
  *range = {first, last};
  return true;
}

bool parseShard(const std::string& text, Shard* shard) {
  const size_t slash = text.find('/');
  unsigned long long index = 0;
  unsigned long long count = 0;
  if (slash == std::string::npos || !parseUnsigned(text.substr(0, slash), &index)) return false;
  if (!parseUnsigned(text.substr(slash + 1), &count)) return false;
  if (index < 1 || index > count || count > kMostShards) return false;
  *shard = {index, count};
  return true;
}

std::string seedRangeText(const SeedRange& range) {
  return std::to_string(range.first) + ".." + std::to_string(range.last);
}

std::string shardText(const Shard& shard) {
  return std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

RangePart partOf(const SeedRange& range, const Shard& shard) {
  const uint64_t size = range.count() / shard.count;
  const uint64_t larger = range.count() % shard.count;  // Shards with a number more.
  const uint64_t before = shard.index - 1;
  return {range.first + before * size + std::min(before, larger), size + (before < larger ? 1 : 0)};
}

bool parseJobs(const std::string& text, int* jobs) { return parseCount(text, kMaxJobs, jobs); }

bool parseCount(const std::string& text, int most, int* number) {
  long long parsed = 0;
  if (!parseInteger(text, &parsed) || parsed < 1 || parsed > most) return false;
  *number = static_cast<int>(parsed);
  return true;
}

bool answerStandardOptions(const std::vector<std::string>& arguments, const std::string& program,
                           const std::string& help) {
  for (const std::string& argument : arguments) {
    if (argument == "-h" || argument == "--help") {
      std::cout << help;
      return true;
    }
    if (argument == "--version") {
      std::cout << program << " " << kVersion << "\n";
      return true;
    }
  }
  return false;
}

}  // namespace host
