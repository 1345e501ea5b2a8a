#include "check/base/Wording.h"

namespace check {

std::string listText(const std::vector<int32_t>& numbers) {
  std::string text;
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) text += i + 1 == numbers.size() ? " and " : ", ";
    text += std::to_string(numbers[i]);
  }
  return text;
}

std::string peersText(const std::vector<int32_t>& peers) {
  return (peers.size() == 1 ? "peer " : "peers ") + listText(peers);
}

std::string numbered(size_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string countText(size_t count, const char* one, const char* many) {
  return count == 0 ? std::string("no ") + one : numbered(count, one, many);
}

std::string printable(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string result;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte >= ' ' && byte <= '~' && byte != '\\') {
      result += character;
    } else {
      result += {'\\', 'x', kDigits[byte / 16], kDigits[byte % 16]};
    }
  }
  return result;
}

}  // namespace check
