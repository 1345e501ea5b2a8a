/**********************************
 * MP2: key-value store, for the framework of early 2014. When the ring changes, each peer that
 * has a key copies it to its replicas.
 **********************************/
#ifndef MP2NODE_H_
#define MP2NODE_H_

#include <list>
#include "stdincludes.h"
#include "EmulNet.h"
#include "Node.h"
#include "HashTable.h"
#include "Log.h"
#include "Params.h"
#include "Message.h"
#include "Queue.h"

#define WAIT 12

/* An operation that the quorum has not answered. */
class Pending {
public:
	Message request;
	int since;
	int good;
	int bad;
	Pending(Message request, int since) : request(request), since(since), good(0), bad(0) {}
};

class MP2Node {
private:
	vector<Node> hasMyReplicas;
	vector<Node> haveReplicasOf;
	vector<Node> ring;
	HashTable * ht;
	Member *memberNode;
	Params *par;
	EmulNet * emulNet;
	Log * log;
	list<Pending> *pending;

	void send(Message message);
	void finish(Pending *pending, bool success, string value);
	void answer(Message *request, bool success);
	void count(Message *reply, bool success);

public:
	MP2Node(Member *memberNode, Params *par, EmulNet *emulNet, Log *log, Address *addressOfMember);
	Member * getMemberNode() {
		return this->memberNode;
	}
	void updateRing();
	vector<Node> getMembershipList();
	size_t hashFunction(string key);
	void findNeighbors();
	void clientCreate(string key, string value);
	void clientRead(string key);
	void clientUpdate(string key, string value);
	void clientDelete(string key);
	bool recvLoop();
	static int enqueueWrapper(void *env, char *buff, int size);
	void checkMessages();
	void dispatchMessages(Message message);
	vector<Node> findNodes(string key);
	bool createKeyValue(string key, string value, ReplicaType replica);
	string readKey(string key);
	bool updateKeyValue(string key, string value, ReplicaType replica);
	bool deletekey(string key);
	void stabilizationProtocol();
	~MP2Node();
};

#endif /* MP2NODE_H_ */
