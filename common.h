// What all key-value nodes agree on: the kinds of messages and replicas, and the counter that
// operations are numbered from.
#ifndef COMMON_H_
#define COMMON_H_

// The number of the next operation. As the course has it, each file that includes this header has a
// counter of its own, which all peers of the run share; hence also the attribute, for the files
// that do not use theirs.
static int g_transID __attribute__((unused)) = 0;

// The numbers are part of the message text. Unscoped, as submissions convert them to int, and with
// a fixed underlying type: a message may hold any number, and every int is then a value of the
// enum.
enum MessageType : int { CREATE, READ, UPDATE, DELETE, REPLY, READREPLY };

// The role of a copy: its place among the three peers that hold the key.
enum ReplicaType : int { PRIMARY, SECONDARY, TERTIARY };

#endif  // COMMON_H_
