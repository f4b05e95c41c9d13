// The panel's page: begins with what an earlier one kept, listens to the extension, and draws.
import { render } from 'preact';
import { App } from './app.js';
import { listen } from './state/host.js';
import { receive, start } from './state/state.js';
import './styles/panel.css';

listen(receive);
render(<App />, document.getElementById('panel')!);
start();
