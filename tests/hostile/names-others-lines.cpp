// expect: it does not build
// never: root:x
// lost: all
#line 1 "/etc/passwd"
static int a = "not a number";
static void attack(Log*, Address*) {}
