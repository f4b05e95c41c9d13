// The scheduler of long analyses: it works in slices, between which other requests are answered, and shows progress.
import type { Connection } from 'vscode-languageserver';
import type { Pacing } from '../workspace/pacing.js';
import { progressTitles } from './messages.js';

/** Milliseconds of work after which whatever waits is let through. */
const slice = 15;
/** Milliseconds after which the client is shown that something is going on. */
const patience = 1000;
/** Milliseconds within a step after which what has come in is looked through. */
const glance = 4;

/**
 * Turns of the event loop for which a pause lasts. A message takes several of them from the pipe to its answer, since the
 * protocol's library hands it on by one callback after the other; with fewer, a slice of work would come between each two.
 * Where nothing waits, a turn takes microseconds.
 */
const turns = 10;

/** Runs one function after whatever waits in the event loop has been answered. */
const later = (run: () => void, left = turns): void =>
  void setImmediate(() => (left > 1 ? later(run, left - 1) : run()));

/** `attend` does at once what can be done within a step. */
export function pacerOf(connection: Pick<Connection, 'window'>, attend: () => void): Pacing {
  return (uri) => {
    const begun = performance.now();
    let resumed = begun;
    let looked = begun;
    let ended = false;
    let progress: Promise<{ done: () => void }> | undefined;
    const showProgress = async (): Promise<{ done: () => void }> => {
      const reporter = await connection.window.createWorkDoneProgress();
      if (!ended) reporter.begin(progressTitles.reading(nameOf(uri)), undefined, undefined, false);
      return reporter;
    };
    return {
      pause: () => {
        const now = performance.now();
        if (now - resumed < slice) return undefined;
        if (now - begun >= patience && !progress) {
          progress = showProgress();
          // A client that refuses to show progress does without.
          progress.catch(() => undefined);
        }
        return new Promise((resolve) =>
          later(() => {
            resumed = performance.now();
            resolve();
          }),
        );
      },
      attend: () => {
        if (performance.now() - looked < glance) return;
        attend();
        looked = performance.now();
      },
      end: () => {
        ended = true;
        progress?.then(
          (reporter) => reporter.done(),
          () => undefined,
        );
      },
    };
  };
}

const nameOf = (uri: string): string => {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};
