// Where the sources of torchvision lie that some tests read: FOVEA_TORCHVISION, or where scripts/torchvision.sh unpacks them.
import { existsSync } from 'node:fs';
import path from 'node:path';

const unpacked = path.join(import.meta.dirname, '../../.cache/torchvision/torchvision');
const folder = process.env.FOVEA_TORCHVISION ?? unpacked;

/** The package's folder, or undefined where it is absent. */
export const torchvisionFolder = existsSync(path.join(folder, 'models', 'resnet.py')) ? folder : undefined;

/** What to do where it is absent, in one line. */
export const torchvisionMissing = 'torchvision is not here; scripts/torchvision.sh brings its sources';
