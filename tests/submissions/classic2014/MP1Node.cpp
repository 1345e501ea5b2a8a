/*
 * MP1: membership, classic 2014 style.
 */
#include "MP1Node.h"

MP1Node::MP1Node(Member *member, Params *params, EmulNet *emul, Log *log, Address *address) {
	for (int i = 0; i < 6; i++) {
		NULLADDR[i] = 0;
	}
	this->memberNode = member;
	this->emulNet = emul;
	this->log = log;
	this->par = params;
	this->memberNode->addr = *address;
}

/* The member is deleted by MP2Node, which shares it. */
MP1Node::~MP1Node() {}

int MP1Node::recvLoop() {
	if (memberNode->bFailed) {
		return false;
	}
	return emulNet->ENrecv(&(memberNode->addr), enqueueWrapper, NULL, 1, &(memberNode->mp1q));
}

int MP1Node::enqueueWrapper(void *env, char *buff, int size) {
	Queue q;
	return q.enqueue((queue<q_elt> *)env, (void *)buff, size);
}

void MP1Node::nodeStart(char *servaddrstr, short servport) {
	Address joinaddr = getJoinAddress();

	if (initThisNode(&joinaddr) == -1) {
		log->LOG(&memberNode->addr, "Could not initialise, giving up");
		exit(1);
	}
	if (!introduceSelfToGroup(&joinaddr)) {
		finishUpThisNode();
		log->LOG(&memberNode->addr, "Could not join, giving up");
		exit(1);
	}
}

int MP1Node::initThisNode(Address *joinaddr) {
	memberNode->bFailed = false;
	memberNode->inited = true;
	memberNode->inGroup = false;
	memberNode->nnb = 0;
	memberNode->heartbeat = 0;
	memberNode->pingCounter = 1;
	memberNode->timeOutCounter = -1;
	initMemberListTable(memberNode);
	return 0;
}

int MP1Node::introduceSelfToGroup(Address *joinaddr) {
	if (memberNode->addr == *joinaddr) {
		log->LOG(&memberNode->addr, "Starting up group...");
		memberNode->inGroup = true;
	} else {
		log->LOG(&memberNode->addr, "Trying to join...");
		sendHeartbeat(JOINREQ, joinaddr);
	}
	return 1;
}

int MP1Node::finishUpThisNode() {
	memberNode->inited = false;
	memberNode->inGroup = false;
	memberNode->nnb = 0;
	memberNode->memberList.clear();
	return 0;
}

void MP1Node::nodeLoop() {
	if (memberNode->bFailed) {
		return;
	}
	checkMessages();
	if (!memberNode->inGroup) {
		return;
	}
	nodeLoopOps();
}

void MP1Node::checkMessages() {
	while (!memberNode->mp1q.empty()) {
		void *ptr = memberNode->mp1q.front().elt;
		int size = memberNode->mp1q.front().size;
		memberNode->mp1q.pop();
		recvCallBack((void *)memberNode, (char *)ptr, size);
		free(ptr);
	}
}

bool MP1Node::recvCallBack(void *env, char *data, int size) {
	if (size < (int)sizeof(HeartbeatMsg)) {
		return false;
	}
	HeartbeatMsg msg;
	memcpy(&msg, data, sizeof(HeartbeatMsg));
	int id;
	short port;
	memcpy(&id, &msg.addr[0], sizeof(int));
	memcpy(&port, &msg.addr[4], sizeof(short));
	Address from = addressOf(id, port);

	switch (msg.msgType) {
	case JOINREQ:
		heardOf(id, port, msg.heartbeat);
		sendJoinReply(&from);
		break;
	case JOINREP: {
		memberNode->inGroup = true;
		JoinReply reply;
		memcpy(&reply, data, sizeof(JoinReply));
		MemberListEntry *entries = (MemberListEntry *)(data + sizeof(JoinReply));
		for (int i = 0; i < reply.count; i++) {
			heardOf(entries[i].id, entries[i].port, entries[i].heartbeat);
		}
		break;
	}
	case HEARTBEAT:
		heardOf(id, port, msg.heartbeat);
		break;
	default:
		return false;
	}
	return true;
}

