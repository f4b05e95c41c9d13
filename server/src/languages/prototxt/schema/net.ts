// NetParameter and LayerParameter, and their V1 forms.
import { blobProto, blobShape, netState, netStateRule, paramSpec, phase, transformation } from './common.js';
import { dataParameters } from './data.js';
import { layerParameters } from './parameters.js';
import {
  bool,
  enumeration,
  float,
  int,
  many,
  message,
  oneOf,
  string,
  sub,
  type FieldType,
} from './schema.js';

const parameterFields: Readonly<Record<string, FieldType>> = Object.fromEntries(
  Object.entries({ ...layerParameters, ...dataParameters }).map(([name, type]) => [
    name,
    sub(() => type, type.doc),
  ]),
);

/** Fields that both forms of a layer have. */
const both: Readonly<Record<string, FieldType>> = {
  name: string('Name of the layer.'),
  bottom: many(string('A blob that the layer reads: the top of a layer before it.')),
  top: many(string('A blob that the layer makes. One of the name of a bottom is written in place.')),
  loss_weight: many(float('How much a top counts in the loss.')),
  include: many(sub(() => netStateRule, 'The layer is there only where one of these rules holds.')),
  exclude: many(sub(() => netStateRule, 'The layer is there only where none of these rules holds.')),
  transform_param: sub(() => transformation, transformation.doc),
  blobs: many(sub(() => blobProto, 'Trained values of a learned blob.')),
  ...parameterFields,
};

const layer = message('LayerParameter', 'A layer of the network.', {
  type: string('What the layer does.'),
  phase: oneOf(phase, 'The phase; Caffe sets it.'),
  param: many(sub(() => paramSpec, 'How a learned blob is trained, in their order: weights, then bias.')),
  propagate_down: many(bool('Whether gradients pass to a bottom.')),
  ...both,
});

/** The types of V1 and those that they became. */
export const v1Types: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ABSVAL: 'AbsVal',
    ACCURACY: 'Accuracy',
    ARGMAX: 'ArgMax',
    BNLL: 'BNLL',
    CONCAT: 'Concat',
    CONTRASTIVE_LOSS: 'ContrastiveLoss',
    CONVOLUTION: 'Convolution',
    DATA: 'Data',
    DECONVOLUTION: 'Deconvolution',
    DROPOUT: 'Dropout',
    DUMMY_DATA: 'DummyData',
    EUCLIDEAN_LOSS: 'EuclideanLoss',
    ELTWISE: 'Eltwise',
    EXP: 'Exp',
    FLATTEN: 'Flatten',
    HDF5_DATA: 'HDF5Data',
    HDF5_OUTPUT: 'HDF5Output',
    HINGE_LOSS: 'HingeLoss',
    IM2COL: 'Im2col',
    IMAGE_DATA: 'ImageData',
    INFOGAIN_LOSS: 'InfogainLoss',
    INNER_PRODUCT: 'InnerProduct',
    LRN: 'LRN',
    MEMORY_DATA: 'MemoryData',
    MULTINOMIAL_LOGISTIC_LOSS: 'MultinomialLogisticLoss',
    MVN: 'MVN',
    POOLING: 'Pooling',
    POWER: 'Power',
    RELU: 'ReLU',
    SIGMOID: 'Sigmoid',
    SIGMOID_CROSS_ENTROPY_LOSS: 'SigmoidCrossEntropyLoss',
    SILENCE: 'Silence',
    SOFTMAX: 'Softmax',
    SOFTMAX_LOSS: 'SoftmaxWithLoss',
    SPLIT: 'Split',
    SLICE: 'Slice',
    TANH: 'TanH',
    WINDOW_DATA: 'WindowData',
    THRESHOLD: 'Threshold',
  }),
);

const v1Layer = message('V1LayerParameter', 'A layer in the form before 2014.', {
  type: oneOf(
    enumeration('LayerType', Object.fromEntries([['NONE', 'None.'], ...v1Types])),
    'What the layer does.',
  ),
  param: many(string('Name of a learned blob that layers share.')),
  blob_share_mode: many(string('What sharing demands of the shapes.')),
  blobs_lr: many(float('Factor of the learning rate of a learned blob.')),
  weight_decay: many(float('Factor of the weight decay of a learned blob.')),
  layer: sub(() => message('', 'A layer in the form of V0, which Fovea does not read.', {}), 'V0.'),
  ...both,
});

export const net = message('NetParameter', 'A network: its layers, in the order in which they run.', {
  name: string('Name of the network.'),
  input: many(string('A blob that the caller fills.', undefined, { deprecated: 'a layer of type Input' })),
  input_shape: many(
    sub(() => blobShape, 'Sizes of an input, in their order.', { deprecated: 'a layer of type Input' }),
  ),
  input_dim: many(
    int('Sizes of the inputs, four for each.', undefined, { deprecated: 'a layer of type Input' }),
  ),
  force_backward: bool('Whether every layer computes gradients.', false),
  state: sub(() => netState, 'The phase, level and stages that rules of layers are held against.'),
  debug_info: bool('Whether results are logged.', false),
  layer: many(sub(() => layer, layer.doc)),
  layers: many(sub(() => v1Layer, v1Layer.doc, { deprecated: 'layer' })),
});
