// The two halves of a course peer, each made where its class is known: MP1Node in
// CourseMembership.cpp, MP2Node in CourseStore.cpp. They are apart because each is compiled as its
// node is, and the two nodes of a submission may be of different editions or declare the same
// names.
#ifndef STORES_COURSEHALVES_H_
#define STORES_COURSEHALVES_H_

#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "sim/Prefetch.h"
#include "stores/MembershipNode.h"
#include "stores/StoreNode.h"

struct CourseMembership {
  MembershipNode* node;
  Member* member;
  sim::MemoryBlock memory;  // The MP1Node behind `node`.
};

struct CourseStore {
  StoreNode* node;
  sim::MemoryBlock memory;  // The MP2Node behind `node`.
};

// Both are made for good: see makeCourseNodes. They borrow their arguments.
CourseMembership makeCourseMembership(Params* params, EmulNet* net, Log* log, Address* address);
CourseStore makeCourseStore(Member* member, Params* params, EmulNet* net, Log* log,
                            Address* address);

#endif
