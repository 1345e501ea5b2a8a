// MP1: membership, written for the revised framework of 2020.
// Heartbeats as text, to all members, each tick. Relies on what that edition's headers have besides:
// unordered_map, const Address methods and operator!=, and an Address() that is zero.
#ifndef _MP1NODE_H_
#define _MP1NODE_H_

#include "stdincludes.h"
#include "Log.h"
#include "Params.h"
#include "Member.h"
#include "EmulNet.h"
#include "Queue.h"

#define TREMOVE 20
#define TFAIL 5

enum MsgTypes { JOINREQ, JOINREP, HEARTBEAT, DUMMYLASTMSGTYPE };

class MP1Node {
private:
	EmulNet *emulNet;
	Log *log;
	Params *par;
	Member *memberNode;
	bool shouldDeleteMember;
	char NULLADDR[6];
	unordered_map<string, int> lastHeard;  // by address

	void send(MsgTypes type, const Address &to, const vector<MemberListEntry> &entries);
	void heardFrom(const Address &peer, long heartbeat);
	static Address addressOf(const MemberListEntry &entry);

public:
	MP1Node(Params *params, EmulNet *emul, Log *log, Address *address);
	MP1Node(Member *member, Params *params, EmulNet *emul, Log *log, Address *address);
	virtual ~MP1Node();

	Member *getMemberNode() { return memberNode; }
	int recvLoop();
	static int enqueueWrapper(void *env, char *buff, int size);
	void nodeStart(char *servaddrstr, short serverport);
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
};

#endif /* _MP1NODE_H_ */