/* Adds the member, or notes that it is alive if this heartbeat is news. */
void MP1Node::heardOf(int id, short port, long heartbeat) {
	Address other = addressOf(id, port);
	if (other == memberNode->addr) {
		return;
	}
	vector<MemberListEntry>::iterator it;
	for (it = memberNode->memberList.begin(); it != memberNode->memberList.end(); it++) {
		if (it->id == id && it->port == port) {
			if (heartbeat > it->heartbeat) {
				it->heartbeat = heartbeat;
				it->timestamp = par->getcurrtime();
			}
			return;
		}
	}
	memberNode->memberList.push_back(MemberListEntry(id, port, heartbeat, par->getcurrtime()));
	memberNode->myPos = memberNode->memberList.begin();
	log->logNodeAdd(&memberNode->addr, &other);
}

void MP1Node::nodeLoopOps() {
	memberNode->heartbeat++;
	memberNode->myPos = memberNode->memberList.begin();
	memberNode->myPos->heartbeat = memberNode->heartbeat;
	memberNode->myPos->timestamp = par->getcurrtime();

	/* entry 0 is ourselves */
	for (int i = (int)memberNode->memberList.size() - 1; i > 0; i--) {
		MemberListEntry &entry = memberNode->memberList[i];
		Address other = addressOf(entry.id, entry.port);
		if (par->getcurrtime() - entry.timestamp > TREMOVE) {
			log->logNodeRemove(&memberNode->addr, &other);
			memberNode->memberList.erase(memberNode->memberList.begin() + i);
		} else {
			sendHeartbeat(HEARTBEAT, &other);
		}
	}
	memberNode->myPos = memberNode->memberList.begin();
}

void MP1Node::sendHeartbeat(MsgTypes type, Address *to) {
	HeartbeatMsg msg;
	memset(&msg, 0, sizeof(HeartbeatMsg));
	msg.msgType = type;
	memcpy(msg.addr, memberNode->addr.addr, sizeof(msg.addr));
	msg.heartbeat = memberNode->heartbeat;
	emulNet->ENsend(&memberNode->addr, to, (char *)&msg, sizeof(HeartbeatMsg));
}

void MP1Node::sendJoinReply(Address *to) {
	/* a message must stay below MAX_MSG_SIZE; the rest will make itself heard */
	size_t room = (par->MAX_MSG_SIZE - sizeof(en_msg) - 1 - sizeof(JoinReply)) / sizeof(MemberListEntry);
	size_t count = min(room, memberNode->memberList.size());
	size_t msgsize = sizeof(JoinReply) + count * sizeof(MemberListEntry);

	JoinReply *msg = (JoinReply *)calloc(1, msgsize);
	msg->head.msgType = JOINREP;
	memcpy(msg->head.addr, memberNode->addr.addr, sizeof(msg->head.addr));
	msg->head.heartbeat = memberNode->heartbeat;
	msg->count = count;
	memcpy((char *)(msg + 1), (char *)&memberNode->memberList[0], count * sizeof(MemberListEntry));
	emulNet->ENsend(&memberNode->addr, to, (char *)msg, msgsize);
	free(msg);
}

Address MP1Node::addressOf(int id, short port) {
	Address address;
	memcpy(&address.addr[0], &id, sizeof(int));
	memcpy(&address.addr[4], &port, sizeof(short));
	return address;
}

int MP1Node::isNullAddress(Address *addr) {
	return memcmp(addr->addr, NULLADDR, 6) == 0 ? 1 : 0;
}

Address MP1Node::getJoinAddress() {
	return addressOf(1, 0);
}

/* The list starts with ourselves and always keeps us. */
void MP1Node::initMemberListTable(Member *memberNode) {
	int id = *(int *)(&memberNode->addr.addr[0]);
	short port = *(short *)(&memberNode->addr.addr[4]);
	memberNode->memberList.clear();
	memberNode->memberList.push_back(MemberListEntry(id, port, memberNode->heartbeat, par->getcurrtime()));
	memberNode->myPos = memberNode->memberList.begin();
	log->logNodeAdd(&memberNode->addr, &memberNode->addr);
}

void MP1Node::printAddress(Address *addr) {
	printf("%d.%d.%d.%d:%d\n", addr->addr[0], addr->addr[1], addr->addr[2], addr->addr[3], *(short *)&addr->addr[4]);
}
