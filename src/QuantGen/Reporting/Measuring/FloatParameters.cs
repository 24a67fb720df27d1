using QuantGen.PowerOfTwo;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>
/// The parameters of the float model, to be put into a power-of-two twin for a while. Calibration changes biases and weights of such a twin so that they
/// fit its quantized form, so what it computes with everything off is not what it is to be compared with.
/// </summary>
internal sealed class FloatParameters
{
    private readonly IReadOnlyList<(string Name, Tensor Own, Tensor Float)> _tensors;

    private FloatParameters(IReadOnlyList<(string Name, Tensor Own, Tensor Float)> tensors) => _tensors = tensors;

    /// <summary>Those of a float model; null without one, for a twin of another target, and where the twin has not all of its keys.</summary>
    public static FloatParameters? Of(nn.Module twin, nn.Module? floatModel)
    {
        if (floatModel is null || PowerOfTwoModules.Of(twin).Count == 0)
            return null;

        var own = twin.state_dict();
        var tensors = new List<(string Name, Tensor Own, Tensor Float)>();
        foreach (var (name, tensor) in floatModel.state_dict())
        {
            if (!own.TryGetValue(name, out var mine) || !mine.shape.SequenceEqual(tensor.shape))
                return null;

            tensors.Add((name, mine, tensor));
        }

        return new FloatParameters(tensors);
    }

    /// <summary>Puts them into the twin until the result is disposed.</summary>
    public IDisposable Enter()
    {
        var before = new Before(new NamedTensors([.. _tensors.Select(static entry => (entry.Name, entry.Own))]));
        using var noGradient = no_grad();
        foreach (var (_, own, floating) in _tensors)
            own.copy_(floating);

        return before;
    }

    private sealed class Before(NamedTensors tensors) : IDisposable
    {
        public void Dispose()
        {
            tensors.WriteBack();
            tensors.Dispose();
        }
    }
}
