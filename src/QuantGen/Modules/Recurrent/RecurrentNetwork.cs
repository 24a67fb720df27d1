using System.Globalization;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// The layers and directions of an LSTM or GRU with a pair of quantizers each. One range covers an input and the state beside it, and one
/// weight quantizer both weights: what is deployed is one product of their concatenations. Biases, and the states themselves, are not
/// quantized. (pytorch-quantization 2.2.1, quant_rnn.py.)
/// </summary>
/// <typeparam name="T">The type of the float layer.</typeparam>
internal sealed class RecurrentNetwork<T> : IDisposable
    where T : nn.Module
{
    private readonly IRecurrentStep _step;
    private readonly RecurrentOptions _options;
    private readonly int _layers;
    private readonly int _directions;
    private readonly RecurrentPair[] _pairs;

    /// <summary>Makes the quantizers of a float layer.</summary>
    /// <param name="layer">The float layer, which belongs to the network.</param>
    /// <param name="step">What its steps compute.</param>
    /// <param name="options">What it was made with and does not show.</param>
    /// <param name="input">How inputs and states are quantized.</param>
    /// <param name="weight">How weights are quantized.</param>
    public RecurrentNetwork(T layer, IRecurrentStep step, RecurrentOptions options, QuantDescriptor? input, QuantDescriptor? weight)
    {
        var shape = HiddenLayerCopy.Stack(layer);
        (_step, _options) = (step, options);
        (_layers, _directions) = ((int)shape.Layers, shape.Bidirectional ? 2 : 1);
        (Width, Parameters) = (shape.Hidden, new SharedParameters<T>(layer));
        _pairs = [.. Enumerable.Range(0, _layers * _directions).Select(_ => new RecurrentPair(input, weight))];
    }

    /// <summary>The float layer and its parameters.</summary>
    public SharedParameters<T> Parameters { get; }

    /// <summary>The width of states.</summary>
    public long Width { get; }

    /// <summary>The quantizers of inputs and states, layer by layer, in each the forward direction first.</summary>
    public IEnumerable<TensorQuantizer> InputQuantizers => _pairs.Select(static pair => pair.Input);

    /// <summary>The weights with their quantizers, in the same order.</summary>
    public IEnumerable<QuantizedWeight> Weights => _pairs.Select((pair, i) => new QuantizedWeight(
        pair.Weight, [Parameters[Name("weight_ih", i)], Parameters[Name("weight_hh", i)]], joinAxis: 1));

    /// <summary>How many layers there are.</summary>
    public int Layers => _layers;

    /// <summary>How many directions each layer has.</summary>
    public int Directions => _directions;

    /// <summary>Whether sequences are (batch, time, features).</summary>
    public bool TakesBatchFirst => _options.BatchFirst;

    /// <summary>The quantizers, layer by layer, in each the forward direction first.</summary>
    public IReadOnlyList<RecurrentPair> Pairs => _pairs;

    /// <summary>Whether no quantizer does anything, so that the float layer can compute.</summary>
    public bool IsIdle => Array.TrueForAll(_pairs, static pair => pair.IsIdle);

    /// <summary>Applies all layers to sequences of one length.</summary>
    /// <param name="input">(time, batch, inputs), or (batch, time, inputs) as the options say.</param>
    /// <param name="states">The states to start with, (layers * directions, batch, hidden) each; null for zeros.</param>
    /// <param name="training">Whether outputs between layers are dropped.</param>
    /// <returns>The outputs of the last layer, then the states at the end.</returns>
    public Tensor[] Run(Tensor input, Tensor[]? states, bool training)
    {
        if (input.dim() != 3)
            throw new ArgumentException(
                $"{typeof(T).Name} takes a tensor of three axes, time, batch and features, not one of shape [{string.Join(", ", input.shape)}].",
                nameof(input));

        using var scope = NewDisposeScope();
        var sequence = _options.BatchFirst ? input.transpose(0, 1) : input;
        var (time, batch) = (sequence.size(0), sequence.size(1));
        if (time == 0)
            throw new ArgumentException($"{typeof(T).Name} takes sequences of one step or more, not of none.", nameof(input));

        var sizes = new long[time];
        Array.Fill(sizes, batch);
        var results = Run(sequence.reshape(time * batch, sequence.size(2)), sizes, states, training);
        var output = results[0].reshape(time, batch, _directions * Width);
        results[0] = _options.BatchFirst ? output.transpose(0, 1) : output;
        return [.. results.Select(static result => result.MoveToOuterDisposeScope())];
    }

    /// <summary>Applies all layers to sequences of several lengths.</summary>
    /// <param name="input">The sequences, packed in any order.</param>
    /// <param name="states">The states to start with, in the order that the sequences were given in; null for zeros.</param>
    /// <param name="training">Whether outputs between layers are dropped.</param>
    /// <returns>The outputs of the last layer, packed likewise, then the state of each sequence at its own end.</returns>
    public (nn.utils.rnn.PackedSequence Output, Tensor[] States) Run(nn.utils.rnn.PackedSequence input, Tensor[]? states, bool training)
    {
        using var scope = NewDisposeScope();
        var order = new SequenceOrder(input);
        var start = states is null ? null : Array.ConvertAll(states, order.Sort);
        var results = Run(order.Data, order.Sizes, start, training);
        var output = order.Pack(results[0]).MoveToOuterDisposeScope();
        return (output, [.. results.Skip(1).Select(state => order.Restore(state).MoveToOuterDisposeScope())]);
    }

    /// <summary>Applies all layers to sequences whose steps lie one after the other.</summary>
    /// <param name="data">The inputs of all steps, (sum of sizes, inputs).</param>
    /// <param name="sizes">How many sequences each step has: the first ones, and never more than the step before.</param>
    /// <param name="states">The states to start with, as above.</param>
    /// <param name="training">Whether outputs between layers are dropped.</param>
    /// <returns>The outputs of the last layer in the order of the data, then the states at the end.</returns>
    private Tensor[] Run(Tensor data, long[] sizes, Tensor[]? states, bool training)
    {
        using var scope = NewDisposeScope();
        states ??= [.. Enumerable.Range(0, _step.States).Select(_ => zeros([_pairs.Length, sizes[0], Width], data.dtype, data.device))];
        var ends = new List<Tensor[]>();
        for (var layer = 0; layer < _layers; layer++)
        {
            var outputs = new Tensor[_directions];
            for (var direction = 0; direction < _directions; direction++)
            {
                var i = (layer * _directions) + direction;
                var start = Array.ConvertAll(states, state => state.select(0, i));
                (outputs[direction], var end) = Run(i, data, sizes, start, isReverse: direction == 1);
                ends.Add(end);
            }

            data = _directions == 1 ? outputs[0] : cat(outputs, 1);
            if (training && _options.Dropout > 0 && layer < _layers - 1)
                data = nn.functional.dropout(data, _options.Dropout, training: true);
        }

        Tensor[] results = [data, .. Enumerable.Range(0, _step.States).Select(state => stack([.. ends.Select(end => end[state])], 0))];
        return [.. results.Select(static result => result.MoveToOuterDisposeScope())];
    }

    /// <inheritdoc/>
    public void Dispose() => Parameters.Dispose();

    private (Tensor Output, Tensor[] End) Run(int i, Tensor data, long[] sizes, Tensor[] start, bool isReverse)
    {
        using var scope = NewDisposeScope();
        var joined = _pairs[i].Weight.Pass(cat([Parameters[Name("weight_ih", i)], Parameters[Name("weight_hh", i)]], 1), isPrivate: false);
        var weights = _step.Arrange(joined, data.size(1), Parameters.Find(Name("bias_ih", i)), Parameters.Find(Name("bias_hh", i)));
        var inputs = RecurrentInputs.Of(_pairs[i].Input, data, sizes, weights);
        var batch = new RecurrentBatch(start, isReverse);
        var outputs = new Tensor[sizes.Length];
        for (var k = 0; k < sizes.Length; k++)
        {
            var t = isReverse ? sizes.Length - 1 - k : k;
            var states = batch.Resize(sizes[t]);
            using var stepScope = NewDisposeScope();
            var (fromInput, hidden) = inputs.Next(t, states[0]);
            batch.States = Array.ConvertAll(_step.Next(fromInput, hidden, states, weights), static state => state.MoveToOuterDisposeScope());
            outputs[t] = batch.States[0];
        }

        inputs.Finish();
        var end = Array.ConvertAll(batch.End(), static state => state.MoveToOuterDisposeScope());
        return (cat(outputs, 0).MoveToOuterDisposeScope(), end);
    }

    /// <summary>The key of a parameter of a layer and direction, counted like <see cref="Pairs"/>.</summary>
    public string Name(string parameter, int i) => string.Create(
        CultureInfo.InvariantCulture, $"{parameter}_l{i / _directions}{(i % _directions == 1 ? "_reverse" : "")}");
}
