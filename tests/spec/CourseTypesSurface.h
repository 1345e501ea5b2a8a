// The course's API of the support classes, demanded piece by piece at compile time. C++11.
// It holds for the root headers and for tests/course_api alike: whichever comes first on the
// include path is what is checked, in the edition that COURSE_EDITION_* says.
#ifndef TESTS_SPEC_COURSETYPESSURFACE_H_
#define TESTS_SPEC_COURSETYPESSURFACE_H_

#include "EmulNet.h"
#include "HashTable.h"
#include "Message.h"
#include "Node.h"
#include "Queue.h"

#include <type_traits>
#include <utility>

// A data member, or a member function that is not overloaded, of exactly this type.
#define MEMBER_IS(member, ...) \
  static_assert(is_same<decltype(&member), __VA_ARGS__>::value, "another type: " #member)
#define CONSTRUCTS(...) \
  static_assert(is_constructible<__VA_ARGS__>::value, "no constructor " #__VA_ARGS__)
#define COPIES(Class)                                                       \
  static_assert(is_copy_constructible<Class>::value, "no copy of " #Class); \
  static_assert(is_assignable<Class&, const Class&>::value, "no assignment of " #Class)
#define CONVERTS(From, To) \
  static_assert(is_convertible<From, To>::value, "no conversion from " #From " to " #To)

// stdincludes.h: the using-directive is needed to read this file at all.
static_assert(RING_SIZE == 512, "RING_SIZE");
static_assert(FAILURE == -1, "FAILURE");
static_assert(SUCCESS == 0, "SUCCESS");
static_assert(DEBUGLOG == 1, "DEBUGLOG");
STDCLLBKRET callbackOfTheCourse STDCLLBKARGS;
static_assert(is_same<decltype(callbackOfTheCourse), void(void*, char*, int)>::value,
              "STDCLLBKARGS");

// common.h
static_assert(is_same<decltype(g_transID), int>::value, "g_transID");
static_assert(CREATE == 0 && READ == 1 && UPDATE == 2 && DELETE == 3 && REPLY == 4 &&
                  READREPLY == 5,
              "message types");
static_assert(MessageType::CREATE == CREATE, "message types, qualified");
static_assert(PRIMARY == 0 && SECONDARY == 1 && TERTIARY == 2, "replica types");
static_assert(ReplicaType::TERTIARY == TERTIARY, "replica types, qualified");
CONVERTS(MessageType, int);
CONVERTS(ReplicaType, int);
static_assert(is_same<decltype(to_string(MessageType())), string>::value, "to_string(type)");
static_assert(is_same<decltype(to_string(ReplicaType())), string>::value, "to_string(replica)");

// Member.h
MEMBER_IS(q_elt::elt, void* q_elt::*);
MEMBER_IS(q_elt::size, int q_elt::*);
CONSTRUCTS(q_elt, void*, int);
COPIES(q_elt);

MEMBER_IS(Address::addr, char (Address::*)[6]);
static_assert(sizeof(Address) == 6, "an address is six bytes");
CONSTRUCTS(Address);
CONSTRUCTS(Address, string);
CONVERTS(string, Address);
COPIES(Address);
static_assert(is_same<decltype(declval<Address&>() == declval<const Address&>()), bool>::value,
              "Address::operator==");
static_assert(is_same<decltype(declval<Address&>().getAddress()), string>::value,
              "Address::getAddress");
MEMBER_IS(Address::init, void (Address::*)());

MEMBER_IS(MemberListEntry::id, int MemberListEntry::*);
MEMBER_IS(MemberListEntry::port, short MemberListEntry::*);
MEMBER_IS(MemberListEntry::heartbeat, long MemberListEntry::*);
MEMBER_IS(MemberListEntry::timestamp, long MemberListEntry::*);
CONSTRUCTS(MemberListEntry, int, short, long, long);
CONSTRUCTS(MemberListEntry, int, short);
CONSTRUCTS(MemberListEntry);
COPIES(MemberListEntry);
MEMBER_IS(MemberListEntry::getid, int (MemberListEntry::*)());
MEMBER_IS(MemberListEntry::getport, short (MemberListEntry::*)());
MEMBER_IS(MemberListEntry::getheartbeat, long (MemberListEntry::*)());
MEMBER_IS(MemberListEntry::gettimestamp, long (MemberListEntry::*)());
MEMBER_IS(MemberListEntry::setid, void (MemberListEntry::*)(int));
MEMBER_IS(MemberListEntry::setport, void (MemberListEntry::*)(short));
MEMBER_IS(MemberListEntry::setheartbeat, void (MemberListEntry::*)(long));
MEMBER_IS(MemberListEntry::settimestamp, void (MemberListEntry::*)(long));

MEMBER_IS(Member::addr, Address Member::*);
MEMBER_IS(Member::inited, bool Member::*);
MEMBER_IS(Member::inGroup, bool Member::*);
MEMBER_IS(Member::bFailed, bool Member::*);
MEMBER_IS(Member::nnb, int Member::*);
MEMBER_IS(Member::heartbeat, long Member::*);
MEMBER_IS(Member::pingCounter, int Member::*);
MEMBER_IS(Member::timeOutCounter, int Member::*);
MEMBER_IS(Member::memberList, vector<MemberListEntry> Member::*);
MEMBER_IS(Member::myPos, vector<MemberListEntry>::iterator Member::*);
MEMBER_IS(Member::mp1q, queue<q_elt> Member::*);
MEMBER_IS(Member::mp2q, queue<q_elt> Member::*);
CONSTRUCTS(Member);
COPIES(Member);
static_assert(has_virtual_destructor<Member>::value, "~Member");

// Queue.h
CONSTRUCTS(Queue);
MEMBER_IS(Queue::enqueue, bool (*)(queue<q_elt>*, void*, int));
static_assert(has_virtual_destructor<Queue>::value, "~Queue");

// Node.h
MEMBER_IS(Node::nodeAddress, Address Node::*);
MEMBER_IS(Node::nodeHashCode, size_t Node::*);
// A std::hash<string>, or what can stand for one.
static_assert(is_base_of<std::hash<string>, decltype(Node::hashFunc)>::value, "Node::hashFunc");
CONSTRUCTS(Node);
CONSTRUCTS(Node, Address);
CONVERTS(Address, Node);
COPIES(Node);
MEMBER_IS(Node::operator<, bool (Node::*)(const Node&) const);
MEMBER_IS(Node::computeHashCode, void (Node::*)());
MEMBER_IS(Node::getHashCode, size_t (Node::*)());
MEMBER_IS(Node::getAddress, Address* (Node::*)());
MEMBER_IS(Node::setHashCode, void (Node::*)(size_t));
MEMBER_IS(Node::setAddress, void (Node::*)(Address));
static_assert(has_virtual_destructor<Node>::value, "~Node");

// HashTable.h
MEMBER_IS(HashTable::hashTable, map<string, string> HashTable::*);
CONSTRUCTS(HashTable);
MEMBER_IS(HashTable::create, bool (HashTable::*)(string, string));
MEMBER_IS(HashTable::read, string (HashTable::*)(string));
MEMBER_IS(HashTable::update, bool (HashTable::*)(string, string));
MEMBER_IS(HashTable::deleteKey, bool (HashTable::*)(string));
MEMBER_IS(HashTable::isEmpty, bool (HashTable::*)());
MEMBER_IS(HashTable::currentSize, unsigned long (HashTable::*)());
MEMBER_IS(HashTable::clear, void (HashTable::*)());
MEMBER_IS(HashTable::count, unsigned long (HashTable::*)(string));
static_assert(has_virtual_destructor<HashTable>::value, "~HashTable");

// Message.h
MEMBER_IS(Message::type, MessageType Message::*);
MEMBER_IS(Message::replica, ReplicaType Message::*);
MEMBER_IS(Message::key, string Message::*);
MEMBER_IS(Message::value, string Message::*);
MEMBER_IS(Message::fromAddr, Address Message::*);
MEMBER_IS(Message::transID, int Message::*);
MEMBER_IS(Message::success, bool Message::*);
MEMBER_IS(Message::delimiter, string Message::*);
CONSTRUCTS(Message, string);
CONVERTS(string, Message);
CONSTRUCTS(Message, int, Address, MessageType, string, string);
CONSTRUCTS(Message, int, Address, MessageType, string, string, ReplicaType);
CONSTRUCTS(Message, int, Address, MessageType, string);
CONSTRUCTS(Message, int, Address, MessageType, bool);
CONSTRUCTS(Message, int, Address, string);
COPIES(Message);
MEMBER_IS(Message::toString, string (Message::*)());

// Entry.h
MEMBER_IS(Entry::value, string Entry::*);
MEMBER_IS(Entry::timestamp, int Entry::*);
MEMBER_IS(Entry::replica, ReplicaType Entry::*);
MEMBER_IS(Entry::delimiter, string Entry::*);
CONSTRUCTS(Entry, string);
CONVERTS(string, Entry);
CONSTRUCTS(Entry, string, int, ReplicaType);
MEMBER_IS(Entry::convertToString, string (Entry::*)());

// EmulNet.h; of the early-2014 edition, Member.h.
MEMBER_IS(en_msg::size, int en_msg::*);
MEMBER_IS(en_msg::from, Address en_msg::*);
MEMBER_IS(en_msg::to, Address en_msg::*);
static_assert(sizeof(en_msg) == 16, "it counts in the size rule");

#ifdef COURSE_EDITION_2014a
static_assert(JOINREQ == 0 && JOINREP == 1 && UPDATEREQ == 2 && UPDATEREP == 3 &&
                  DUMMYLASTMSGTYPE == 4,
              "message types of the membership");
MEMBER_IS(MessageHdr::msgType, MsgTypes MessageHdr::*);
static_assert(sizeof(MessageHdr) == 4, "it travels as raw bytes");
#else
// A submission declares these itself.
enum MsgTypes { JOINREQ, JOINREP, DUMMYLASTMSGTYPE };
typedef struct MessageHdr {
  enum MsgTypes msgType;
} MessageHdr;
#endif

#ifdef COURSE_EDITION_2020
typedef unordered_map<string, runtime_error> MapOfTheCourse;
static_assert(
    is_same<decltype(declval<const Address&>() == declval<const Address&>()), bool>::value,
    "Address::operator==, const");
static_assert(
    is_same<decltype(declval<const Address&>() != declval<const Address&>()), bool>::value,
    "Address::operator!=");
static_assert(is_same<decltype(declval<const Address&>().getAddress()), string>::value,
              "Address::getAddress, const");
MEMBER_IS(HashTable::retPrimaryPairs, vector<pair<string, string>> (HashTable::*)());
MEMBER_IS(HashTable::retSecondaryPairs, vector<pair<string, string>> (HashTable::*)());
MEMBER_IS(HashTable::retTertiaryPairs, vector<pair<string, string>> (HashTable::*)());
static_assert(is_same<decltype(testTypeMap.find("READ")->second), testTYPE>::value, "testTypeMap");
#else
// A submission may declare its own.
inline bool operator!=(const Address& a, const Address& b) { return !(Address(a) == b); }
static_assert(
    is_same<decltype(declval<const Address&>() != declval<const Address&>()), bool>::value,
    "operator!= of a submission");
#endif

#endif  // TESTS_SPEC_COURSETYPESSURFACE_H_
