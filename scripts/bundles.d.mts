import type { BuildOptions } from 'esbuild';

export function bundlesFor(debug: boolean): BuildOptions[];
