// expect: it does not build
// lost: all
template <int n, class T> struct Bomb { typename Bomb<n + 1, Bomb<n, T>>::Type value; using Type = T; };
static Bomb<0, int> bomb;
static void attack(Log*, Address*) {}
