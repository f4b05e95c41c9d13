// Times and energies of layers, by the same rules as in hovers and on the command line.
export {
  estimate,
  estimateAll,
  type Circumstances,
  type Estimate,
  type Work,
} from '../../../server/src/analysis/roofline.js';
