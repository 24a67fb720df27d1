using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>What calibration changes of a twin: ranges, biases and weights, as they were and as calibration has them so far.</summary>
internal sealed class CalibrationTensors : IDisposable
{
    private readonly IReadOnlyList<(string Name, Tensor Tensor)> _ranges;
    private readonly IReadOnlyList<(string Name, Tensor Tensor)> _biases;
    private readonly IReadOnlyList<(string Name, Tensor Tensor)> _weights;
    private readonly bool _changesWeights;
    private readonly NamedTensors _originalBiases;
    private readonly NamedTensors _originalWeights;
    private (NamedTensors Ranges, NamedTensors Biases, NamedTensors Weights)? _result;

    /// <summary>Copies what a twin has now.</summary>
    /// <param name="twin">The twin.</param>
    /// <param name="parts">Its layers and quantizers.</param>
    /// <param name="corrected">The layers that are corrected.</param>
    public CalibrationTensors(nn.Module twin, IReadOnlyList<(string Name, nn.Module Module)> parts, IReadOnlyList<CorrectedLayer> corrected)
    {
        var names = new Dictionary<Tensor, string>(ReferenceEqualityComparer.Instance);
        foreach (var (name, parameter) in twin.named_parameters())
            names.TryAdd(parameter, name);

        _ranges = [.. parts.Where(static part => part.Module is Pact2 { IsFixed: false })
            .SelectMany(static part => part.Module.named_buffers(recurse: false).Select(buffer => ($"{part.Name}.{buffer.name}", buffer.buffer)))];
        _biases = [.. corrected.Select(layer => (names[layer.Bias], (Tensor)layer.Bias)).DistinctBy(static entry => entry.Item1, StringComparer.Ordinal)];
        var stored = parts.Select(static part => part.Module).OfType<PowerOfTwoLayer>().Where(static layer => layer.Options.WeightClipping is not null)
            .Select(static layer => layer.weight);
        var spread = corrected.Select(static layer => layer.Weight).OfType<TorchSharp.Modules.Parameter>().ToList();
        _changesWeights = spread.Count > 0;
        _weights = [.. stored.Concat(spread).Select(weight => (names[weight], (Tensor)weight)).DistinctBy(static entry => entry.Item1, StringComparer.Ordinal)];
        _originalBiases = new NamedTensors(_biases);
        _originalWeights = new NamedTensors(_weights);
    }

    /// <summary>Whether there is a result so far.</summary>
    public bool IsStarted => _result is not null;

    /// <summary>The names and values of the result so far.</summary>
    public IEnumerable<(string Name, Tensor Copy)> Result => Results.Ranges.Entries.Concat(Results.Biases.Entries).Concat(Results.Weights.Entries);

    private (NamedTensors Ranges, NamedTensors Biases, NamedTensors Weights) Results =>
        _result ?? throw new InvalidOperationException("There is no result before the first batch.");

    /// <summary>Takes what the twin has now as the result so far.</summary>
    public void Start() => _result ??= (new NamedTensors(_ranges), new NamedTensors(_biases), new NamedTensors(_weights));

    /// <summary>Takes a result so far from elsewhere.</summary>
    /// <param name="values">For each name of <see cref="Result"/> a tensor of the same shape.</param>
    public void Start(IReadOnlyList<Tensor> values)
    {
        Start();
        var i = 0;
        foreach (var part in new[] { Results.Ranges, Results.Biases, Results.Weights })
        {
            for (var j = 0; j < part.Count; j++)
                part.Replace(j, values[i++]);
        }
    }

    /// <summary>What the twin has now.</summary>
    public NamedTensors Now() => new([.. _ranges, .. _biases, .. _weights]);

    /// <summary>Gives the twin its original parameters. Ranges stay.</summary>
    public void WriteOriginal()
    {
        _originalBiases.WriteBack();
        _originalWeights.WriteBack();
    }

    /// <summary>Gives the twin the parameters of the result so far. Ranges stay.</summary>
    public void WriteParameters()
    {
        Results.Biases.WriteBack();
        Results.Weights.WriteBack();
    }

    /// <summary>Gives the twin the result so far.</summary>
    public void WriteResult()
    {
        Results.Ranges.WriteBack();
        WriteParameters();
    }

    /// <summary>Makes what the twin has now the result so far.</summary>
    public void Keep()
    {
        Results.Ranges.Update();
        Results.Biases.Update();
        if (_changesWeights)
            Results.Weights.Update();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _originalBiases.Dispose();
        _originalWeights.Dispose();
        if (_result is not { } result)
            return;

        result.Ranges.Dispose();
        result.Biases.Dispose();
        result.Weights.Dispose();
        _result = null;
    }
}
