// Whose MP1Node and MP2Node this program has.
#pragma once

namespace cli {

// "starter/": the folder that make was given as SUBMISSION; or which of the files at the root are
// not the ones that this project came with; "" if all are. It is linked with the nodes.
extern const char kNodesOrigin[];

}  // namespace cli
