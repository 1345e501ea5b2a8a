#include "tests/mutants/Reviews.h"

#include <algorithm>
#include <utility>

#include "host/Lines.h"

namespace mutants {

namespace {

// Reads one review, line by line.
class ReviewReader {
 public:
  // Returns what is wrong with the line, or "".
  std::string take(std::string_view line, size_t number) {
    if (count_ == 0) return begin(line, number);
    if (count_ == 1) return takeChange(line, "- ", &review_.before);
    if (count_ == 2) return takeChange(line, "+ ", &review_.after);
    if (!review_.reason.empty()) review_.reason.push_back(' ');
    review_.reason.append(line);
    return "";
  }

  bool hasBegun() const { return count_ > 0; }
  std::string whyIncomplete() const {
    if (count_ < 3) return "the review has no `- ` and `+ ` line";
    return review_.reason.empty() ? "the review has no reason" : "";
  }

  Review end() {
    count_ = 0;
    return std::exchange(review_, Review());
  }

 private:
  std::string begin(std::string_view line, size_t number) {
    const size_t space = std::min(line.find(' '), line.size());
    review_.line = number;
    review_.verdict = line.substr(0, space);
    review_.function = line.substr(std::min(space + 1, line.size()));
    count_ = 1;
    const bool isVerdict = review_.verdict == "equivalent" || review_.verdict == "harmless";
    if (isVerdict && !review_.function.empty()) return "";
    return "`equivalent FUNCTION` or `harmless FUNCTION` is expected";
  }

  std::string takeChange(std::string_view line, std::string_view mark, std::string* text) {
    ++count_;
    if (!line.starts_with(mark))
      return "a line that begins with `" + std::string(mark) + "` is expected";
    *text = line.substr(mark.size());
    return "";
  }

  Review review_ = {};
  int count_ = 0;  // Lines before the reason.
};

}  // namespace

std::vector<Review> readReviews(std::string_view text, const std::string& path,
                                std::vector<std::string>* errors) {
  std::vector<Review> reviews;
  ReviewReader reader;
  const auto refuse = [&](size_t line, const std::string& reason) {
    if (!reason.empty()) errors->push_back(path + ":" + std::to_string(line) + ": " + reason);
  };
  for (size_t number = 1; !text.empty() || reader.hasBegun(); ++number) {
    const std::string_view line = host::takeLine(&text);
    if (line.starts_with("#")) continue;
    if (!line.empty()) {
      refuse(number, reader.take(line, number));
    } else if (reader.hasBegun()) {
      refuse(number, reader.whyIncomplete());
      reviews.push_back(reader.end());
    }
  }
  return reviews;
}

const Review* reviewOf(const Mutant& mutant, const std::vector<Review>& reviews) {
  const auto found = std::find_if(reviews.begin(), reviews.end(), [&](const Review& review) {
    return review.function == mutant.function && review.before == mutant.before &&
           review.after == mutant.after;
  });
  return found == reviews.end() ? nullptr : &*found;
}

}  // namespace mutants
