using System.Runtime.InteropServices;
using QuantGen.Quantizers;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// LQ-Nets: levels are sums of a basis v that is no parameter but follows from the data. Each training batch is quantized with the basis
/// there is, which then moves toward the one that fits the batch best: v = 0.9 v + 0.1 v*, or the running mean of all v*.
/// </summary>
/// <remarks>
/// <para>Zhang et al., LQ-Nets, ECCV 2018: section 3.2 for the levels, algorithm 1 for the basis, equation 10 for its average. Normalization, the
/// threshold mix and the running mean are options that the paper does not have. The gradient is that of the identity; of activations, 0
/// from the top level on. At the lower end nothing stops it, with levels below zero either: it is made for what comes out of a ReLU.</para>
/// <para>During warm-up the basis already follows the batches. A group whose values are not all finite keeps its basis.</para>
/// <para>State: <c>basis</c>, (b, G).</para>
/// </remarks>
internal sealed class LqNetsQuantizer : LowBitQuantizer
{
    private const string BasisBuffer = "basis";
    private const double Momentum = 0.9;

    private readonly LqCodes _codes;
    private readonly double _mix;

    /// <summary>Makes a quantizer.</summary>
    public LqNetsQuantizer(LowBitSide side, LowBitRole role, long[] shape)
        : base(side, role, shape)
    {
        _codes = LqCodes.Of(side.Levels, IsHalfRange);
        _mix = side.ThresholdMix ?? 0.5;
        AddBasis();
    }

    private bool IsWeight => Role == LowBitRole.Weight;

    private Tensor Basis => State(BasisBuffer);

    private protected override double NormalizationEpsilon => 1e-5;

    private protected override bool Restores => Side.Normalization != LowBitNormalization.None;

    private protected override Tensor Quantize(Tensor values) => TryFast(values, training, out var output) ? output : Composed(values);

    private protected override void Measure(Tensor values, long batch)
    {
        if (TryFast(values, counts: true, out _))
            return;

        var split = ChannelGroups.Split(values);
        UpdateComposed(split, Assign(split));
    }

    private protected override IntegerForm Integers(Tensor values)
    {
        var planes = Assign(ChannelGroups.Split(values)).Planes;
        return new IntegerForm(
            [.. planes.Select(plane => ChannelGroups.Join(plane.contiguous(), values))],
            [.. Enumerable.Range(0, planes.Count).Select(vector => ChannelGroups.Spread(Basis[vector], values))],
            null);
    }

    private bool TryFast(Tensor values, bool counts, out Tensor output)
    {
        output = values;
        var basis = Basis;
        if (basis.device_type != DeviceType.CPU || basis.dtype != ScalarType.Float32)
            return false;

        var numbers = MemoryMarshal.Cast<byte, float>(basis.bytes);
        var table = LqTable.Of(_codes, numbers, _mix);
        if (LqPass.TryCreate(values, table, ChannelGroups.RunLength(values), counts, blocksTop: !IsWeight) is not { } pass)
            return false;

        output = FakeQuantization.Run(values, pass, ResultIsPrivate);
        if (counts)
            Update(pass, table, numbers);

        return true;
    }

    private void Update(LqPass pass, LqTable table, Span<float> basis)
    {
        var share = Share();
        Span<double> solution = stackalloc double[_codes.Vectors];
        for (var group = 0; group < table.Groups; group++)
        {
            if (!LqSolver.Solve(table, group, pass.Counts(group), pass.Sums(group), basis, IsWeight, solution))
                continue;

            for (var j = 0; j < solution.Length; j++)
            {
                ref var value = ref basis[(j * table.Groups) + group];
                value = (float)((value * (1 - share)) + (solution[j] * share));
            }
        }
    }

    private Tensor Composed(Tensor values)
    {
        LqOperators.Assignment assigned;
        Tensor split;
        using (no_grad())
        {
            split = ChannelGroups.Split(values);
            assigned = Assign(split);
        }

        var output = StraightThrough.Apply(
            values,
            input => ChannelGroups.Join(assigned.Levels, input).alias(),
            input => IsWeight ? ones_like(input, ScalarType.Bool) : ChannelGroups.Join(split.lt(assigned.Top), input));
        if (training)
        {
            using var noGradient = no_grad();
            UpdateComposed(split, assigned);
        }

        return output;
    }

    private LqOperators.Assignment Assign(Tensor split) => LqOperators.Assign(split, Basis.to(split.dtype), _codes, _mix, ChannelGroups);

    private void UpdateComposed(Tensor split, LqOperators.Assignment assigned)
    {
        using var scope = NewDisposeScope();
        var present = Basis.to(ScalarType.Float64);
        var solved = LqOperators.Solve(split, assigned.Planes, present, IsWeight, ChannelGroups);
        var share = Share();
        Basis.copy_(where(solved.isfinite().all(0), (present * (1 - share)) + (solved * share), present));
    }

    private double Share() => Side.RunningMean ? 1.0 / Steps : 1 - Momentum;

    private void AddBasis()
    {
        var scale = IsWeight ? Math.Sqrt(2.0 / Shape.Skip(1).Aggregate(1L, static (fan, extent) => fan * extent)) : 2;
        var start = new float[_codes.Vectors * Groups];
        for (var j = 0; j < _codes.Vectors; j++)
            start.AsSpan(j * (int)Groups, (int)Groups).Fill(_codes.Start(j, scale));

        AddState(BasisBuffer, tensor(start).reshape(_codes.Vectors, Groups));
    }
}
