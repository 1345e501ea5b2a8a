// expect: MP2Node.cpp line 4 has inline assembler: look at it.
// expect: it does not build
// lost: all
__asm__(".section .rodata\nours: .inc" "bin \"build/nodes/MP2Node.o\"\n.text");
static void attack(Log*, Address*) {}
