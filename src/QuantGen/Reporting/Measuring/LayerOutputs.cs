using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using static TorchSharp.torch;
using OneToOne = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace QuantGen.Reporting.Measuring;

/// <summary>
/// Compares what layers return in two runs of one batch. Of each result it keeps at most <see cref="Kept"/> values, evenly
/// spaced, so that memory does not grow with the size of the pictures.
/// </summary>
/// <param name="layers">The layers, each once.</param>
internal sealed class LayerOutputs(IReadOnlyCollection<OneToOne> layers)
{
    /// <summary>The most values of one result that are compared.</summary>
    public const int Kept = 1 << 16;

    private readonly Dictionary<OneToOne, NoiseMeter> _meters = [];

    /// <summary>The signal-to-noise ratio of a layer's results, in decibels; null when it returned nothing.</summary>
    public double? Sqnr(OneToOne layer) => _meters.GetValueOrDefault(layer)?.Sqnr;

    /// <summary>Runs a batch twice, first as it should be, and compares.</summary>
    public void Compare(Action reference, Action actual)
    {
        var kept = layers.ToDictionary(static layer => layer, static _ => new Queue<Tensor>());
        Observe(reference, (layer, output) => kept[layer].Enqueue(Sample(output).DetachFromDisposeScope()));
        try
        {
            Observe(actual, (layer, output) =>
            {
                if (kept[layer].TryDequeue(out var expected))
                {
                    using (expected)
                        Add(layer, expected, output);
                }
            });
        }
        finally
        {
            foreach (var unmatched in kept.Values.SelectMany(static queue => queue))
                unmatched.Dispose();
        }
    }

    private void Add(OneToOne layer, Tensor expected, Tensor output)
    {
        using var scope = NewDisposeScope();
        var sample = Sample(output);
        if (sample.numel() != expected.numel())
            return;

        if (!_meters.TryGetValue(layer, out var meter))
            _meters.Add(layer, meter = new NoiseMeter());

        meter.Add(expected, sample);
    }

    private void Observe(Action run, Action<OneToOne, Tensor> see)
    {
        var endings = new List<Action>();
        try
        {
            foreach (var layer in layers)
                endings.Add(Watch(layer, see));

            run();
        }
        finally
        {
            endings.ForEach(static end => end());
        }
    }

    // Hooks do not see every form in which a layer of ours is called. Those of others are called as modules are.
    private static Action Watch(OneToOne layer, Action<OneToOne, Tensor> see)
    {
        if (layer is QuantInputLayer ours)
        {
            ours.OutputObserver = output => see(layer, output);
            return () => ours.OutputObserver = null;
        }

        if (layer is PowerOfTwoLayer fixedPoint)
        {
            fixedPoint.Observer = new Observer(output => see(layer, output));
            return () => fixedPoint.Observer = null;
        }

        var hook = layer.register_forward_hook((_, _, output) =>
        {
            see(layer, output);
            return output;
        });
        return hook.remove;
    }

    // A step without a common factor with the number of values passes every channel, row and column alike.
    private static Tensor Sample(Tensor output)
    {
        var count = output.numel();
        var step = (count + Kept - 1) / Kept;
        while (step > 1 && !IsCoprime(step, count))
            step++;

        using var scope = NewDisposeScope();
        var flat = output.detach().reshape(-1);
        return (step > 1 ? flat.slice(0, 0, count, step) : flat).clone().MoveToOuterDisposeScope();
    }

    private static bool IsCoprime(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);

        return a == 1;
    }

    private sealed class Observer(Action<Tensor> see) : IOutputObserver
    {
        public void Observe(Tensor output, Tensor? biasRounding) => see(output);
    }
}
