#include "notation/JsonReader.h"

#include <algorithm>
#include <cstdint>

#include "notation/Utf8.h"

namespace notation {

namespace {

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20; }

bool isBetween(uint32_t code, uint32_t first, uint32_t last) {
  return code >= first && code <= last;
}

// Removes the digits at the beginning. False: there is none.
bool takeDigits(std::string_view* text) {
  const size_t count = std::min(text->find_first_not_of("0123456789"), text->size());
  text->remove_prefix(count);
  return count > 0;
}

// RFC 8259, section 6. Numbers may be too large for a double: what they mean is the user's
// business.
bool isNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (!takeDigits(&text)) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!takeDigits(&text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!takeDigits(&text)) return false;
  }
  return text.empty();
}

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : rest_(text) {}

  bool read(Datum* datum) {
    if (!readValue(datum, 0)) return false;
    skipBlanks();
    return rest_.empty() || fail("text follows the value");
  }

  const std::string& problem() const { return problem_; }

 private:
  bool fail(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
    return false;
  }

  void skipBlanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
  }

  bool take(char c) {
    skipBlanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool readValue(Datum* datum, int depth) {
    if (depth > kDeepestDatum) return fail("the values are nested too deeply");
    skipBlanks();
    if (rest_.empty()) return fail("a value is missing");
    if (take('{')) return readObject(datum, depth);
    if (take('[')) return readArray(datum, depth);
    if (rest_.front() == '"') return readString(datum);
    return readWord(datum);
  }

  bool readObject(Datum* datum, int depth) {
    datum->kind = Datum::Kind::Map;
    if (take('}')) return true;
    do {
      skipBlanks();
      if (!rest_.starts_with('"')) return fail("a name in quotes is missing");
      datum->items.emplace_back();
      if (!readString(&datum->items.back())) return false;
      if (!take(':')) return fail("a `:` is missing after a name");
      datum->items.emplace_back();
      if (!readValue(&datum->items.back(), depth + 1)) return false;
    } while (take(','));
    return take('}') || fail("a `}` is missing");
  }

  bool readArray(Datum* datum, int depth) {
    datum->kind = Datum::Kind::List;
    if (take(']')) return true;
    do {
      datum->items.emplace_back();
      if (!readValue(&datum->items.back(), depth + 1)) return false;
    } while (take(','));
    return take(']') || fail("a `]` is missing");
  }

  bool readString(Datum* datum) {
    datum->kind = Datum::Kind::String;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\\') {
        if (!readEscape(&datum->text)) return false;
        continue;
      }
      if (isControl(rest_.front())) return fail("a control character in a string");
      datum->text += rest_.front();
      rest_.remove_prefix(1);
    }
    return take('"') || fail("a string has no end");
  }

  bool readEscape(std::string* text) {
    constexpr std::string_view kNames = "tnrbf\"\\/";
    constexpr std::string_view kCharacters = "\t\n\r\b\f\"\\/";
    const char name = rest_.size() > 1 ? rest_[1] : '\0';
    if (name == 'u') return readCodeEscape(text);
    const size_t index = kNames.find(name);
    if (index == std::string_view::npos) return fail("an unknown escape in a string");
    *text += kCharacters[index];
    rest_.remove_prefix(2);
    return true;
  }

  // Characters beyond U+FFFF are two escapes, a surrogate pair. Half of one is no character.
  bool readCodeEscape(std::string* text) {
    uint32_t code = 0;
    if (!readCode(&code)) return false;
    if (isBetween(code, 0xdc00, 0xdfff)) return fail("half of a surrogate pair");
    if (isBetween(code, 0xd800, 0xdbff)) {
      if (!rest_.starts_with("\\u")) return fail("half of a surrogate pair");
      uint32_t low = 0;
      if (!readCode(&low)) return false;
      if (!isBetween(low, 0xdc00, 0xdfff)) return fail("half of a surrogate pair");
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    appendUtf8(code, text);
    return true;
  }

  // `\u` and its digits.
  bool readCode(uint32_t* code) {
    const auto number = hexCode(rest_.substr(2, 4));
    if (!number) return fail("`\\u` needs four hexadecimal digits");
    *code = *number;
    rest_.remove_prefix(6);
    return true;
  }

  bool readWord(Datum* datum) {
    const size_t size = std::min(rest_.find_first_of(" \t\r\n,:]}[{\""), rest_.size());
    datum->text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    if (datum->text == "null") return true;
    if (datum->text == "true" || datum->text == "false") {
      datum->kind = Datum::Kind::Flag;
      return true;
    }
    datum->kind = Datum::Kind::Number;
    return isNumber(datum->text) || fail("`" + datum->text.substr(0, 40) + "` is no value");
  }

  std::string_view rest_;
  std::string problem_;
};

}  // namespace

std::optional<Datum> readJson(std::string_view text, std::string* problem) {
  JsonReader reader(text);
  Datum datum;
  if (reader.read(&datum)) return datum;
  *problem = reader.problem();
  return std::nullopt;
}

}  // namespace notation
