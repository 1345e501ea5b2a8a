/**********************************************************************
 * MP1 - membership, raw struct style
 **********************************************************************/
#include <sstream>
#include "MP1Node.h"

vector<string> split(const string &text, char separator) {
	vector<string> parts;
	stringstream stream(text);
	string part;
	while (getline(stream, part, separator)) {
		parts.push_back(part);
	}
	return parts;
}

Rng::Rng(unsigned int seed) : state(seed) {}

unsigned int Rng::next() {
	state = state * 1103515245u + 12345u;
	return (state >> 16) & 0x7fff;
}

Network::Network(EmulNet *emulNet, Address *self) {
	this->emulNet = emulNet;
	this->self = self;
}

void Network::send(Address to, void *data, int size) {
	emulNet->ENsend(self, &to, (char *)data, size);
}

MP1Node::MP1Node(Params *params, EmulNet *emul, Log *log, Address *address) : rng(1) {
	for( int i = 0; i < 6; i++ ) {
		NULLADDR[i] = 0;
	}
	this->memberNode = new Member();
	this->memberNode->inited = false;
	this->memberNode->addr = *address;
	this->emulNet = emul;
	this->log = log;
	this->par = params;
	this->network = new Network(emul, &memberNode->addr);
	this->rng = Rng(*(int *)(address->addr));
}

MP1Node::~MP1Node() {
	delete network;
}

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
	initThisNode(&joinaddr);
	introduceSelfToGroup(&joinaddr);
}

int MP1Node::initThisNode(Address *joinaddr) {
	memberNode->bFailed = false;
	memberNode->inited = true;
	memberNode->inGroup = false;
	memberNode->nnb = 0;
	memberNode->heartbeat = 0;
	memberNode->pingCounter = 0;
	memberNode->timeOutCounter = -1;
	initMemberListTable(memberNode);
	return 0;
}

int MP1Node::introduceSelfToGroup(Address *joinaddr) {
	if ( 0 == memcmp(memberNode->addr.addr, joinaddr->addr, sizeof(joinaddr->addr)) ) {
		log->LOG(&memberNode->addr, "Starting up group...");
		memberNode->inGroup = true;
	}
	else {
		log->LOG(&memberNode->addr, "Trying to join...");
		send(JOINREQ, *joinaddr);
	}
	return 1;
}

int MP1Node::finishUpThisNode() {
	memberNode->inGroup = false;
	return 0;
}

void MP1Node::nodeLoop() {
	if ( memberNode->bFailed ) {
		return;
	}
	checkMessages();
	if ( !memberNode->inGroup ) {
		return;
	}
	nodeLoopOps();
	return;
}

void MP1Node::checkMessages() {
	void *ptr;
	int size;
	while ( !memberNode->mp1q.empty() ) {
		ptr = memberNode->mp1q.front().elt;
		size = memberNode->mp1q.front().size;
		memberNode->mp1q.pop();
		recvCallBack((void *)memberNode, (char *)ptr, size);
	}
	return;
}

/* nobody looks at what this returns */
bool MP1Node::recvCallBack(void *env, char *data, int size) {
	MemberMsg *msg = (MemberMsg *)data;
	int type = msg->type;
	if ( type == JOINREQ ) {
		seen(msg->from, msg->heartbeat);
		send(JOINREP, msg->from);
	}
	else if ( type == JOINREP ) {
		memberNode->inGroup = true;
		vector<MemberListEntry> *members = msg->members;
		for ( size_t i = 0; i < members->size(); i++ ) {
			MemberListEntry entry = members->at(i);
			Address address(to_string(entry.id) + ":" + to_string(entry.port));
			seen(address, entry.heartbeat);
		}
	}
	else if ( type == PING ) {
		seen(msg->from, msg->heartbeat);
		send(ACK, msg->from);
	}
	else if ( type == ACK ) {
		seen(msg->from, msg->heartbeat);
	}
}

void MP1Node::send(int type, Address to) {
	MemberMsg msg;
	msg.type = (MsgTypes)type;
	msg.from = memberNode->addr;
	msg.heartbeat = memberNode->heartbeat;
	msg.members = NULL;
	if ( type == JOINREP ) {
		msg.members = new vector<MemberListEntry>(memberNode->memberList);
	}
	network->send(to, &msg, sizeof(msg));
}

/* we have a sign of life */
void MP1Node::seen(Address who, long heartbeat) {
	if ( who == memberNode->addr ) {
		return;
	}
	vector<string> parts = split(who.getAddress(), ':');
	int id = stoi(parts[0]);
	short port = (short)stoi(parts[1]);
	for ( size_t i = 0; i < memberNode->memberList.size(); i++ ) {
		MemberListEntry *entry = &memberNode->memberList[i];
		if ( entry->id == id && entry->port == port ) {
			entry->heartbeat = max(entry->heartbeat, heartbeat);
			entry->timestamp = par->getcurrtime();
			return;
		}
	}
	memberNode->memberList.push_back(MemberListEntry(id, port, heartbeat, par->getcurrtime()));
	memberNode->nnb++;
	log->logNodeAdd(&memberNode->addr, &who);
}

void MP1Node::nodeLoopOps() {
	memberNode->heartbeat++;

	vector<MemberListEntry>::iterator it = memberNode->memberList.begin();
	while ( it != memberNode->memberList.end() ) {
		Address address(to_string(it->id) + ":" + to_string(it->port));
		if ( address == memberNode->addr ) {
			it->heartbeat = memberNode->heartbeat;
			it->timestamp = par->getcurrtime();
			it++;
		}
		else if ( par->getcurrtime() - it->timestamp > TREMOVE ) {
			log->logNodeRemove(&memberNode->addr, &address);
			it = memberNode->memberList.erase(it);
			memberNode->nnb--;
		}
		else {
			it++;
		}
	}

	/* start somewhere else each time */
	size_t count = memberNode->memberList.size();
	size_t first = rng.next() % count;
	for ( size_t i = 0; i < count; i++ ) {
		MemberListEntry entry = memberNode->memberList[(first + i) % count];
		Address address(to_string(entry.id) + ":" + to_string(entry.port));
		if ( !(address == memberNode->addr) ) {
			send(PING, address);
		}
	}
	return;
}

int MP1Node::isNullAddress(Address *addr) {
	return (memcmp(addr->addr, NULLADDR, 6) == 0 ? 1 : 0);
}

Address MP1Node::getJoinAddress() {
	Address joinaddr;
	joinaddr.init();
	*(int *)(&joinaddr.addr[0]) = 1;
	*(short *)(&joinaddr.addr[4]) = 0;
	return joinaddr;
}

void MP1Node::initMemberListTable(Member *memberNode) {
	memberNode->memberList.clear();
	int id = *(int *)(memberNode->addr.addr);
	short port = *(short *)(memberNode->addr.addr + 4);
	memberNode->memberList.push_back(MemberListEntry(id, port, 0, par->getcurrtime()));
	log->logNodeAdd(&memberNode->addr, &memberNode->addr);
}

void MP1Node::printAddress(Address *addr) {
	printf("%s\n", addr->getAddress().c_str());
}
