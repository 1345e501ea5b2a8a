// Builds JSON from its parts, each of which is JSON already or becomes JSON here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notation/Escaping.h"

namespace notation {

// An object's members, in the order of the add calls, a line each.
class JsonObject {
 public:
  // `json` is a JSON value.
  JsonObject& add(std::string_view name, const std::string& json) {
    members_.push_back(jsonString(name) + ": " + json);
    return *this;
  }
  JsonObject& addText(std::string_view name, std::string_view text) {
    return add(name, jsonString(text));
  }
  JsonObject& addNumber(std::string_view name, double number, int places = 2) {
    return add(name, decimalText(number, places));
  }
  // Not addNumber(), so that a 64-bit seed keeps all its digits.
  template <typename Integer>
  JsonObject& addInteger(std::string_view name, Integer number) {
    return add(name, std::to_string(number));
  }
  JsonObject& addFlag(std::string_view name, bool flag) {
    return add(name, flag ? "true" : "false");
  }

  std::string text() const;

  // The same in one line, if its members are.
  std::string lineText() const;

 private:
  std::vector<std::string> members_;
};

// The values, each on lines of its own.
std::string jsonArray(const std::vector<std::string>& values);

}  // namespace notation
