// Folders that the reader's settings name: whole paths, or URIs.

/** Those of `fovea.pytorch.packages`, in which installed packages lie. */
export const packageFoldersOf = (settings: unknown): readonly string[] =>
  foldersIn((settings as { pytorch?: { packages?: unknown } } | null | undefined)?.pytorch?.packages);

/** The environment of Python that is chosen in the editor, which its client adds to the settings. */
export const environmentsOf = (settings: unknown): readonly string[] => {
  const chosen = (settings as { pytorch?: { environment?: unknown } } | null | undefined)?.pytorch
    ?.environment;
  return foldersIn([chosen]);
};

/** All that may be read besides the workspace. */
export const readableFoldersOf = (settings: unknown): readonly string[] => [
  ...packageFoldersOf(settings),
  ...environmentsOf(settings),
  ...foldersIn((settings as { readableFolders?: unknown } | null | undefined)?.readableFolders),
];

function foldersIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((each): each is string => typeof each === 'string' && each !== '')
    .map((each) => (/^[\w+.-]{2,}:/.test(each) ? each : uriOf(each)).replace(/([^/:])\/+$/, '$1'));
}

function uriOf(path: string): string {
  const segments = path.replaceAll('\\', '/').split('/');
  return `file:///${segments.filter(Boolean).map(encodeURIComponent).join('/')}`;
}
