/**********************************
 * MP1: membership, for the framework of early 2014.
 **********************************/

#include "MP1Node.h"

MP1Node::MP1Node(Member *member, Params *params, EmulNet *emul, Log *log, Address *address) {
	for( int i = 0; i < 6; i++ ) {
		NULLADDR[i] = 0;
	}
	this->memberNode = member;
	this->emulNet = emul;
	this->log = log;
	this->par = params;
	this->memberNode->addr = *address;
}

MP1Node::~MP1Node() {}

int MP1Node::recvLoop() {
	if ( memberNode->bFailed ) {
		return false;
	}
	return emulNet->ENrecv(&(memberNode->addr), enqueueWrapper, NULL, 1, &(memberNode->mp1q));
}

int MP1Node::enqueueWrapper(void *env, char *buff, int size) {
	Queue q;
	return q.enqueue((queue<q_elt> *)env, (void *)buff, size);
}

void MP1Node::nodeStart(char *servaddrstr, short servport) {
	Address joinaddr;
	joinaddr = getJoinAddress();
	if( initThisNode(&joinaddr) == -1 ) {
		exit(1);
	}
	if( !introduceSelfToGroup(&joinaddr) ) {
		finishUpThisNode();
		exit(1);
	}
}

int MP1Node::initThisNode(Address *joinaddr) {
	memberNode->bFailed = false;
	memberNode->inited = true;
	memberNode->inGroup = false;
	memberNode->nnb = 0;
	memberNode->heartbeat = 0;
	memberNode->pingCounter = TFAIL;
	memberNode->timeOutCounter = -1;
	initMemberListTable(memberNode);
	return 0;
}

int MP1Node::introduceSelfToGroup(Address *joinaddr) {
	if ( 0 == memcmp((char *)&(memberNode->addr.addr), (char *)&(joinaddr->addr), sizeof(memberNode->addr.addr))) {
		memberNode->inGroup = true;
	}
	else {
		sendList(JOINREQ, joinaddr);
	}
	return 1;
}

int MP1Node::finishUpThisNode() {
	memberNode->bFailed = true;
	memberNode->inited = false;
	memberNode->inGroup = false;
	memberNode->memberList.clear();
	return 0;
}

void MP1Node::nodeLoop() {
	if (memberNode->bFailed) {
		return;
	}
	checkMessages();
	if( !memberNode->inGroup ) {
		return;
	}
	nodeLoopOps();
}

void MP1Node::checkMessages() {
	void *ptr;
	int size;
	while ( !memberNode->mp1q.empty() ) {
		ptr = memberNode->mp1q.front().elt;
		size = memberNode->mp1q.front().size;
		memberNode->mp1q.pop();
		recvCallBack((void *)memberNode, (char *)ptr, size);
		free(ptr);
	}
}

/* A message is the header, the number of entries and the entries; the sender's own is the first one. */
bool MP1Node::recvCallBack(void *env, char *data, int size) {
	MessageHdr *msg = (MessageHdr *)data;
	int count;
	if ( size < (int)(sizeof(MessageHdr) + sizeof(int)) || msg->msgType >= DUMMYLASTMSGTYPE ) {
		return false;
	}
	memcpy(&count, msg + 1, sizeof(int));
	if ( count < 1 || size != (int)(sizeof(MessageHdr) + sizeof(int) + count * sizeof(MemberListEntry)) ) {
		return false;
	}
	if ( !memberNode->inGroup && msg->msgType != JOINREP ) {
		return false;
	}
	vector<MemberListEntry> entries(count);
	memcpy((void *)&entries[0], (char *)(msg + 1) + sizeof(int), count * sizeof(MemberListEntry));
	for ( int i = 0; i < count; i++ ) {
		mergeEntry(&entries[i]);
	}

	Address from;
	addressOf(entries[0].id, entries[0].port, &from);
	switch ( msg->msgType ) {
	case JOINREQ:
		sendList(JOINREP, &from);
		break;
	case JOINREP:
		memberNode->inGroup = true;
		break;
	case UPDATEREQ:
		sendList(UPDATEREP, &from);
		break;
	default:
		break;
	}
	return true;
}

