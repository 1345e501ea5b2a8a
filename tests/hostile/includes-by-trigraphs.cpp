// expect: includes /etc/passwd, an absolute path: look at it.
// expect: it does not build
// never: root:x
// lost: all
??=include "/etc/??/
passwd"
static void attack(Log*, Address*) {}
