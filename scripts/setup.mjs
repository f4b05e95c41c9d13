// `npm run setup`: installs the embedded code-server that `npm start` and the end-to-end tests use where there is no VS Code.
import { installCodeServer } from './codeServer.mjs';

console.log('Installing code-server into .code-server/ (about 290 MB) …');
try {
  await installCodeServer();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
