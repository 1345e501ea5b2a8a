#include "grading/explain/causes/Cause.h"

#include <utility>

namespace grading {

Cause provenBy(Cause cause, std::initializer_list<lab::WhatIf> experiments) {
  for (const lab::WhatIf what : experiments) cause.experiments.push_back(supposing(what));
  return cause;
}

Cause provenBy(Cause cause, std::string edited, Edit edit) {
  cause.edited = std::move(edited);
  cause.edit = std::move(edit);
  return cause;
}

}  // namespace grading
