/*
 * MP1: membership, classic 2014 style.
 * Every member sends its heartbeat to every other member on each tick. Messages are raw structs.
 */
#ifndef _MP1NODE_H_
#define _MP1NODE_H_

#include "stdincludes.h"
#include "Log.h"
#include "Params.h"
#include "Member.h"
#include "EmulNet.h"
#include "Queue.h"

#define TREMOVE 20

enum MsgTypes { JOINREQ, JOINREP, HEARTBEAT, DUMMYLASTMSGTYPE };

/* What each message starts with. */
typedef struct HeartbeatMsg {
	enum MsgTypes msgType;
	char addr[6];
	long heartbeat;
} HeartbeatMsg;

/* A JOINREP: the same, then as many member list entries as it says. */
typedef struct JoinReply {
	HeartbeatMsg head;
	long count;
} JoinReply;

class MP1Node {
private:
	EmulNet *emulNet;
	Log *log;
	Params *par;
	Member *memberNode;
	char NULLADDR[6];

	void heardOf(int id, short port, long heartbeat);
	void sendHeartbeat(MsgTypes type, Address *to);
	void sendJoinReply(Address *to);
	Address addressOf(int id, short port);

public:
	MP1Node(Member *member, Params *params, EmulNet *emul, Log *log, Address *address);
	Member *getMemberNode() { return memberNode; }
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

#endif
