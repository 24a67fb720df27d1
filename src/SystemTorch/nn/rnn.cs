using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Sequences of several lengths.</summary>
            public static partial class rnn
            {
                private static readonly Operator Pack = new("aten::_pack_padded_sequence");
                private static readonly Operator Pad = new("aten::_pad_packed_sequence");

                /// <summary>Leaves the padding of sequences out.</summary>
                /// <param name="input">(time, batch, ...), or (batch, time, ...).</param>
                /// <param name="lengths">The lengths, a tensor of 64 bit integers on the CPU.</param>
                /// <param name="batch_first">Whether the batch is the first axis.</param>
                /// <param name="enforce_sorted">Whether the longest sequence must come first, and so on.</param>
                public static PackedSequence pack_padded_sequence(
                    Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                {
                    using var scope = NewDisposeScope();
                    Tensor sorted = empty(0, ScalarType.Int64), unsorted = empty(0, ScalarType.Int64);
                    if (!enforce_sorted)
                    {
                        (lengths, sorted) = lengths.sort(descending: true);
                        unsorted = sorted.argsort();
                        input = input.index_select(batch_first ? 0 : 1, sorted.to(input.device));
                    }

                    var (data, sizes) = Pack.CallPair(input, lengths, batch_first);
                    return new PackedSequence(data, sizes, sorted, unsorted).MoveToOuterDisposeScope();
                }

                /// <summary>Pads sequences to one length.</summary>
                /// <param name="sequence">The sequences.</param>
                /// <param name="batch_first">Whether the batch is to be the first axis.</param>
                /// <param name="padding_value">What is padded with.</param>
                /// <param name="total_length">The length; null for that of the longest sequence.</param>
                /// <returns>The padded tensor and the lengths.</returns>
                public static (Tensor, Tensor) pad_packed_sequence(
                    PackedSequence sequence, bool batch_first = false, double padding_value = 0, long? total_length = null)
                {
                    using var scope = NewDisposeScope();
                    var (padded, lengths) = Pad.CallPair(
                        sequence.data, sequence.batch_sizes, batch_first, (Scalar)padding_value, total_length ?? -1);
                    if (!sequence.IsSorted)
                    {
                        padded = padded.index_select(batch_first ? 0 : 1, sequence.unsorted_indices.to(padded.device));
                        lengths = lengths.index_select(0, sequence.unsorted_indices);
                    }

                    return (padded.MoveToOuterDisposeScope(), lengths.MoveToOuterDisposeScope());
                }
            }
        }
    }
}