void MP1Node::sendList( enum MsgTypes type, Address *to ) {
	size_t room = (par->MAX_MSG_SIZE - sizeof(en_msg) - sizeof(MessageHdr) - sizeof(int)) / sizeof(MemberListEntry);
	vector<MemberListEntry> fresh;
	for ( size_t i = 0; i < memberNode->memberList.size() && fresh.size() + 1 < room; i++ ) {
		/* what may be dead is not passed on */
		if ( i == 0 || par->getcurrtime() - memberNode->memberList[i].timestamp <= TFAIL ) {
			fresh.push_back(memberNode->memberList[i]);
		}
	}
	int count = fresh.size();
	size_t size = sizeof(MessageHdr) + sizeof(int) + count * sizeof(MemberListEntry);
	MessageHdr *msg = (MessageHdr *)malloc(size);
	msg->msgType = type;
	memcpy(msg + 1, &count, sizeof(int));
	memcpy((char *)(msg + 1) + sizeof(int), &fresh[0], count * sizeof(MemberListEntry));
	emulNet->ENsend(&memberNode->addr, to, (char *)msg, size);
	free(msg);
}

void MP1Node::mergeEntry( MemberListEntry *theirs ) {
	int at = find(theirs->id, theirs->port);
	if ( at == 0 ) {
		return;
	}
	if ( at > 0 ) {
		if ( theirs->heartbeat > memberNode->memberList[at].heartbeat ) {
			memberNode->memberList[at].heartbeat = theirs->heartbeat;
			memberNode->memberList[at].timestamp = par->getcurrtime();
		}
		return;
	}
	MemberListEntry added(theirs->id, theirs->port, theirs->heartbeat, par->getcurrtime());
	memberNode->memberList.push_back(added);
	memberNode->nnb++;
	Address addr;
	addressOf(added.id, added.port, &addr);
	log->logNodeAdd(&memberNode->addr, &addr);
}

/* Its place in the list, -1 if it is not there. */
int MP1Node::find( int id, short port ) {
	for ( size_t i = 0; i < memberNode->memberList.size(); i++ ) {
		if ( memberNode->memberList[i].id == id && memberNode->memberList[i].port == port ) {
			return i;
		}
	}
	return -1;
}

void MP1Node::nodeLoopOps() {
	memberNode->heartbeat++;
	memberNode->memberList[0].heartbeat = memberNode->heartbeat;
	memberNode->memberList[0].timestamp = par->getcurrtime();

	size_t i = 1;
	while ( i < memberNode->memberList.size() ) {
		MemberListEntry entry = memberNode->memberList[i];
		if ( par->getcurrtime() - entry.timestamp > TREMOVE ) {
			Address addr;
			addressOf(entry.id, entry.port, &addr);
			memberNode->memberList.erase(memberNode->memberList.begin() + i);
			memberNode->nnb--;
			log->logNodeRemove(&memberNode->addr, &addr);
		}
		else {
			i++;
		}
	}

	for ( int g = 0; g < GOSSIP && memberNode->memberList.size() > 1; g++ ) {
		MemberListEntry *to = &memberNode->memberList[1 + rand() % (memberNode->memberList.size() - 1)];
		Address addr;
		addressOf(to->id, to->port, &addr);
		sendList(UPDATEREQ, &addr);
	}
}

int MP1Node::isNullAddress(Address *addr) {
	return (memcmp(addr->addr, NULLADDR, 6) == 0 ? 1 : 0);
}

Address MP1Node::getJoinAddress() {
	Address joinaddr;
	addressOf(1, 0, &joinaddr);
	return joinaddr;
}

void MP1Node::initMemberListTable(Member *memberNode) {
	int id;
	short port;
	memcpy(&id, &memberNode->addr.addr[0], sizeof(int));
	memcpy(&port, &memberNode->addr.addr[4], sizeof(short));
	memberNode->memberList.clear();
	memberNode->memberList.push_back(MemberListEntry(id, port, 0, par->getcurrtime()));
	log->logNodeAdd(&memberNode->addr, &memberNode->addr);
}

void MP1Node::addressOf( int id, short port, Address *addr ) {
	memcpy(&addr->addr[0], &id, sizeof(int));
	memcpy(&addr->addr[4], &port, sizeof(short));
}

void MP1Node::printAddress(Address *addr) {
	printf("%d.%d.%d.%d:%d \n", addr->addr[0], addr->addr[1], addr->addr[2], addr->addr[3], *(short *)&addr->addr[4]);
}
