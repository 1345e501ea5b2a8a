/**********************************
 * MP2: key-value store, for the framework of early 2014.
 **********************************/
#include "MP2Node.h"

MP2Node::MP2Node(Member *memberNode, Params *par, EmulNet * emulNet, Log * log, Address * address) {
	this->memberNode = memberNode;
	this->par = par;
	this->emulNet = emulNet;
	this->log = log;
	ht = new HashTable();
	pending = new list<Pending>;
	this->memberNode->addr = *address;
}

MP2Node::~MP2Node() {
	delete ht;
	delete pending;
	delete memberNode;
}

void MP2Node::updateRing() {
	vector<Node> curMemList = getMembershipList();
	bool change = false;
	sort(curMemList.begin(), curMemList.end());
	if ( curMemList.size() != ring.size() ) {
		change = true;
	}
	for ( unsigned int i = 0; !change && i < curMemList.size(); i++ ) {
		change = curMemList[i].getAddress()->getAddress() != ring[i].getAddress()->getAddress();
	}
	if ( change ) {
		ring = curMemList;
		findNeighbors();
		stabilizationProtocol();
	}
}

vector<Node> MP2Node::getMembershipList() {
	unsigned int i;
	vector<Node> curMemList;
	for ( i = 0 ; i < this->memberNode->memberList.size(); i++ ) {
		Address addressOfThisMember;
		int id = this->memberNode->memberList.at(i).getid();
		short port = this->memberNode->memberList.at(i).getport();
		memcpy(&addressOfThisMember.addr[0], &id, sizeof(int));
		memcpy(&addressOfThisMember.addr[4], &port, sizeof(short));
		curMemList.emplace_back(Node(addressOfThisMember));
	}
	return curMemList;
}

size_t MP2Node::hashFunction(string key) {
	std::hash<string> hashFunc;
	size_t ret = hashFunc(key);
	return ret%RING_SIZE;
}

void MP2Node::findNeighbors() {
	hasMyReplicas.clear();
	haveReplicasOf.clear();
	int n = ring.size();
	for ( int i = 0; n >= 3 && i < n; i++ ) {
		if ( ring[i].nodeAddress == memberNode->addr ) {
			for ( int d = 1; d <= 2; d++ ) {
				hasMyReplicas.push_back(ring[(i + d) % n]);
				haveReplicasOf.push_back(ring[(i + n - d) % n]);
			}
		}
	}
}

/* To all replicas of its key; creates and updates say which one each is. */
void MP2Node::send(Message message) {
	vector<Node> replicas = findNodes(message.key);
	for ( size_t i = 0; i < replicas.size(); i++ ) {
		message.replica = (ReplicaType)i;
		emulNet->ENsend(&memberNode->addr, replicas[i].getAddress(), message.toString());
	}
}

void MP2Node::clientCreate(string key, string value) {
	Message message(++g_transID, memberNode->addr, CREATE, key, value, PRIMARY);
	pending->push_back(Pending(message, par->getcurrtime()));
	send(message);
}

void MP2Node::clientRead(string key){
	Message message(++g_transID, memberNode->addr, READ, key);
	pending->push_back(Pending(message, par->getcurrtime()));
	send(message);
}

void MP2Node::clientUpdate(string key, string value){
	Message message(++g_transID, memberNode->addr, UPDATE, key, value, PRIMARY);
	pending->push_back(Pending(message, par->getcurrtime()));
	send(message);
}

void MP2Node::clientDelete(string key){
	Message message(++g_transID, memberNode->addr, DELETE, key);
	pending->push_back(Pending(message, par->getcurrtime()));
	send(message);
}

void MP2Node::answer(Message *request, bool success) {
	if ( request->transID < 0 ) {
		return;
	}
	Message reply(request->transID, memberNode->addr, REPLY, success);
	emulNet->ENsend(&memberNode->addr, &request->fromAddr, reply.toString());
}

bool MP2Node::createKeyValue(string key, string value, ReplicaType replica) {
	return ht->create(key, value);
}

string MP2Node::readKey(string key) {
	return ht->read(key);
}

bool MP2Node::updateKeyValue(string key, string value, ReplicaType replica) {
	return ht->update(key, value);
}

bool MP2Node::deletekey(string key) {
	return ht->deleteKey(key);
}

