# expect: par->SINGLE_FAILURE
# expect: Checking Completeness..................0/10
# A run in which nobody fails has nobody to remove.
sed -i "s/^void MP1Node::nodeLoop() {/& if (par->CRUDTEST < 0) par->SINGLE_FAILURE = -1;/" "$1/MP1Node.cpp"
