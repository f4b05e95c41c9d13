// Makes mocha import its files: where it requires them, what they import later on is loaded a second time, as another module.
const Module = require('node:module');

Module._extensions['.ts'] = (_, file) => {
  throw new Error(`${file} is a module, which is imported`);
};
