// What the course's files find everywhere: the C and C++ headers that they use without including
// them, the using-directive that they are written under, and a few macros. All of it is part of the
// API; only the course's own headers should depend on it.
//
// The course has three editions: 2014a (early 2014), 2014 (to 2019) and 2020. The headers are those
// of 2014; a submission of another one is compiled with COURSE_EDITION_2014a or COURSE_EDITION_2020
// defined (tests/tools/choose_edition.sh), and then finds what its edition has besides. That
// changes no object and no virtual function: the framework is compiled without, once for all.
#ifndef STDINCLUDES_H_
#define STDINCLUDES_H_

#include <stdio.h>
#include <math.h>
#include <string.h>
#include <stdlib.h>
#include <assert.h>
#include <time.h>
#include <stdarg.h>
#include <unistd.h>
#include <fcntl.h>
#ifdef __has_include  // Two lines: a compiler without it could not read the second condition.
#if __has_include(<execinfo.h>)  // musl libc has none.
#include <execinfo.h>
#endif
#endif
#include <signal.h>
#include <iostream>
#include <vector>
#include <map>
#include <string>
#include <algorithm>
#include <queue>
#include <fstream>
#ifdef COURSE_EDITION_2020
#include <stdexcept>
#include <unordered_map>
#endif

using namespace std;

// Slots of the ring: a hash code is below it.
#define RING_SIZE 512

#define FAILURE -1
#define SUCCESS 0

// A submission may write its debug output under #ifdef DEBUGLOG.
#define DEBUGLOG 1

// Parameters and result of a function that handles one received message.
#define STDCLLBKARGS (void* env, char* data, int size)
#define STDCLLBKRET void

#endif  // STDINCLUDES_H_
