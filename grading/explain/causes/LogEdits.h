// Experiments with the log: lines of one operation are changed, and all others stay.
#pragma once

#include <functional>

#include "grading/explain/causes/Cause.h"

namespace grading {

// Each takes a copy of the story, whose evidence must outlive the edit.

// The coordinator has one result, in time.
Edit resultBe(const Story& story, bool success);

// These peers have one line each as servers, in time.
Edit answersBe(const Story& story, const Peers& peers, bool success);

// The lines of servers and coordinator for which `isMeant` are gone.
Edit linesBeGone(const Story& story, std::function<bool(const LogLine&)> isMeant);

// Of the lines of the same peer, role and kind, the first alone is left.
Edit repeatsBeGone(const Story& story);

// All lines of the operation that name another value have the right one.
Edit valuesBeRight(const Story& story);

// What the replicas and the coordinator log where all goes well.
Edit asIfServed(const Story& story);

Edit both(Edit first, Edit second);

}  // namespace grading
