using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Runs the <see cref="FatnnKernel"/> over whole tensors.</summary>
internal sealed unsafe class FatnnPass
{
    private readonly FatnnRange _range;
    private readonly Tensor[] _tensors;
    private readonly FatnnSteps _steps;

    private FatnnPass(FatnnRange range, Tensor[] tensors)
    {
        (_range, _tensors) = (range, tensors);
        _steps = new FatnnSteps(tensors.AsSpan(1), range.HalfRange);
    }

    /// <summary>A pass over values and slopes; null where they need composed operators.</summary>
    public static FatnnPass? TryCreate(FatnnRange range, Tensor[] tensors) =>
        DenseValues.CanRun(range.Groups, tensors) ? new FatnnPass(range, tensors) : null;

    /// <summary>The levels.</summary>
    public Tensor Quantize()
    {
        var output = _tensors[0].empty_like();
        var source = (float*)TensorMemory.Address(_tensors[0]);
        var target = (float*)TensorMemory.Address(output);
        var runs = new ValueRuns(_range.Groups, _tensors[0]);
        for (long run = 0; run < runs.Count; run++)
        {
            var (start, group) = (run * runs.Length, runs.Group(run));
            FatnnKernel.Quantize(source + start, target + start, runs.Length, _steps.Slopes(group), _steps.Thresholds(group), _range.HalfRange);
        }

        GC.KeepAlive(_tensors[0]);
        return output;
    }

    /// <summary>The gradients by values and slopes.</summary>
    /// <param name="gradient">The gradient by the levels.</param>
    public Tensor?[] Gradients(Tensor gradient)
    {
        var dense = DenseValues.LaidOutAs(_tensors[0], gradient);
        var ofValues = _tensors[0].empty_like();
        var source = (float*)TensorMemory.Address(_tensors[0]);
        var given = (float*)TensorMemory.Address(dense);
        var target = (float*)TensorMemory.Address(ofValues);
        var runs = new ValueRuns(_range.Groups, _tensors[0]);
        var count = _steps.Count;
        var (distances, heights) = (new double[_range.Groups.Count * count], new double[_range.Groups.Count * count]);
        for (long run = 0; run < runs.Count; run++)
        {
            var (start, group) = (run * runs.Length, runs.Group(run));
            FatnnKernel.Gradients(
                source + start, given + start, target + start, runs.Length, _steps.Slopes(group), _steps.Thresholds(group), _range.HalfRange,
                distances.AsSpan(group * count, count), heights.AsSpan(group * count, count));
        }

        GC.KeepAlive(_tensors[0]);
        GC.KeepAlive(dense);
        return [ofValues, .. Enumerable.Range(0, count).Select(step => OfSlope(step, distances, heights))];
    }

    private Tensor OfSlope(int step, double[] distances, double[] heights)
    {
        var alpha = _tensors[step + 1];
        var result = new float[_range.Groups.Count];
        for (var group = 0; group < result.Length; group++)
        {
            var later = 0.0;
            for (var other = step + 1; other < _steps.Count && _range.HalfRange; other++)
                later += heights[(group * _steps.Count) + other];

            var slope = (double)_steps.Slopes(group)[step];
            result[group] = (float)(distances[(group * _steps.Count) + step] + (later / (slope * slope)));
        }

        return tensor(result, alpha.shape) * alpha.sign();
    }
}
