// Demers et al. 1987, tables 1 and 2: a rumour among 1000 sites, pushed, for k = 1 ... 5: how many
// never receive it, how often it is sent, and how long it takes.
#pragma once

#include <functional>

#include "bench/papers/Report.h"

namespace papers {

// Simulates `share` of the rumours that `make papers` simulates for a cell, but at least one.
// `share` is above 0.
Report runRumourExperiment(
    double share, const std::function<void()>& onStep = [] {});

}  // namespace papers
