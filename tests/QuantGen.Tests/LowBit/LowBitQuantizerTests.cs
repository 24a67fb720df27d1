using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

public sealed class LowBitQuantizerTests
{
    private static readonly LowBitSide Fixed = new() { Start = LowBitStart.Fixed };

    [Fact]
    public void StepsCountTrainingBatchesOnlyAndAreInTheStateDictionary()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(Fixed, LowBitRole.Activation, [1, 2, 1, 1]);
        var input = rand([1, 2, 3, 3]);
        for (var i = 0; i < 3; i++)
            quantizer.call(input).Dispose();

        quantizer.eval();
        quantizer.call(input).Dispose();
        quantizer.ToIntegers(input).Dispose();
        quantizer.train();
        quantizer.Enabled = false;
        quantizer.call(input).Dispose();
        Assert.Equal(3, quantizer.Steps);
        Assert.Equal(["clip_val", "_steps"], quantizer.state_dict().Keys);
        Assert.Equal(3, quantizer.state_dict()["_steps"].item<long>());
    }

    [Fact]
    public void AnActivationWithoutARangeIsRefusedByName()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(new LowBitSide(), LowBitRole.Activation, [1, 2, 1, 1]);
        quantizer.FullName = "conv1._input_quantizer";
        quantizer.eval();
        var error = Assert.Throws<UncalibratedQuantizerException>(() => quantizer.call(rand([1, 2, 3, 3])));
        Assert.Equal(
            "Quantizer 'conv1._input_quantizer' has no range yet: train a batch, load a trained checkpoint, or give it a start of LowBitStart.Fixed.",
            error.Message);
        Assert.True(quantizer.get_parameter("clip_val")!.isnan().all().item<bool>());
    }

    [Fact]
    public void AWeightStartsAtItsFirstCallInEvaluationToo()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(new LowBitSide { Groups = 1 }, LowBitRole.Weight, [4, 2, 3, 3]);
        quantizer.eval();
        var weight = randn([4, 2, 3, 3]);
        quantizer.call(weight).Dispose();
        var expected = 2 * weight.abs().mean().item<float>() * Math.Sqrt(1.5);
        Assert.Equal(expected, quantizer.get_parameter("clip_val")!.item<float>(), 1e-5);
        quantizer.call(weight * 7).Dispose();
        Assert.Equal(expected, quantizer.get_parameter("clip_val")!.item<float>(), 1e-5);
    }

    [Fact]
    public void ARangeThatWasLoadedIsNotStartedAnew()
    {
        using var scope = NewDisposeScope();
        using var trained = LowBitQuantizer.Create(new LowBitSide(), LowBitRole.Activation, [1, 2, 1, 1]);
        trained.call(rand([4, 2, 3, 3])).Dispose();
        using var fresh = LowBitQuantizer.Create(new LowBitSide(), LowBitRole.Activation, [1, 2, 1, 1]);
        fresh.load_state_dict(trained.state_dict());
        fresh.call(rand([4, 2, 3, 3]) * 9).Dispose();
        Assert.Equal(trained.get_parameter("clip_val")!.item<float>(), fresh.get_parameter("clip_val")!.item<float>());
        Assert.Equal(2, fresh.Steps);
    }

    [Fact]
    public void AWarmUpResumesWhereItWas()
    {
        using var scope = NewDisposeScope();
        var side = new LowBitSide { WarmUpSteps = 4 };
        using var whole = LowBitQuantizer.Create(side, LowBitRole.Activation, [1, 2, 1, 1]);
        using var first = LowBitQuantizer.Create(side, LowBitRole.Activation, [1, 2, 1, 1]);
        using var second = LowBitQuantizer.Create(side, LowBitRole.Activation, [1, 2, 1, 1]);
        Tensor[] batches = [.. Enumerable.Range(0, 5).Select(static _ => randn([2, 2, 3, 3]))];
        foreach (var batch in batches)
            whole.call(batch).Dispose();

        foreach (var batch in batches[..2])
            first.call(batch).Dispose();

        second.load_state_dict(first.state_dict());
        foreach (var batch in batches[2..])
            second.call(batch).Dispose();

        Assert.Equal(whole.get_parameter("clip_val")!.item<float>(), second.get_parameter("clip_val")!.item<float>());
        Assert.Equal(whole.Steps, second.Steps);
    }

    [Fact]
    public void FewerLevelsKeepTheStep()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(Fixed with { Levels = 16, Bound = 1.5 }, LowBitRole.Activation, [1, 2, 1, 1]);
        foreach (var (levels, clip) in new[] { (12, 1.1), (8, 0.7), (3, 0.2) })
        {
            quantizer.Levels = levels;
            Assert.Equal(clip, quantizer.get_parameter("clip_val")!.item<float>(), 1e-6);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => quantizer.Levels = 1);
        Assert.Equal(3, quantizer.Levels);
    }

    [Fact]
    public void TheStepFormHasNoTwoLevelsAroundZero()
    {
        using var scope = NewDisposeScope();
        var side = new LowBitSide { Algorithm = LowBitAlgorithm.LsqStep, Levels = 4 };
        using var quantizer = LowBitQuantizer.Create(side, LowBitRole.Weight, [4, 2, 3, 3]);
        Assert.Contains("no two levels around zero", Assert.Throws<QuantizationException>(() => quantizer.Levels = 2).Message, StringComparison.Ordinal);
        Assert.Equal(4, quantizer.Levels);
        Assert.Throws<QuantizationException>(() => LowBitQuantizer.Create(side with { Levels = 2 }, LowBitRole.Weight, [4, 2, 3, 3]).Dispose());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AConvolutionsInputMayHaveNoBatch(bool hasBatch)
    {
        using var scope = NewDisposeScope();
        long[] shape = hasBatch ? [3, 4, 5, 5] : [4, 5, 5];
        using var quantizer = LowBitQuantizer.Create(Fixed with { Groups = 2, Bound = 2 }, LowBitRole.Activation, [1, 4, 1, 1]);
        var input = rand(shape);
        using (no_grad())
            quantizer.get_parameter("clip_val")!.flatten()[1] = tensor(0.5f);

        var halves = input.chunk(2, -3);
        using var whole = quantizer.call(input);
        using var one = LowBitQuantizer.Create(Fixed with { Bound = 2 }, LowBitRole.Activation, [1, 2, 1, 1]);
        using var other = LowBitQuantizer.Create(Fixed with { Bound = 0.5 }, LowBitRole.Activation, [1, 2, 1, 1]);
        Assert.True(whole.equal(cat([one.call(halves[0]), other.call(halves[1])], -3)).all().item<bool>());
    }

    [Fact]
    public void FeaturesOfALinearLayerMayHaveSeveralAxesInFront()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(Fixed with { Groups = 2 }, LowBitRole.Activation, [1, 6]);
        var input = rand([2, 5, 6]);
        using var whole = quantizer.call(input);
        Assert.True(whole.reshape(10, 6).equal(quantizer.call(input.reshape(10, 6))).all().item<bool>());
        Assert.Throws<QuantizationException>(() => quantizer.call(rand([2, 5, 7])));
    }

    [Fact]
    public void HalfPrecisionIsQuantizedInFloat32()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(Fixed, LowBitRole.Activation, [1, 2, 1, 1]);
        var input = rand([1, 2, 3, 3]).to(ScalarType.BFloat16).requires_grad_();
        using var result = quantizer.call(input);
        Assert.Equal(ScalarType.BFloat16, result.dtype);
        Assert.True(result.equal(quantizer.call(input.to(ScalarType.Float32)).to(ScalarType.BFloat16)).all().item<bool>());
        result.sum().backward();
        Assert.Equal(ScalarType.BFloat16, input.grad!.dtype);
    }

    [Fact]
    public void AShareOfTheFloatValuesLeadsFromOneToTheOther()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(Fixed, LowBitRole.Activation, [1, 2, 1, 1]);
        var input = rand([1, 2, 3, 3]);
        using var quantized = quantizer.call(input);
        quantizer.FloatShare = 0.25;
        Assert.True(quantizer.call(input).allclose((input * 0.25) + (quantized * 0.75), 1e-6, 1e-7));
        Assert.Throws<QuantizationException>(() => quantizer.ToIntegers(input));
        Assert.Throws<ArgumentOutOfRangeException>(() => quantizer.FloatShare = 1.5);
    }

    [Theory]
    [InlineData(LowBitLoss.Absolute)]
    [InlineData(LowBitLoss.Squared)]
    [InlineData(LowBitLoss.BestFactor)]
    public void TheDistanceToTheFloatValuesIsATermOfTheLoss(LowBitLoss kind)
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(Fixed with { Loss = kind, LossFactor = 0.5 }, LowBitRole.Activation, [1, 2, 1, 1]);
        var x = rand([1, 2, 3, 3]);
        var y = quantizer.call(x);
        var expected = kind switch
        {
            LowBitLoss.Absolute => (x - y).abs().mean(),
            LowBitLoss.Squared => (x - y).square().mean(),
            _ => (((x * y).sum() / (y * y).sum()) - 1).abs(),
        };
        Assert.Equal(0.5 * expected.item<float>(), quantizer.QuantizationLoss!.item<float>(), 1e-6);
        quantizer.QuantizationLoss!.backward();
        Assert.NotEqual(0, quantizer.get_parameter("clip_val")!.grad!.item<float>());
        quantizer.eval();
        quantizer.call(x).Dispose();
        Assert.Null(quantizer.QuantizationLoss);
    }

    [Theory]
    [InlineData(LowBitAlgorithm.DoReFa)]
    [InlineData(LowBitAlgorithm.Pact)]
    [InlineData(LowBitAlgorithm.Lsq)]
    [InlineData(LowBitAlgorithm.LsqStep)]
    [InlineData(LowBitAlgorithm.LsqPlus)]
    public void PrivateGradientsAreTheSame(LowBitAlgorithm algorithm)
    {
        using var scope = NewDisposeScope();
        var (input, weight) = (randn([4, 3, 9, 9]), randn([5, 3, 3, 3]));
        Assert.Equal(Gradients(isPrivate: false), Gradients(isPrivate: true));

        float[] Gradients(bool isPrivate)
        {
            using var inputs = LowBitQuantizer.Create(new LowBitSide { Algorithm = algorithm }, LowBitRole.Activation, [1, 3, 1, 1]);
            using var weights = LowBitQuantizer.Create(new LowBitSide { Algorithm = algorithm }, LowBitRole.Weight, weight.shape);
            (inputs.IsPrivate, weights.IsPrivate) = (isPrivate, isPrivate);
            var (x, w) = (input.clone().requires_grad_(), weight.clone().requires_grad_());

            // What is given to the first operator is read by another one, too: only what quantizers return is private.
            (nn.functional.conv2d(inputs.call(x), weights.call(w)).square().sum() + x.square().sum() + w.square().sum()).backward();
            Tensor[] all = [x.grad!, w.grad!, .. inputs.parameters().Concat(weights.parameters()).Select(static learned => learned.grad!)];
            return [.. all.SelectMany(Tensors.Floats)];
        }
    }

    [Fact]
    public void EqualWeightsAreNormalizedToZero()
    {
        using var scope = NewDisposeScope();
        var side = Fixed with { Levels = 3, Normalization = LowBitNormalization.MeanAndDeviation };
        using var quantizer = LowBitQuantizer.Create(side, LowBitRole.Weight, [4, 2, 1, 1]);
        Assert.Equal(0, quantizer.call(zeros(4, 2, 1, 1)).abs().max().item<float>());
        using var restored = LowBitQuantizer.Create(side with { RestoreNormalization = true }, LowBitRole.Weight, [4, 2, 1, 1]);
        Assert.True(restored.call(ones(4, 2, 1, 1)).eq(1).all().item<bool>());
        Assert.Contains(
            "One weight has no deviation",
            Assert.Throws<QuantizationException>(() => LowBitQuantizer.Create(side, LowBitRole.Weight, [4, 1, 1, 1]).Dispose()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ItPrintsWhatItDoes()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(Fixed with { Bound = 0.5 }, LowBitRole.Weight, [16, 2, 3, 3]);
        Assert.Equal("LowBitQuantizer(Lsq weight 4 levels clip_val=[0.5000, 0.5000](16))", quantizer.ToString());
        quantizer.Enabled = false;
        Assert.Equal("LowBitQuantizer(disabled)", quantizer.ToString());
    }
}
