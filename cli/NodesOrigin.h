// Whose MP1Node and MP2Node this program has.
#pragma once

namespace cli {

// "starter/": the folder that make was given as SUBMISSION; or which of the files at the root are
// not the ones that this project came with; "" if all are. It is linked with the nodes.
extern const char kNodesOrigin[];

// The program with the same nodes, compiled so that they tell what they reach, as a path from the
// project's folder.
extern const char kGuidedProgram[];

// The shell's command that makes it, in the project's folder.
extern const char kMakeGuidedProgram[];

// The elements that make a page live, with the same nodes; likewise. `make playground` makes them.
extern const char kLiveEngine[];

}  // namespace cli
