// The state of one peer as its membership and key-value nodes share it: its address, its list of
// members, its queues of received messages.
#ifndef MEMBER_H_
#define MEMBER_H_

#include "stdincludes.h"

// One received message in a queue. Does not own `elt`: the code that takes the element out of the
// queue may free() it, as it comes from malloc (EmulNet::ENrecv). Copies refer to the same buffer.
class q_elt {
 public:
  void* elt;
  int size;  // Bytes.

  q_elt(void* elt, int size) : elt(elt), size(size) {}
};

// The address of a peer, in the six bytes that travel in messages. Plain bytes: it may be copied
// with memcpy.
class Address {
 public:
  char addr[6];  // 0-3: the id as a native int; 4-5: the port as a native short.

  // The bytes are as sim/UnsetFields.h says: by default id 0 and port 0, which no peer has.
  Address();
  // Not trivial, as the course's: a function would else return an Address in a register and not in
  // its caller's memory, which shows in submissions that write beyond the six bytes. So the class
  // must not default it.
  Address(const Address& anotherAddress);

  // From `id:port`, as the course reads it: split at the first colon, each number read as stoi
  // does, the port cut to 16 bits; a text without a colon is both numbers. Throws
  // std::invalid_argument or std::out_of_range, as stoi does.
  Address(string address);

  Address& operator=(const Address& anotherAddress);

  // const, unlike the course's, or C++20 would find its mirror image as good a match.
  bool operator==(const Address& anotherAddress) const {
    return memcmp(addr, anotherAddress.addr, sizeof(addr)) == 0;
  }

  // `id:port`
  string getAddress();

#ifdef COURSE_EDITION_2020
  string getAddress() const { return Address(*this).getAddress(); }
  bool operator!=(const Address& anotherAddress) const { return !(*this == anotherAddress); }
#endif

  // Back to id 0 and port 0.
  void init() { memset(addr, 0, sizeof(addr)); }
};

// Defaulted, because submissions are compiled without optimisation: memcpy would be called, and
// after it has copied six bytes as two overlapping words, reading them stalls the processor.
inline Address::Address(const Address& anotherAddress) = default;
inline Address& Address::operator=(const Address& anotherAddress) = default;

// One line of a membership list. What the heartbeat counts and when the timestamp (ticks) was taken
// is the membership protocol's affair.
class MemberListEntry {
 public:
  int id;
  short port;
  long heartbeat;
  long timestamp;

  MemberListEntry(int id, short port, long heartbeat, long timestamp)
      : id(id), port(port), heartbeat(heartbeat), timestamp(timestamp) {}
  // Heartbeat and timestamp 0.
  MemberListEntry(int id, short port) : MemberListEntry(id, port, 0, 0) {}
  // All 0.
  MemberListEntry() : MemberListEntry(0, 0) {}
  // Not trivial for the same reason as Address's.
  MemberListEntry(const MemberListEntry& anotherEntry);
  MemberListEntry& operator=(const MemberListEntry& anotherEntry);

  int getid() { return id; }
  short getport() { return port; }
  long getheartbeat() { return heartbeat; }
  long gettimestamp() { return timestamp; }
  void setid(int id) { this->id = id; }
  void setport(short port) { this->port = port; }
  void setheartbeat(long heartbeat) { this->heartbeat = heartbeat; }
  void settimestamp(long timestamp) { this->timestamp = timestamp; }
};

inline MemberListEntry::MemberListEntry(const MemberListEntry& anotherEntry) = default;
inline MemberListEntry& MemberListEntry::operator=(const MemberListEntry& anotherEntry) = default;

// One peer. Plain data that the peer's two nodes write and the framework reads.
// Ownership: owns its lists, but not the buffers in its queues; destroying it frees none of them.
class Member {
 public:
  Address addr;
  bool inited;   // The membership node has been set up.
  bool inGroup;  // The peer has joined; until then it takes no part in the store.
  bool bFailed;  // The peer has crashed: it is not called any more.
  // For the membership protocol, which alone knows what it counts in them.
  int nnb;
  long heartbeat;
  int pingCounter;
  int timeOutCounter;
  vector<MemberListEntry> memberList;
  vector<MemberListEntry>::iterator myPos;  // The peer's own entry, if the protocol keeps it so.
  queue<q_elt> mp1q;                        // Received by the membership node.
  queue<q_elt> mp2q;                        // Received by the key-value node.

  // False and 0 throughout, empty lists, myPos at the list's begin.
  Member();

  // A copy has all of the other's state, in lists of its own. Only myPos is not taken over: it
  // is the begin of the copy's list, as the other's may dangle. The buffers in the queues
  // are shared with the other.
  Member(const Member& anotherMember);
  Member& operator=(const Member& anotherMember);

  virtual ~Member() {}
};

#ifdef COURSE_EDITION_2014a
#include "EnMsg.h"

enum MsgTypes : int { JOINREQ, JOINREP, UPDATEREQ, UPDATEREP, DUMMYLASTMSGTYPE };

// What a membership message begins with.
typedef struct MessageHdr {
  enum MsgTypes msgType;
} MessageHdr;
#endif

#endif  // MEMBER_H_
