// Finds what a node's class says of its messages. C++11: the files that make the nodes include
// this.
#ifndef STORES_DESCRIBER_H_
#define STORES_DESCRIBER_H_

#include <string>

#include "stores/PeerHalves.h"

template <typename Node>
std::string describeBy(const char* data, int size) {
  return Node::describe(data, size);
}

// The class's `static string describe(const char* data, int size)`.
template <typename Node>
auto describerOf(int) -> decltype(std::string(Node::describe(static_cast<const char*>(nullptr), 0)),
                                  DescribeMessage()) {
  return &describeBy<Node>;
}

// It has none that can be called.
template <typename Node>
DescribeMessage describerOf(long) {
  return nullptr;
}

#endif
