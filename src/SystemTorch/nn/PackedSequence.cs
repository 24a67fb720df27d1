namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static partial class rnn
            {
                /// <summary>Sequences of several lengths without padding: step by step, in each step the sequences that have it, the longest first.</summary>
                public sealed class PackedSequence : IDisposable
                {
                    /// <summary>The values of all steps, one after the other.</summary>
                    public readonly Tensor data;

                    /// <summary>How many sequences each step has.</summary>
                    public readonly Tensor batch_sizes;

                    /// <summary>Where the sequences stood, the longest first; empty when they were in that order.</summary>
                    public readonly Tensor sorted_indices;

                    /// <summary>Where the sequences stand now, in the order that they were given in; empty likewise.</summary>
                    public readonly Tensor unsorted_indices;

                    internal PackedSequence(Tensor data, Tensor batchSizes, Tensor sortedIndices, Tensor unsortedIndices) =>
                        (this.data, batch_sizes, sorted_indices, unsorted_indices) = (data, batchSizes, sortedIndices, unsortedIndices);

                    internal bool IsSorted => sorted_indices.numel() == 0;

                    private Tensor[] Tensors => [data, batch_sizes, sorted_indices, unsorted_indices];

                    /// <summary>Takes the tensors out of all scopes.</summary>
                    public PackedSequence DetachFromDisposeScope() => Each(static tensor => tensor.DetachFromDisposeScope());

                    /// <summary>Moves the tensors to the scope around theirs.</summary>
                    public PackedSequence MoveToOuterDisposeScope() => Each(static tensor => tensor.MoveToOuterDisposeScope());

                    /// <summary>Moves the tensors to another scope.</summary>
                    public PackedSequence MoveToOtherDisposeScope(DisposeScope? other) => Each(tensor => tensor.MoveToOtherDisposeScope(other));

                    /// <summary>Moves the tensors to the scope of another sequence.</summary>
                    public PackedSequence MoveToOtherDisposeScope(PackedSequence other) =>
                        MoveToOtherDisposeScope(other.data.OwningDisposeScope);

                    /// <summary>Frees the tensors.</summary>
                    public void Dispose() => Each(static tensor => tensor.Dispose());

                    private PackedSequence Each(Action<Tensor> action)
                    {
                        foreach (var tensor in Tensors)
                            action(tensor);

                        return this;
                    }
                }
            }
        }
    }
}
