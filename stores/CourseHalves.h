// The two halves of a course peer, each made where its class is known: MP1Node in
// CourseMembership.cpp, MP2Node in CourseStore.cpp. They are apart because each is compiled as its
// node is, and the two nodes of a submission may be of different editions or declare the same
// names.
#ifndef STORES_COURSEHALVES_H_
#define STORES_COURSEHALVES_H_

#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "stores/PeerHalves.h"

// Both are made for good: see makePeerNodes. They borrow their arguments.
MembershipHalf makeCourseMembership(Params* params, EmulNet* net, Log* log, Address* address);
StoreHalf makeCourseStore(Member* member, Params* params, EmulNet* net, Log* log, Address* address);

#endif
