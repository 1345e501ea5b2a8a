#include "report/reading/Fields.h"

#include <algorithm>
#include <climits>
#include <vector>

#include "host/Conf.h"
#include "host/LineReader.h"
#include "host/Words.h"

namespace report {

namespace {

std::string wholeNumber(int64_t min, int64_t max) {
  return "a whole number from " + std::to_string(min) + " to " + std::to_string(max);
}

}  // namespace

std::string_view Fields::takeWord() {
  const std::string_view word = rest_.substr(0, rest_.find(' '));
  rest_.remove_prefix(word.size());
  skipBlank();
  return word;
}

std::string_view Fields::takeQuoted() {
  size_t end = 1;
  while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
  const std::string_view quoted = rest_.substr(0, end + 1);
  rest_.remove_prefix(quoted.size());
  skipBlank();
  return quoted;
}

void Fields::skipBlank() {
  hasMore_ = !rest_.empty();
  if (!hasMore_) return;
  if (rest_[0] == ' ') {
    rest_.remove_prefix(1);
  } else {
    fail(host::shown(rest_) + " follows the quotes: a blank is expected between");
  }
}

std::string_view Fields::word(const char* what) {
  if (!ok()) return {};
  const std::string_view word = takeWord();
  if (word.empty()) fail(what + std::string(" is missing: one blank and a word are expected"));
  return word;
}

void Fields::failNumber(const char* what, std::string_view word, const std::string& allowed) {
  fail(what + (" is " + host::shown(word)) + ": " + allowed + " is allowed");
}

int64_t Fields::parsed(std::string_view word, const char* what, int64_t min, int64_t max) {
  if (!ok()) return min;
  long long number = 0;
  if (host::parseInteger(word, &number) && number >= min && number <= max) return number;
  failNumber(what, word, wholeNumber(min, max));
  return min;
}

int64_t Fields::number(const char* what, int64_t min, int64_t max) {
  if (!ok()) return min;
  return parsed(takeWord(), what, min, max);
}

int Fields::integer(const char* what, int min, int max) {
  return static_cast<int>(number(what, min, max));
}

double Fields::real(const char* what) {
  if (!ok()) return 0;
  const std::string_view word = takeWord();
  double number = 0;
  if (!host::parseReal(word, &number)) failNumber(what, word, "a number");
  return number;
}

uint64_t Fields::seed(const char* what) {
  if (!ok()) return 0;
  const std::string_view word = takeWord();
  unsigned long long number = 0;
  if (!host::parseUnsigned(word, &number)) {
    failNumber(what, word, "a whole number from 0 to 18446744073709551615");
  }
  return number;
}

Index Fields::index(const char* what, size_t count) {
  if (!ok()) return 0;
  const std::string_view word = takeWord();
  long long number = 0;
  if (host::parseInteger(word, &number) && number >= 0 &&
      static_cast<unsigned long long>(number) < count) {
    return static_cast<Index>(number);
  }
  failNumber(what, word,
             count == 0 ? "nothing, because none is defined above,"
                        : wholeNumber(0, static_cast<int64_t>(count) - 1) +
                              ", the index of one defined above,");
  return 0;
}

std::optional<int64_t> Fields::numberOrNone(const char* what, int64_t min, int64_t max) {
  if (rest_.substr(0, rest_.find(' ')) != kNone) return number(what, min, max);
  word(what);
  return std::nullopt;
}

Index Fields::indexOrNone(const char* what, size_t count) {
  if (rest_.substr(0, rest_.find(' ')) != kNone) return index(what, count);
  word(what);
  return kNoIndex;
}

std::string Fields::text(const char* what) {
  std::string text;
  if (!ok()) return text;
  if (rest_.empty() || rest_[0] != '"') {
    text = word(what);
    if (text.find_first_of("\"\\#") != std::string::npos) {
      fail(what + (" is " + host::shown(text)) +
           R"(: with `"`, `\` or `#` it is allowed in quotes)");
    }
    return text;
  }
  host::LineReader reader(takeQuoted());
  if (ok() && !reader.readText(what, &text)) fail(reader.problem());
  return text;
}

sim::Endpoint Fields::address(const char* what) {
  if (!ok()) return {};
  const std::string_view word = takeWord();
  const size_t colon = std::min(word.find(':'), word.size());
  sim::Endpoint address;
  address.id = static_cast<int32_t>(parsed(word.substr(0, colon), what, INT_MIN, INT_MAX));
  if (colon < word.size()) {
    address.port =
        static_cast<int16_t>(parsed(word.substr(colon + 1), "the port", SHRT_MIN, SHRT_MAX));
  }
  return address;
}

size_t Fields::choice(const char* what, std::span<const std::string_view> words) {
  if (!ok()) return 0;
  const std::string_view word = takeWord();
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return static_cast<size_t>(found - words.begin());
  fail(what + (" is " + host::shown(word)) + ": one of " +
       host::joined(std::vector<std::string>(words.begin(), words.end()), ", ") + " is allowed");
  return 0;
}

void Fields::end() {
  if (!ok() || !hasMore_) return;
  const std::string rest = rest_.empty() ? "the blank" : host::shown(rest_);
  fail(rest + " is too much: the line's end is expected");
}

void Fields::fail(const std::string& problem) {
  if (problem_.empty()) problem_ = problem;
}

MessageName readMessageName(Fields* fields) {
  MessageName name;
  const std::string_view word = fields->word("the message");
  if (!fields->ok()) return name;
  const auto letter = std::find(kNetworkLetters.begin(), kNetworkLetters.end(), word[0]);
  long long number = 0;
  if (letter == kNetworkLetters.end() || !host::parseInteger(word.substr(1), &number) ||
      number < 0 || number > kMaxNumber) {
    fields->fail("the message is " + host::shown(word) +
                 ": `m` or `s` and a whole number are allowed");
    return name;
  }
  name.network = static_cast<sim::NetworkId>(letter - kNetworkLetters.begin());
  name.number = static_cast<uint64_t>(number);
  return name;
}

sim::NetworkId readNetwork(Fields* fields) {
  constexpr std::array<std::string_view, sim::kNetworkCount> kWords = {"m", "s"};
  return static_cast<sim::NetworkId>(fields->choice("the network", kWords));
}

}  // namespace report
