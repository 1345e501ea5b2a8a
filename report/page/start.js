// Opens the page, once all parts are known.
'use strict';
KV.start();
