// A value that was read from JSON or EDN.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace notation {

struct Datum {
  enum class Kind : uint8_t { Nil, Flag, Number, String, Keyword, Symbol, List, Map };

  Kind kind = Kind::Nil;
  // As it is written, of a string its characters, of a keyword its name without the colon.
  std::string text;
  std::vector<Datum> items;  // Of a list; of a map its keys and values in turn.

  // The value of a map's key of this text; null if it has none.
  const Datum* find(std::string_view key) const {
    for (size_t i = 0; i + 1 < items.size(); i += 2) {
      if (items[i].text == key) return &items[i + 1];
    }
    return nullptr;
  }
};

// Deeper lists and maps are refused.
inline constexpr int kDeepestDatum = 100;

}  // namespace notation
