/**********************************************************************
 * MP1 - membership, raw struct style
 *
 * Everybody pings everybody and waits for the ack. The messages are
 * the memory of a struct, with a pointer in it: all peers live in one
 * process. Only the constructor without a Member.
 **********************************************************************/
#ifndef _MP1NODE_H_
#define _MP1NODE_H_

# include "stdincludes.h"
#include"Member.h"
#include <vector>
#include <string>
#include "./EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "Queue.h"

#define TREMOVE 20

using namespace std;

enum MsgTypes { JOINREQ, JOINREP, PING, ACK, DUMMYLASTMSGTYPE };

// cuts a text at each separator
vector<string> split(const string &text, char separator);

// my own random numbers, so that nobody else's srand() matters
class Rng {
	unsigned int state;
public:
	Rng(unsigned int seed);
	unsigned int next();
};

// sends structs as they are
class Network {
	EmulNet *emulNet;
	Address *self;
public:
	Network(EmulNet *emulNet, Address *self);
	void send(Address to, void *data, int size);
};

struct MemberMsg {
	MsgTypes type;
	Address from;
	long heartbeat;
	vector<MemberListEntry> *members; // JOINREP: on the heap, never freed
};

class MP1Node {
private:
	EmulNet *emulNet;
	Log *log;
	Params *par;
	Member *memberNode;
	Network *network;
	Rng rng;
	char NULLADDR[6];

	void send(int type, Address to);
	void seen(Address who, long heartbeat);
public:
	MP1Node(Params *params, EmulNet *emul, Log *log, Address *address);
	Member *getMemberNode() {
		return memberNode;
	}
	int recvLoop();
	static int enqueueWrapper(void *env, char *buff, int size);
	void nodeStart(char *servaddrstr, short servport);
	int initThisNode(Address *joinaddr);
	int introduceSelfToGroup(Address *joinAddress);
	int finishUpThisNode();
	void nodeLoop();
	void checkMessages();
	bool recvCallBack(void *env, char *data, int size);
	void nodeLoopOps();
	int isNullAddress(Address *addr);
	Address getJoinAddress();
	void initMemberListTable(Member *memberNode);
	void printAddress(Address *addr);
	virtual ~MP1Node();
};

#endif /* _MP1NODE_H_ */
