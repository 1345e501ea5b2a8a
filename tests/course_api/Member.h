// Declarations only: addresses, membership list entries and the state of one peer.
#ifndef COURSE_API_MEMBER_H_
#define COURSE_API_MEMBER_H_

#include "stdincludes.h"

class q_elt {
 public:
  void* elt;
  int size;
  q_elt(void* elt, int size);
};

class Address {
 public:
  char addr[6];  // 0-3: the id as a native int; 4-5: the port as a native short.
  Address();     // May leave `addr` unset; call init().
  Address(const Address& anotherAddress);
  Address(string address);  // "id:port"
  Address& operator=(const Address& anotherAddress);
#ifdef COURSE_EDITION_2020
  bool operator==(const Address& anotherAddress) const;
  bool operator!=(const Address& anotherAddress) const;
  string getAddress() const;
#else
  bool operator==(const Address& anotherAddress);
  string getAddress();
#endif
  void init();
};

class MemberListEntry {
 public:
  int id;
  short port;
  long heartbeat;
  long timestamp;
  MemberListEntry(int id, short port, long heartbeat, long timestamp);
  MemberListEntry(int id, short port);
  MemberListEntry();
  MemberListEntry(const MemberListEntry& anotherEntry);
  MemberListEntry& operator=(const MemberListEntry& anotherEntry);
  int getid();
  short getport();
  long getheartbeat();
  long gettimestamp();
  void setid(int id);
  void setport(short port);
  void setheartbeat(long heartbeat);
  void settimestamp(long timestamp);
};

class Member {
 public:
  Address addr;
  bool inited;
  bool inGroup;
  bool bFailed;
  int nnb;
  long heartbeat;
  int pingCounter;
  int timeOutCounter;
  vector<MemberListEntry> memberList;
  vector<MemberListEntry>::iterator myPos;
  queue<q_elt> mp1q;
  queue<q_elt> mp2q;
  Member();
  Member(const Member& anotherMember);
  Member& operator=(const Member& anotherMember);
  virtual ~Member();
};

#ifdef COURSE_EDITION_2014a
enum MsgTypes { JOINREQ, JOINREP, UPDATEREQ, UPDATEREP, DUMMYLASTMSGTYPE };

typedef struct MessageHdr {
  enum MsgTypes msgType;
} MessageHdr;

typedef struct en_msg {
  int size;
  Address from;
  Address to;
} en_msg;
#endif

#endif  // COURSE_API_MEMBER_H_
