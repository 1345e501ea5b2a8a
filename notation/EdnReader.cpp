#include "notation/EdnReader.h"

#include <algorithm>
#include <cctype>

#include "notation/Utf8.h"

namespace notation {

namespace {

constexpr std::string_view kBlanks = " \t\r\n,\f\v";

// Characters that end a word.
constexpr std::string_view kDelimiters = " \t\r\n,\f\v()[]{}\";";

bool isNumber(std::string_view word) {
  if (word.size() > 1 && (word[0] == '-' || word[0] == '+')) word.remove_prefix(1);
  return std::isdigit(static_cast<unsigned char>(word[0])) != 0;
}

}  // namespace

bool EdnReader::fail(const std::string& problem) {
  if (problem_.empty()) problem_ = problem;
  return false;
}

void EdnReader::skip(size_t count) {
  line_ += static_cast<int>(std::count(rest_.begin(), rest_.begin() + count, '\n'));
  rest_.remove_prefix(count);
}

void EdnReader::skipBlanks() {
  while (!rest_.empty()) {
    if (rest_.front() == ';') {
      skip(std::min(rest_.find('\n'), rest_.size()));
    } else if (kBlanks.find(rest_.front()) != std::string_view::npos) {
      skip(1);
    } else {
      return;
    }
  }
}

bool EdnReader::atEnd() {
  skipBlanks();
  while (rest_.starts_with("#_")) {
    skip(2);
    Datum discarded;
    if (!readInto(&discarded)) return true;
    skipBlanks();
  }
  return rest_.empty();
}

char EdnReader::take(std::string_view characters) {
  if (atEnd() || characters.find(rest_.front()) == std::string_view::npos) return 0;
  const char taken = rest_.front();
  skip(1);
  return taken;
}

std::optional<Datum> EdnReader::read() {
  Datum datum;
  if (!readInto(&datum)) return std::nullopt;
  return datum;
}

bool EdnReader::readInto(Datum* datum) {
  if (++depth_ > kDeepestDatum) return fail("the forms are nested too deeply");
  const bool isRead = readForm(datum);
  --depth_;
  return isRead;
}

bool EdnReader::readForm(Datum* datum) {
  if (atEnd()) return fail("the text ends within a form");
  switch (rest_.front()) {
    case '{':
      skip(1);
      datum->kind = Datum::Kind::Map;
      return readItems('}', datum) &&
             (datum->items.size() % 2 == 0 || fail("a map has a key without a value"));
    case '[':
    case '(': {
      const char close = rest_.front() == '[' ? ']' : ')';
      skip(1);
      datum->kind = Datum::Kind::List;
      return readItems(close, datum);
    }
    case '#': return readDispatch(datum);
    case '"': return readString(datum);
    case '}':
    case ']':
    case ')': return fail(std::string("a `") + rest_.front() + "` closes nothing");
    default: return readWord(datum);
  }
}

bool EdnReader::readItems(char close, Datum* datum) {
  while (true) {
    if (atEnd()) return fail(std::string("a `") + close + "` is missing");
    if (take(std::string_view(&close, 1)) != 0) return true;
    datum->items.emplace_back();
    if (!readInto(&datum->items.back())) return false;
  }
}

// A set, or a form with a tag.
bool EdnReader::readDispatch(Datum* datum) {
  skip(1);
  if (rest_.starts_with('{')) {
    skip(1);
    datum->kind = Datum::Kind::List;
    return readItems('}', datum);
  }
  Datum tag;
  return readWord(&tag) && readInto(datum);
}

bool EdnReader::readString(Datum* datum) {
  datum->kind = Datum::Kind::String;
  skip(1);
  while (!rest_.empty() && rest_.front() != '"') {
    if (rest_.front() == '\\') {
      if (!readEscape(&datum->text)) return false;
      continue;
    }
    const size_t size = std::min(rest_.find_first_of("\"\\"), rest_.size());
    datum->text += rest_.substr(0, size);
    skip(size);
  }
  if (rest_.empty()) return fail("a string has no end");
  skip(1);
  return true;
}

bool EdnReader::readEscape(std::string* text) {
  constexpr std::string_view kNames = "tnrbf\"\\";
  constexpr std::string_view kCharacters = "\t\n\r\b\f\"\\";
  const char name = rest_.size() > 1 ? rest_[1] : '\0';
  if (name == 'u') {
    const auto code = hexCode(rest_.substr(2, 4));
    if (!code) return fail("`\\u` needs four hexadecimal digits");
    appendUtf8(*code, text);
    skip(6);
    return true;
  }
  const size_t index = kNames.find(name);
  if (index == std::string_view::npos) {
    return fail(
        "an unknown escape in a string: \\t, \\n, \\r, \\b, \\f, \\\", \\\\ and \\uXXXX are "
        "allowed");
  }
  *text += kCharacters[index];
  skip(2);
  return true;
}

bool EdnReader::readWord(Datum* datum) {
  // A character's own name may be a delimiter: `\(`.
  const size_t start = rest_.starts_with('\\') ? 2 : 0;
  const size_t size = std::min(rest_.find_first_of(kDelimiters, start), rest_.size());
  if (size == 0) return fail("a form is missing");
  datum->text = rest_.substr(0, size);
  skip(size);
  if (datum->text == "nil") {
    datum->kind = Datum::Kind::Nil;
  } else if (datum->text == "true" || datum->text == "false") {
    datum->kind = Datum::Kind::Flag;
  } else if (isNumber(datum->text)) {
    datum->kind = Datum::Kind::Number;
  } else if (datum->text[0] == ':') {
    datum->kind = Datum::Kind::Keyword;
    datum->text.erase(0, 1);
  } else {
    datum->kind = Datum::Kind::Symbol;
  }
  return true;
}

}  // namespace notation
