// expect: uncaught exception std::invalid_argument: stoi: Message("150::nobody::0::k") cannot be read) at tick 150, in peer
static void attack(Log*, Address*) { Message message("150::nobody::0::k"); }
