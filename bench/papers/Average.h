// The mean of a sample and its standard error, added up as the sample comes in.
#pragma once

#include <cmath>

namespace papers {

class Average {
 public:
  void add(double value) {
    ++count_;
    const double distance = value - mean_;
    mean_ += distance / static_cast<double>(count_);
    squares_ += distance * (value - mean_);
  }

  long count() const { return count_; }

  // 0 for an empty sample.
  double mean() const { return mean_; }

  // The standard error of mean(), 0 for fewer than two values.
  double standardError() const {
    if (count_ < 2) return 0;
    const double count = static_cast<double>(count_);
    return std::sqrt(squares_ / (count - 1) / count);
  }

 private:
  long count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // The sum of the squared distances from the mean.
};

}  // namespace papers
