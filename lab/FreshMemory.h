// Memory for a submission's nodes. In the course's framework they are made first of all, where
// nothing has been yet: a member that a node's constructor forgets is zero there in each run. Ours
// has read a conf and its options by then, and would hand out what they left behind.
#pragma once

#include <cstddef>

namespace lab {

// Zero in every byte, or what disturbMemory() chose: that member is then found. To be freed by
// ::operator delete.
void* freshMemory(size_t bytes);

}  // namespace lab
