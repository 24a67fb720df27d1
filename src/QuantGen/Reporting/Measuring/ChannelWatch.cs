using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>Finds input channels of a layer that are never anything but zero.</summary>
/// <param name="weight">The layer's weight.</param>
/// <param name="isLinear">Whether channels are the last axis. Convolutions have theirs before the kernel's dimensions.</param>
internal sealed class ChannelWatch(Tensor weight, bool isLinear)
{
    private float[]? _largest;
    private bool _vary;

    /// <summary>The channels that were zero throughout, of how many; null when nothing was seen, or not always as many.</summary>
    public (int Channels, IReadOnlyList<int> Dead)? Dead => _largest is null || _vary
        ? null
        : (_largest.Length, [.. _largest.Index().Where(static channel => channel.Item <= IntegerGrid.ZeroRange).Select(static channel => channel.Index)]);

    /// <summary>Takes in what the layer receives.</summary>
    public void See(Tensor input)
    {
        if (_vary || input.numel() == 0)
            return;

        using var scope = NewDisposeScope();
        var axis = isLinear ? input.dim() - 1 : input.dim() - weight.dim() + 1;
        long[] others = [.. Enumerable.Range(0, (int)input.dim()).Select(static i => (long)i).Where(i => i != axis)];
        var largest = HostValues.Of(others.Length == 0 ? input.abs() : input.abs().amax(others));
        _vary = _largest is not null && _largest.Length != largest.Length;
        _largest = _largest is null || _vary ? largest : [.. _largest.Zip(largest, MathF.Max)];
    }
}
