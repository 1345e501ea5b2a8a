// Declarations only: the standard headers, the using-directive and the macros that a submission
// gets from any of the course's headers.
#ifndef COURSE_API_STDINCLUDES_H_
#define COURSE_API_STDINCLUDES_H_

#include <stdio.h>
#include <math.h>
#include <string.h>
#include <stdlib.h>
#include <assert.h>
#include <time.h>
#include <stdarg.h>
#include <unistd.h>
#include <fcntl.h>
#ifdef __has_include
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

#define RING_SIZE 512
#define FAILURE -1
#define SUCCESS 0
#define DEBUGLOG 1
#define STDCLLBKARGS (void* env, char* data, int size)
#define STDCLLBKRET void

#endif  // COURSE_API_STDINCLUDES_H_
