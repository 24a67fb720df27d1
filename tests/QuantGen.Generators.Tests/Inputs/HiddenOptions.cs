using System;
using QuantGen;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Sizes and rates of a tagger.</summary>
public sealed record TaggerOptions(long Words, long Features, double Dropout, bool TwoWay);

/// <summary>Tags words: embedding, recurrence, attention. TorchSharp tells none of their options afterwards.</summary>
[Quantize]
public sealed partial class HiddenOptions : Module<Tensor, Tensor>
{
    private const int Padding = 0;

    private readonly Embedding words;
    private readonly LSTM forth;
    private readonly GRU? back;
    private readonly MultiheadAttention attention;
    private readonly Linear tags;
    private readonly TaggerOptions options;
    private readonly long heads;

    public HiddenOptions(TaggerOptions options, long numberOfHeads) : base(nameof(HiddenOptions))
    {
        this.options = options;
        heads = numberOfHeads;
        words = Embedding(options.Words, options.Features, padding_idx: Padding);
        forth = LSTM(options.Features, options.Features, 2, batchFirst: true, dropout: options.Dropout);
        back = options.TwoWay ? GRU(options.Features, options.Features, batchFirst: true) : null;
        attention = MultiheadAttention(options.Features, numberOfHeads);
        tags = Linear(options.Features, 2 * numberOfHeads);
        RegisterComponents();
    }

    public override Tensor forward(Tensor indices)
    {
        var x = words.call(indices);
        var (sequence, _, _) = forth.call(x);
        if (back is not null)
        {
            var (other, _) = back.call(x);
            sequence = sequence + other;
        }

        var steps = sequence.transpose(0, 1);
        var (mixed, _) = attention.call(steps, steps, steps);
        return tags.call(mixed + steps);
    }
}
