#include "cli/NodesOrigin.h"

namespace cli {

// Defined on the compiler's command line (Makefile).
const char kNodesOrigin[] = NODES_ORIGIN;
const char kGuidedProgram[] = GUIDED_PROGRAM;
const char kMakeGuidedProgram[] = MAKE_GUIDED_PROGRAM;
const char kLiveEngine[] = LIVE_ENGINE;

}  // namespace cli
