using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Mean and deviation of each channel of what a layer returns, over all its calls in one pass.</summary>
/// <param name="channelAxis">The axis of the channels; negative ones count from the end.</param>
/// <param name="spread">Whether the deviation is measured, too.</param>
internal sealed class OutputStatistics(int channelAxis, bool spread) : IOutputObserver
{
    private Tensor? _mean;
    private Tensor? _square;
    private int _calls;

    /// <inheritdoc/>
    public void Observe(Tensor output, Tensor? biasRounding)
    {
        using var scope = NewDisposeScope();
        var rows = Rows(output.detach());
        var mean = rows.mean([0, 2]);
        var square = spread ? (rows - mean.view(1, -1, 1)).square().mean([0, 2]) : null;
        if (biasRounding is not null)
            mean = mean + biasRounding.view(-1);

        Add(ref _mean, mean);
        if (square is not null)
            Add(ref _square, square);

        _calls++;
    }

    /// <summary>Hands out what was seen since the last time, and forgets it.</summary>
    /// <returns>Nothing if the layer was not called. The caller disposes both.</returns>
    public (Tensor Mean, Tensor? Deviation)? Take()
    {
        if (_mean is null)
            return null;

        using var scope = NewDisposeScope();
        var taken = ((_mean / _calls).MoveToOuterDisposeScope(), _square is null ? null : (_square / _calls).sqrt().MoveToOuterDisposeScope());
        Forget();
        return taken;
    }

    /// <summary>Forgets what was seen.</summary>
    public void Forget()
    {
        _mean?.Dispose();
        _square?.Dispose();
        (_mean, _square, _calls) = (null, null, 0);
    }

    // Other axes x channels x axes behind the channels.
    private Tensor Rows(Tensor output)
    {
        var axis = channelAxis < 0 ? (int)output.dim() + channelAxis : channelAxis;
        var inner = 1L;
        foreach (var extent in output.shape.AsSpan(axis + 1))
            inner *= extent;

        return output.reshape(-1, output.size(axis), inner);
    }

    private static void Add(ref Tensor? sum, Tensor value)
    {
        if (sum is null)
            sum = value.clone().DetachFromDisposeScope();
        else
            sum.add_(value);
    }
}
