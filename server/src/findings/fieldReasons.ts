// Why outputs of an operator have no positions, and so no receptive field: each reason once; it completes the sentence “none: …”.

export const fieldReasons = {
  along: (operator: string, axis: string) => `${operator} works along ${axis}`,
  axesAdded: (operator: string) => `${operator} adds an axis`,
  boxes: 'boxes depend on sizes alone',
  copies: 'Repeat copies positions',
  crop: (offset: string) => `Crop with offset ${offset}`,
  indexedAxes: 'an index takes an axis away or adds one',
  indices: 'Embedding reads indices, not pixels',
  loss: 'a loss has no positions',
  merged: (operator: string) => `${operator} leaves no positions`,
  moved: 'Permute moves the axes',
  phases: (most: number) => `single positions see stretches that repeat only after more than ${most} of them`,
  recurrent: 'a recurrent layer sees all steps before',
  reduced: 'a reduction over some of the axes',
  regions: 'regions lie anywhere',
  selected: (operator: string) => `${operator} chooses positions by values`,
  unfolded: 'Unfold lays windows side by side',
  unknownSize: (operator: string) => `${operator} from or to a size that is not known`,
  wraps: 'Roll wraps around the edges',
};
