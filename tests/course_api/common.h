// Declarations only: the enums of the key-value messages and the transaction counter.
#ifndef COURSE_API_COMMON_H_
#define COURSE_API_COMMON_H_

// One counter for each translation unit; those that do not use it must not be warned about it.
static int g_transID __attribute__((unused)) = 0;

enum MessageType { CREATE, READ, UPDATE, DELETE, REPLY, READREPLY };
enum ReplicaType { PRIMARY, SECONDARY, TERTIARY };

#endif  // COURSE_API_COMMON_H_
