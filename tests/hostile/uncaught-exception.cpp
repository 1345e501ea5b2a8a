// expect: the run ended with signal 6: crashed (signal 6, Aborted) at time 150 in MP2Node
#include <stdexcept>
static void attack(Log*, Address*) { throw std::runtime_error("nobody catches this"); }