/* All that the coordinator has to say of an operation, once. */
void MP2Node::finish(Pending *p, bool success, string value) {
	Message *r = &p->request;
	Address *me = &memberNode->addr;
	switch ( r->type ) {
	case CREATE:
		success ? log->logCreateSuccess(me, true, r->transID, r->key, r->value) : log->logCreateFail(me, true, r->transID, r->key, r->value);
		break;
	case READ:
		success ? log->logReadSuccess(me, true, r->transID, r->key, value) : log->logReadFail(me, true, r->transID, r->key);
		break;
	case UPDATE:
		success ? log->logUpdateSuccess(me, true, r->transID, r->key, r->value) : log->logUpdateFail(me, true, r->transID, r->key, r->value);
		break;
	default:
		success ? log->logDeleteSuccess(me, true, r->transID, r->key) : log->logDeleteFail(me, true, r->transID, r->key);
		break;
	}
}

void MP2Node::count(Message *reply, bool success) {
	for ( list<Pending>::iterator it = pending->begin(); it != pending->end(); ++it ) {
		if ( it->request.transID != reply->transID ) {
			continue;
		}
		(success ? it->good : it->bad)++;
		if ( it->good == 2 || it->bad == 2 ) {
			finish(&*it, it->good == 2, reply->value);
			pending->erase(it);
		}
		return;
	}
}

void MP2Node::checkMessages() {
	char * data;
	int size;
	while ( !memberNode->mp2q.empty() ) {
		data = (char *)memberNode->mp2q.front().elt;
		size = memberNode->mp2q.front().size;
		memberNode->mp2q.pop();
		string message(data, data + size);
		free(data);
		dispatchMessages(Message(message));
	}
	list<Pending>::iterator it = pending->begin();
	while ( it != pending->end() ) {
		if ( par->getcurrtime() - it->since > WAIT ) {
			finish(&*it, false, "");
			it = pending->erase(it);
		}
		else {
			++it;
		}
	}
}

void MP2Node::dispatchMessages(Message message) {
	Address *me = &memberNode->addr;
	int t = message.transID;
	bool done;
	switch ( message.type ) {
	case CREATE:
		done = createKeyValue(message.key, message.value, message.replica);
		if ( t >= 0 ) {
			log->logCreateSuccess(me, false, t, message.key, message.value);
		}
		answer(&message, done);
		break;
	case READ: {
		string value = readKey(message.key);
		if ( value.empty() ) {
			log->logReadFail(me, false, t, message.key);
			answer(&message, false);
		}
		else {
			log->logReadSuccess(me, false, t, message.key, value);
			Message reply(t, memberNode->addr, value);
			emulNet->ENsend(me, &message.fromAddr, reply.toString());
		}
		break;
	}
	case UPDATE:
		done = updateKeyValue(message.key, message.value, message.replica);
		done ? log->logUpdateSuccess(me, false, t, message.key, message.value) : log->logUpdateFail(me, false, t, message.key, message.value);
		answer(&message, done);
		break;
	case DELETE:
		done = deletekey(message.key);
		done ? log->logDeleteSuccess(me, false, t, message.key) : log->logDeleteFail(me, false, t, message.key);
		answer(&message, done);
		break;
	case REPLY:
		count(&message, message.success);
		break;
	case READREPLY:
		count(&message, true);
		break;
	}
}

vector<Node> MP2Node::findNodes(string key) {
	size_t pos = hashFunction(key);
	vector<Node> addr_vec;
	size_t first = 0;
	if ( ring.size() < 3 ) {
		return addr_vec;
	}
	while ( first < ring.size() && ring[first].getHashCode() < pos ) {
		first++;
	}
	for ( size_t i = 0; i < 3; i++ ) {
		addr_vec.emplace_back(ring[(first + i) % ring.size()]);
	}
	return addr_vec;
}

bool MP2Node::recvLoop() {
	if ( memberNode->bFailed ) {
		return false;
	}
	return emulNet->ENrecv(&(memberNode->addr), this->enqueueWrapper, NULL, 1, &(memberNode->mp2q));
}

int MP2Node::enqueueWrapper(void *env, char *buff, int size) {
	Queue q;
	return q.enqueue((queue<q_elt> *)env, (void *)buff, size);
}

/* Transactions below 0 are nobody's: neither logged nor answered. */
void MP2Node::stabilizationProtocol() {
	map<string, string>::iterator it;
	for ( it = ht->hashTable.begin(); it != ht->hashTable.end(); it++ ) {
		send(Message(-1, memberNode->addr, CREATE, it->first, it->second, PRIMARY));
	}
}
