// Prints how the course's classes lie in memory. It has to be the same in all editions: the
// framework is compiled once, whatever the nodes are compiled for.
#include <cstddef>

#include "EmulNet.h"
#include "HashTable.h"
#include "Log.h"
#include "Message.h"
#include "Node.h"
#include "Queue.h"

#define SIZE(Class)                                                      \
  cout << #Class << " " << sizeof(Class) << " " << alignof(Class) << " " \
       << is_polymorphic<Class>::value << "\n"
#define PLACE(Class, member)        \
  cout << #Class "." #member << " " \
       << reinterpret_cast<size_t>(&(static_cast<Class*>(nullptr)->member)) << "\n"

int main() {
  SIZE(q_elt);
  SIZE(Address);
  SIZE(MemberListEntry);
  SIZE(Member);
  SIZE(Params);
  SIZE(EmulNet);
  SIZE(Log);
  SIZE(Queue);
  SIZE(Node);
  SIZE(Entry);
  SIZE(Message);
  SIZE(HashTable);
  SIZE(en_msg);
  SIZE(MessageType);
  SIZE(ReplicaType);
  SIZE(testTYPE);
  PLACE(Member, mp2q);
  PLACE(Params, CRUDTEST);
  PLACE(Node, hashFunc);
  PLACE(Message, delimiter);
  PLACE(HashTable, hashTable);
}
