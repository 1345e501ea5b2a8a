// expect: the run ended with signal 6 (Aborted; uncaught exception std::runtime_error: nobody catches this) at tick 150, in peer
#include <stdexcept>
static void attack(Log*, Address*) { throw std::runtime_error("nobody catches this"); }
