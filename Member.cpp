#include "Member.h"

#include <limits>

#include "NumberText.h"

namespace {

const size_t kIdOffset = 0;
const size_t kPortOffset = sizeof(int);

// The number that `text` begins with, or 0 if there is none that fits.
template <typename Number>
Number numberOrZero(const string& text) {
  long number = 0;
  readLeadingNumber(text, numeric_limits<Number>::min(), numeric_limits<Number>::max(), &number);
  return static_cast<Number>(number);
}

}  // namespace

static_assert(sizeof(Address) == sizeof(int) + sizeof(short),
              "an address is the six bytes that submissions copy into their messages");

Address::Address(string address) : addr() {
  const size_t colon = address.find(':');
  const int id = numberOrZero<int>(address.substr(0, colon));
  memcpy(addr + kIdOffset, &id, sizeof(id));
  if (colon == string::npos) return;
  const short port = numberOrZero<short>(address.substr(colon + 1));
  memcpy(addr + kPortOffset, &port, sizeof(port));
}

string Address::getAddress() {
  int id = 0;
  short port = 0;
  memcpy(&id, addr + kIdOffset, sizeof(id));
  memcpy(&port, addr + kPortOffset, sizeof(port));
  return to_string(id) + ":" + to_string(port);
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
