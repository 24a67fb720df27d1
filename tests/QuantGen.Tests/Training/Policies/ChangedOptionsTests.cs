using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training.Policies;

/// <summary>A quantizer whose options changed does what one does that was made with them, or refuses.</summary>
public sealed class ChangedOptionsTests
{
    private static readonly (LowBitAlgorithm Algorithm, int Levels)[] Algorithms =
    [
        (LowBitAlgorithm.DoReFa, 4), (LowBitAlgorithm.Pact, 4), (LowBitAlgorithm.Lsq, 4), (LowBitAlgorithm.LsqStep, 4), (LowBitAlgorithm.LsqPlus, 4), (LowBitAlgorithm.LqNets, 4),
        (LowBitAlgorithm.Fatnn, 3), (LowBitAlgorithm.Xnor, 2), (LowBitAlgorithm.XnorPlusPlus, 2), (LowBitAlgorithm.TrainedTernary, 3),
    ];

    private static readonly Func<LowBitSide, LowBitSide>[] Changes =
    [
        static side => side with { HalfRange = true }, static side => side with { HalfRange = false }, static side => side with { Normalization = LowBitNormalization.Mean },
        static side => side with { Normalization = LowBitNormalization.MeanAndDeviation, RestoreNormalization = true }, static side => side with { Gradient = GradientKind.InsideShare },
        static side => side with { Gradient = GradientKind.UnitWindow }, static side => side with { Gradient = GradientKind.Triangle },
        static side => side with { GradientScale = GradientScale.ElementRoot, GradientFactor = 0.3 }, static side => side with { Loss = LowBitLoss.Absolute, LossFactor = 3 },
        static side => side with { ThresholdMix = 0.3 }, static side => side with { FeatureScale = FeatureScale.Channel }, static side => side with { RunningMean = true },
        static side => side with { Levels = 5 }, static side => side with { Groups = 2 }, static side => side with { LearnedScale = true }, static side => side with { ZeroShare = 0.3 },
    ];

    public static TheoryData<LowBitRole, LowBitAlgorithm, int> Cases()
    {
        var data = new TheoryData<LowBitRole, LowBitAlgorithm, int>();
        foreach (var (algorithm, levels) in Algorithms)
        {
            data.Add(LowBitRole.Weight, algorithm, levels);
            if (algorithm != LowBitAlgorithm.TrainedTernary)
                data.Add(LowBitRole.Activation, algorithm, levels);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AChangeDoesWhatTheOptionDoesFromTheStartOrIsRefused(LowBitRole role, LowBitAlgorithm algorithm, int levels)
    {
        var start = new LowBitSide { Algorithm = algorithm, Levels = levels };
        var changed = 0;
        foreach (var change in Changes)
        {
            using var scope = NewDisposeScope();
            manual_seed(7);
            var shape = role == LowBitRole.Weight ? new long[] { 4, 6, 3, 3 } : [1, 6, 1, 1];
            var input = randn(4, 6, 3, 3);
            using var quantizer = LowBitQuantizer.Create(start, role, shape);
            quantizer.call(input);
            try
            {
                quantizer.Change(change(start));
            }
            catch (Exception error) when (error is ArgumentException or QuantizationException)
            {
                Assert.Equal(start, quantizer.Side);
                continue;
            }

            using var made = LowBitQuantizer.Create(change(start), role, shape);
            made.call(input);
            made.load_state_dict(quantizer.state_dict());
            Assert.Equal(Observed(made, input), Observed(quantizer, input));
            changed++;
        }

        // The quantization loss, at least, can always be chosen.
        Assert.True(changed > 0);
    }

    // Result, gradients of what is learned and of the input, and the term of the loss.
    private static float[] Observed(LowBitQuantizer quantizer, Tensor input)
    {
        using var leaf = input.detach().clone().requires_grad_();
        using var result = quantizer.call(leaf);
        (result.square() * 0.37).sum().backward();
        return
        [
            .. Tensors.Floats(result), .. Tensors.Floats(leaf.grad!), .. quantizer.parameters().SelectMany(static parameter => Tensors.Floats(parameter.grad!)),
            .. quantizer.QuantizationLoss is { } loss ? Tensors.Floats(loss) : [],
        ];
    }
}
