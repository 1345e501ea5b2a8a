// A run of the laboratory before it begins: what the conf says, as a schedule.
#ifndef LABORATORY_H_
#define LABORATORY_H_

#include <string>
#include <vector>

#include "Params.h"
#include "lab/Schedule.h"

// The schedule of a run over `params`, of which the seed is one: FAULTS drawn or read from the
// file, WORKLOAD drawn, unless the file has operations of its own. Its `peers` is the group's size,
// for the course's runs, too. Each thing that is wrong with the file adds a line to *errors.
lab::Schedule makeSchedule(const Params& params, std::vector<std::string>* errors);

// The settings that do nothing in a run over `params`, whose schedule is this, though they look as
// if they did: a sentence each.
std::vector<std::string> settingsWithoutEffect(const Params& params, const lab::Schedule& schedule);

// The tick at which a laboratory run ends, not included: SETTLE_TICKS after FAULT_STOP and the last
// fault, or, if the operations go on for longer than that leaves time for, after the last of them.
int endOfRun(const Params& params, const lab::Schedule& schedule);

// The tick at which the store has to have settled: the faults have been over for long, and the
// probe, whose reads would repair what has not, has not begun.
int settlesBy(const Params& params, const lab::Schedule& schedule);

#endif
