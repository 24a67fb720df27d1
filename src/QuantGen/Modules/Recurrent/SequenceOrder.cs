using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils;

namespace QuantGen.Modules;

/// <summary>
/// Brings packed sequences into an order of falling length, and what was computed of them back into theirs. TorchSharp makes packed sequences
/// from padded tensors only, so the way leads through those.
/// </summary>
internal sealed class SequenceOrder
{
    private readonly Tensor _lengths;
    private readonly Tensor _order;
    private readonly Tensor _inverse;
    private readonly bool _isSorted;

    /// <summary>Sorts packed sequences.</summary>
    public SequenceOrder(rnn.PackedSequence input)
    {
        (var padded, _lengths) = rnn.pad_packed_sequence(input);
        var lengths = _lengths.data<long>().ToArray();
        _isSorted = lengths.Zip(lengths.Skip(1)).All(static pair => pair.First >= pair.Second);
        var order = _isSorted ? arange(lengths.Length, ScalarType.Int64) : _lengths.argsort(descending: true);
        _order = order.to(padded.device);
        _inverse = _order.argsort();
        var sorted = rnn.pack_padded_sequence(padded.index_select(1, _order), _lengths.index_select(0, order));
        (Data, Sizes) = (sorted.data, sorted.batch_sizes.data<long>().ToArray());
    }

    /// <summary>The values of all steps, one after the other, in each step the longest sequences first.</summary>
    public Tensor Data { get; }

    /// <summary>How many sequences each step has.</summary>
    public long[] Sizes { get; }

    /// <summary>Brings states, (layers, batch, width), into the order of falling length.</summary>
    public Tensor Sort(Tensor states) => states.index_select(1, _order);

    /// <summary>Brings them back.</summary>
    public Tensor Restore(Tensor states) => states.index_select(1, _inverse);

    /// <summary>Packs what was computed of <see cref="Data"/>, row by row, as the sequences were packed.</summary>
    public rnn.PackedSequence Pack(Tensor rows)
    {
        var (batch, width) = (Sizes[0], rows.size(1));
        var places = Sizes.SelectMany((size, step) => Enumerable.Range(0, (int)size).Select(i => (step * batch) + i)).ToArray();
        var padded = rows.new_zeros([Sizes.Length * batch, width]).index_copy(0, tensor(places, device: rows.device), rows);
        return rnn.pack_padded_sequence(Restore(padded.reshape(Sizes.Length, batch, width)), _lengths, enforce_sorted: _isSorted);
    }
}
