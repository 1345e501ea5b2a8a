#include "search/guided/Features.h"

#include <charconv>

namespace search {

namespace {

constexpr size_t kDigits = 8;  // Of a feature.
constexpr int kBase = 16;

}  // namespace

std::string featureText(const Features& features) {
  constexpr char kDigit[] = "0123456789abcdef";
  std::string text;
  text.reserve(features.size() * kDigits);
  for (const Feature feature : features) {
    for (int shift = 28; shift >= 0; shift -= 4) text += kDigit[feature >> shift & 15];
  }
  return text;
}

Features readFeatures(std::string_view text) {
  Features features;
  for (; text.size() >= kDigits; text.remove_prefix(kDigits)) {
    Feature feature = 0;
    std::from_chars(text.data(), text.data() + kDigits, feature, kBase);
    features.push_back(feature);
  }
  return features;
}

Features FeatureSet::add(const Features& features) {
  Features added;
  for (const Feature feature : features) {
    if (!features_.insert(feature).second) continue;
    added.push_back(feature);
    ++counts_[static_cast<size_t>(kindOf(feature))];
  }
  return added;
}

}  // namespace search
