// The schedule language: one event a line, `#` starts a comment. docs/schedules.md explains it.
//
//   peers 3
//   at 150 crash 2
//   at 180 restart 2                          (without memory)
//   at 180 restart 2 with memory
//   at 120 join 4
//   at 300 leave 1
//   from 150 to 158 pause 3
//   from 150 to 200 full disk 3              (of a store that has one)
//   at 150 corrupt disk 3
//   from 150 to 200 slow 3 by 2
//   from 150 to 300 drop 0.3                  (all links)
//   from 150 to 300 drop 0.3 on 1,2 > 3       (from 1 and 2 to 3; * = all)
//   from 150 to 300 delay 0.5 by 1..4 on * > 2
//   from 150 to 300 duplicate 0.2
//   from 150 to 300 reorder 0.2 by 3
//   from 150 to 300 corrupt 0.01
//   from 150 to 158 partition 1,2 | 3         (a peer in both = a bridge)
//   from 150 to 158 partition 1 > 2,3         (one way)
//   from 150 to 158 isolate 3                 (short for: 3 | all others)
//   at 300 heal
//   at 152 drop store message 1 > 2 #1        (delay … by 3, duplicate, corrupt; membership)
//   at 100 client 1 on 2 create key1 value1
//   at 150 client 1 on 3 read key1            (update K V, delete K)
//
// A key or value that has blanks, `#`, `"` or `\` in it is written in double quotes, with \"
// \\ \xHH. Bytes beyond ASCII are read as they are, in quotes or not, and printed as \xHH in
// quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/Schedule.h"

namespace lab {

// Each thing that is wrong adds a line `file:line: what, what is allowed` to *errors. Peers are
// checked against 1 … groupSize (or the file's own `peers`). A file without any line but comments
// is wrong; `peers` alone is not. The result is sorted by tick, and each event knows its line.
Schedule readScheduleFile(const std::string& path, int groupSize, std::vector<std::string>* errors);
Schedule readScheduleText(std::string_view text, const std::string& name, int groupSize,
                          std::vector<std::string>* errors);

// The note of a fault that did nothing in a run. REQUIRES: the fault is of a file.
IneffectiveEvent ineffectiveFault(const Fault& fault, const std::string& reason);

// One line each, as above; reading them back gives an equal value.
std::string faultText(const Fault& fault);
std::string operationText(const ClientOperation& operation);

// The whole file, faults and operations in one list by tick.
std::string scheduleText(const Schedule& schedule);

}  // namespace lab
