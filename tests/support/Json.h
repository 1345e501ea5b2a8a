// A strict reader of JSON (RFC 8259), so that tests need not trust the writer: a text that is not
// JSON throws std::runtime_error. Members of an object keep their order; names must differ.
#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace json_test {

struct Json {
  enum Kind { Null, Boolean, Number, String, Array, Object };
  Kind kind = Null;
  bool boolean = false;
  double number = 0;
  std::string string;
  std::vector<Json> array;
  std::vector<std::pair<std::string, Json>> object;

  bool has(std::string_view name) const {
    for (const auto& [known, value] : object) {
      if (known == name) return true;
    }
    return false;
  }
  const Json& operator[](std::string_view name) const {
    for (const auto& [known, value] : object) {
      if (known == name) return value;
    }
    throw std::runtime_error("no member " + std::string(name));
  }
  std::string names() const {
    std::string list;
    for (const auto& [name, value] : object) list += (list.empty() ? "" : " ") + name;
    return list;
  }
};

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Json readAll() {
    Json value = readValue();
    skipBlanks();
    if (at_ != text_.size()) fail("something follows");
    return value;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("byte " + std::to_string(at_) + ": " + what);
  }
  char peek() const {
    if (at_ == text_.size()) fail("the text ends");
    return text_[at_];
  }
  char take() {
    const char next = peek();
    ++at_;
    return next;
  }
  void skipBlanks() { at_ = std::min(text_.find_first_not_of(" \t\n\r", at_), text_.size()); }
  void expect(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) fail("expected " + std::string(word));
    at_ += word.size();
  }

  Json readValue() {
    skipBlanks();
    Json value;
    switch (peek()) {
      case '{': readObject(&value); break;
      case '[': readArray(&value); break;
      case '"':
        value.kind = Json::String;
        value.string = readString();
        break;
      case 't':
      case 'f':
        value.kind = Json::Boolean;
        value.boolean = peek() == 't';
        expect(value.boolean ? "true" : "false");
        break;
      case 'n': expect("null"); break;
      default: value.kind = Json::Number; value.number = readNumber();
    }
    return value;
  }

  void readObject(Json* value) {
    value->kind = Json::Object;
    if (isEmpty('}')) return;
    do {
      skipBlanks();
      std::string name = readString();
      if (value->has(name)) fail("a second " + name);
      skipBlanks();
      expect(":");
      value->object.emplace_back(std::move(name), readValue());
    } while (hasNext('}'));
  }

  void readArray(Json* value) {
    value->kind = Json::Array;
    if (isEmpty(']')) return;
    do {
      value->array.push_back(readValue());
    } while (hasNext(']'));
  }

  bool isEmpty(char close) {
    take();
    skipBlanks();
    if (peek() != close) return false;
    take();
    return true;
  }

  bool hasNext(char close) {
    skipBlanks();
    const char next = take();
    if (next != ',' && next != close) fail("expected , or the end");
    return next == ',';
  }

  double readNumber() {
    const size_t start = at_;
    if (peek() == '-') take();
    if (peek() == '0') {
      take();
    } else {
      readDigits();
    }
    if (at_ < text_.size() && peek() == '.') {
      take();
      readDigits();
    }
    if (at_ < text_.size() && (peek() == 'e' || peek() == 'E')) {
      take();
      if (peek() == '+' || peek() == '-') take();
      readDigits();
    }
    return std::strtod(std::string(text_.substr(start, at_ - start)).c_str(), nullptr);
  }
  void readDigits() {
    const size_t start = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    if (at_ == start) fail("expected a digit");
  }

  std::string readString() {
    expect("\"");
    std::string string;
    while (peek() != '"') {
      const auto byte = static_cast<unsigned char>(take());
      if (byte < 0x20) fail("a control character");
      if (byte == '\\') {
        readEscape(&string);
      } else if (byte < 0x80) {
        string += static_cast<char>(byte);
      } else {
        readCharacter(byte, &string);
      }
    }
    take();
    return string;
  }

  // The rest of a character of several bytes: by its number, so that over-long forms show.
  void readCharacter(unsigned char lead, std::string* string) {
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    uint32_t code = lead & (0x3F >> more);
    if (lead < 0xC0 || lead >= 0xF8) fail("no UTF-8");
    *string += static_cast<char>(lead);
    for (int i = 0; i < more; ++i) {
      const auto byte = static_cast<unsigned char>(take());
      if ((byte & 0xC0) != 0x80) fail("no UTF-8");
      code = code << 6 | (byte & 0x3F);
      *string += static_cast<char>(byte);
    }
    constexpr uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    if (code < kLeast[more] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
      fail("no UTF-8");
    }
  }

  void readEscape(std::string* string) {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char kind = take();
    const size_t index = kEscapes.find(kind);
    if (index != std::string_view::npos) {
      *string += kMeanings[index];
      return;
    }
    if (kind != 'u') fail("no escape");
    const std::string digits(text_.substr(at_, 4));
    if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos ||
        digits.size() != 4) {
      fail("expected four digits");
    }
    at_ += 4;
    const long code = std::strtol(digits.c_str(), nullptr, 16);
    // The writer has no need of others.
    if (code >= 0x80) fail("an escape above ASCII");
    *string += static_cast<char>(code);
  }

  const std::string_view text_;
  size_t at_ = 0;
};

inline Json readJson(std::string_view text) { return JsonReader(text).readAll(); }

}  // namespace json_test
