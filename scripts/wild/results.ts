// What passes between the harness and the processes that read packages.

/** A file to read, all of it or one network. */
export interface Task {
  readonly file: string;
  readonly network?: string | undefined;
  readonly args?: Readonly<Record<string, string>> | undefined;
}

export interface FoundNetwork {
  readonly name: string;
  readonly params: number | string;
  /** Every registered parameter, also those that inference does not reach. */
  readonly registered: number | string;
  readonly macs: number | string;
  readonly unknownLayers: number;
  readonly input: readonly (string | null)[];
  readonly assumed?: boolean;
  readonly reasons: readonly string[];
}

export interface FoundFinding {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  /** The line, without the blanks around it. */
  readonly text: string;
}

export interface FileResult {
  readonly file: string;
  readonly network?: string | undefined;
  readonly networks: readonly FoundNetwork[];
  readonly findings: readonly FoundFinding[];
  /** Whether the file mentions torch at all. */
  readonly read?: boolean;
  /** Of the processor. */
  readonly seconds: number;
  readonly steps: number;
  /** The most memory that the process has held so far. */
  readonly megabytes: number;
  /** An exception of Fovea itself, or that the process did not come back. */
  readonly crash?: string;
}
