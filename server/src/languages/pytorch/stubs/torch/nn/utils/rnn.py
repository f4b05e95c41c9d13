# Sequences of different lengths.
import _fovea
from .._packed import PackedSequence, packed


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    return packed(input, batch_first)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    padded = sequence.padded
    if sequence.batch_first != batch_first:
        padded = padded.transpose(0, 1)
    return padded, _fovea.full((padded.shape[0 if batch_first else 1],), None, "int")


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    sequences = list(sequences)
    longest = max([each.shape[0] for each in sequences])
    rest = tuple(sequences[0].shape[1:])
    sizes = (len(sequences), longest) if batch_first else (longest, len(sequences))
    return _fovea.shape_as(sequences, sizes + rest, "pad_sequence")


def pack_sequence(sequences, enforce_sorted=True):
    return packed(pad_sequence(sequences, True), True)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    return list(padded_sequences if batch_first else padded_sequences.transpose(0, 1))
