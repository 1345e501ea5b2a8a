// expect: MP2Node::clientRead: MP2Node.cpp:2 in attack, called from MP2Node.cpp:
static void attack(Log*, Address*) { *static_cast<volatile int*>(nullptr) = 1; }
