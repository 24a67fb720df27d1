using System.Runtime.InteropServices;
using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Runs the <see cref="UniformKernel"/> over whole tensors.</summary>
internal sealed unsafe class UniformPass
{
    private readonly UniformSettings _settings;
    private readonly Tensor[] _tensors;

    private UniformPass(UniformSettings settings, Tensor[] tensors) => (_settings, _tensors) = (settings, tensors);

    private ReadOnlySpan<float> Ranges => MemoryMarshal.Cast<byte, float>(_tensors[1].bytes);

    private ReadOnlySpan<float> Offsets => _tensors.Length < 3 ? [] : MemoryMarshal.Cast<byte, float>(_tensors[2].bytes);

    /// <summary>A pass over values, range and offset; null where they need composed operators.</summary>
    public static UniformPass? TryCreate(UniformSettings settings, Tensor[] tensors) =>
        DenseValues.CanRun(settings.Groups, tensors) ? new UniformPass(settings, tensors) : null;

    /// <summary>The result.</summary>
    public Tensor Quantize()
    {
        var output = _tensors[0].empty_like();
        var source = (float*)TensorMemory.Address(_tensors[0]);
        var target = (float*)TensorMemory.Address(output);
        var runs = new ValueRuns(_settings.Groups, _tensors[0]);
        for (long run = 0; run < runs.Count; run++)
        {
            var start = run * runs.Length;
            UniformKernel.Quantize(source + start, target + start, runs.Length, Scale(runs.Group(run)));
        }

        Keep();
        return output;
    }

    /// <summary>The gradients by values, range and offset.</summary>
    /// <param name="gradient">The gradient by the result.</param>
    public Tensor?[] Gradients(Tensor gradient)
    {
        var dense = DenseValues.LaidOutAs(_tensors[0], gradient);
        var ofInput = _settings.IsPrivate ? dense : dense.empty_like();
        var source = (float*)TensorMemory.Address(_tensors[0]);
        var given = (float*)TensorMemory.Address(dense);
        var target = (float*)TensorMemory.Address(ofInput);
        var runs = new ValueRuns(_settings.Groups, _tensors[0]);
        var (ranges, offsets) = (new double[_settings.Groups.Count], new double[_settings.Groups.Count]);
        for (long run = 0; run < runs.Count; run++)
        {
            var (start, group) = (run * runs.Length, runs.Group(run));
            var (ofRange, ofOffset) = UniformKernel.Gradients(source + start, given + start, target + start, runs.Length, Scale(group));
            ranges[group] += ofRange;
            offsets[group] += ofOffset;
        }

        var values = Ranges;
        for (var group = 0; group < ranges.Length; group++)
            ranges[group] *= values[group] < 0 ? -_settings.Factor : _settings.Factor;

        Keep();
        GC.KeepAlive(dense);
        return _tensors.Length < 3
            ? [ofInput, Parameter(ranges, 1)]
            : [ofInput, Parameter(ranges, 1), Parameter(offsets, _settings.Factor)];
    }

    private UniformScale Scale(int group) => new(_settings.Grid, Ranges[group], Offsets.IsEmpty ? null : Offsets[group]);

    private Tensor Parameter(double[] sums, double factor) =>
        tensor([.. sums.Select(sum => (float)(sum * factor))], _settings.Groups.ParameterShape);

    private void Keep()
    {
        foreach (var kept in _tensors)
            GC.KeepAlive(kept);
    }
}
