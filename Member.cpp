#include "Member.h"

#include "CourseText.h"
#include "Endpoints.h"
#include "sim/UnsetFields.h"

static_assert(sizeof(Address) == sizeof(int) + sizeof(short),
              "an address is the six bytes that submissions copy into their messages");

Address::Address() { sim::fillUnset(sim::UnsetField::AddressBytes, addr, sizeof addr); }

Address::Address(string address) : addr() {
  int id = 0;
  short port = 0;
  course::throwUnreadable(course::readAddressText(address, &id, &port), "Address", address);
  *this = addressOf({id, port});
}

string Address::getAddress() {
  const sim::Endpoint endpoint = endpointOf(*this);
  return to_string(endpoint.id) + ":" + to_string(endpoint.port);
}

Member::Member()
    : inited(false),
      inGroup(false),
      bFailed(false),
      nnb(0),
      heartbeat(0),
      pingCounter(0),
      timeOutCounter(0),
      myPos(memberList.begin()) {}

Member::Member(const Member& anotherMember) : Member() { *this = anotherMember; }

Member& Member::operator=(const Member& anotherMember) {
  if (this == &anotherMember) return *this;
  addr = anotherMember.addr;
  inited = anotherMember.inited;
  inGroup = anotherMember.inGroup;
  bFailed = anotherMember.bFailed;
  nnb = anotherMember.nnb;
  heartbeat = anotherMember.heartbeat;
  pingCounter = anotherMember.pingCounter;
  timeOutCounter = anotherMember.timeOutCounter;
  memberList = anotherMember.memberList;
  // Not the same index: to compute it from a dangling iterator would be undefined.
  myPos = memberList.begin();
  mp1q = anotherMember.mp1q;
  mp2q = anotherMember.mp2q;
  return *this;
}
