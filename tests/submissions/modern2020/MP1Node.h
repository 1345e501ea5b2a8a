// MP1: membership, 2020 style.
// Gossip: each tick the whole list goes, as text, to a few random members. A member whose heartbeat
// stands still for TFAIL ticks is no longer passed on; after TREMOVE ticks it is removed.
#ifndef _MP1NODE_H_
#define _MP1NODE_H_

#include <string>
#include <vector>

#include "stdincludes.h"
#include "Log.h"
#include "Params.h"
#include "Member.h"
#include "EmulNet.h"
#include "Queue.h"

#define TREMOVE 17
#define TFAIL 5
#define FANOUT 3

class MP1Node {
private:
    EmulNet *emulNet;
    Log *log;
    Params *par;
    Member *memberNode;
    char NULLADDR[6];

    string listAsText(const string &kind);
    void mergeList(const string &entries);
    void mergeEntry(int id, short port, long heartbeat);
    bool isFresh(MemberListEntry &entry);
    static Address makeAddress(int id, short port);

public:
    // The first form is for MP1 alone, the second one shares the Member with the key-value store.
    MP1Node(Params *params, EmulNet *emul, Log *log, Address *address);
    MP1Node(Member *member, Params *params, EmulNet *emul, Log *log, Address *address);
    virtual ~MP1Node();

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
};

#endif
