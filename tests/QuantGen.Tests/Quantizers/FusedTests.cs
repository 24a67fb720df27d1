using System.Runtime.InteropServices;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Quantizers;

/// <summary>When the memory of an input is used, and when operators of their own are.</summary>
public sealed class FusedTests
{
    [Fact]
    public void TheResultTakesThePlaceOfAFreshInput()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        var input = randn(4, 100) * 1;
        Assert.True(Shares(input, quantizer.PassActivated(input, ReLU(), isPrivate: true)));
        Assert.True(Shares(input, quantizer.AddTo(input, randn(4, 100), ReLU())));
        var recorded = randn(4, 100).requires_grad_() * 1;
        Assert.True(Shares(recorded, quantizer.PassActivated(recorded, ReLU(), isPrivate: true)));
        recorded = randn(4, 100).requires_grad_() * 1;
        Assert.True(Shares(recorded, quantizer.AddTo(recorded, randn(4, 100), ReLU())));
    }

    [Fact]
    public void ALeafThatWantsItsGradientStaysAsItIs()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        var leaf = randn(300).requires_grad_();
        var kept = leaf.detach().clone();
        quantizer.PassActivated(leaf, ReLU(), isPrivate: true).sum().backward();
        quantizer.AddTo(leaf, randn(300), ReLU()).sum().backward();
        Bits.Equal(kept, leaf);
    }

    [Fact]
    public void ARecordedTensorStaysAsItIsWhereNothingIsRecorded()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        var recorded = randn(300).requires_grad_() * 1;
        var kept = recorded.detach().clone();
        using (no_grad())
        {
            quantizer.PassActivated(recorded, ReLU(), isPrivate: true);
            quantizer.AddTo(recorded, randn(300), ReLU());
        }

        Bits.Equal(kept, recorded);
    }

    [Fact]
    public void TheIdentityStaysAsItIs()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        var identity = randn(300).requires_grad_();
        var kept = identity.detach().clone();
        quantizer.AddTo(randn(300), identity, ReLU()).sum().backward();
        Bits.Equal(kept, identity);
    }

    [Fact]
    public void AProducerThatNeedsItsResultRefusesInsteadOfComputingWithAnother()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        foreach (var fused in new Func<Tensor, Tensor>[]
            { x => quantizer.PassActivated(x, ReLU(), isPrivate: true), x => quantizer.AddTo(x, ones(50), ReLU()) })
        {
            // The gradient of a sigmoid is computed from its result.
            var result = fused(randn(50).requires_grad_().sigmoid());
            Assert.ThrowsAny<ExternalException>(() => result.sum().backward());
        }
    }

    [Fact]
    public void OneBitWithASignIsRefusedHereToo()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated(new QuantDescriptor { Bits = 1, Name = "skip" });
        var error = Assert.Throws<QuantizationException>(() => quantizer.AddTo(ones(200), ones(200)));
        Assert.Contains("Quantizer 'skip': One bit with a sign has no level above zero", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnsignedQuantizerThatRefusesAValueLeavesTheOtherOperandAsItIs()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated(new QuantDescriptor { Unsigned = true, Name = "skip" });
        var output = ones(200);
        var error = Assert.Throws<QuantizationException>(() => quantizer.AddTo(output, -ones(200)));
        Assert.Contains("'skip'", error.Message, StringComparison.Ordinal);
        Bits.Equal(ones(200), output);
    }

    [Fact]
    public void GradientsCanBeDifferentiatedAgain()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        var x = tensor(new[] { 0.1f, -0.1f, 0.7f }).requires_grad_();
        var first = autograd.grad([quantizer.PassActivated(x * 1, ReLU(), true).square().sum()], [x], retain_graph: true, create_graph: true)[0];
        Assert.Equal([2, 0, 0], Tensors.Floats(autograd.grad([first.sum()], [x])[0]));

        // z = relu(o + fq(s)) squared: the second derivative is 2 by o where z > 0, and by s where it was not clipped either.
        var (s, o) = (tensor(new[] { 0.1f, 0.9f, -0.4f }).requires_grad_(), tensor(new[] { 0.1f, 0.1f, 0.1f }).requires_grad_());
        var sum = autograd.grad([quantizer.AddTo(o * 1, s, ReLU()).square().sum()], [s, o], retain_graph: true, create_graph: true);
        var second = autograd.grad([sum[0].sum() + sum[1].sum()], [s, o]);
        Assert.Equal([4, 0, 0], Tensors.Floats(second[0]));
        Assert.Equal([4, 2, 0], Tensors.Floats(second[1]));
    }

    [Theory]
    [InlineData("double")]
    [InlineData("gaps")]
    [InlineData("expanded")]
    [InlineData("empty")]
    [InlineData("number")]
    public void UnusualTensorsGiveWhatTheOperatorsApartGive(string kind)
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        var input = Unusual(kind);
        Bits.Equal(quantizer.call(functional.relu(input)).to(ScalarType.Float32), quantizer.PassActivated(input, ReLU(), true).to(ScalarType.Float32));
        var identity = randn(input.shape).to(input.dtype);
        Bits.Equal(
            functional.relu(input + quantizer.call(identity)).to(ScalarType.Float32),
            quantizer.AddTo(input, identity, ReLU()).to(ScalarType.Float32));
    }

    [Fact]
    public void OperandsOfOtherShapesOrLayoutsAreAddedApart()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        var identity = randn(1, 3, 1, 1);
        var output = randn(2, 3, 4, 4);
        var expected = functional.relu(output + quantizer.call(identity));
        Bits.Equal(expected, quantizer.AddTo(output, identity, ReLU()));
        var last = randn(2, 4, 4, 3).permute(0, 3, 1, 2);
        expected = functional.relu(output + quantizer.call(last));
        Bits.Equal(expected, quantizer.AddTo(output, last, ReLU()));
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("quantOff")]
    [InlineData("dynamic")]
    [InlineData("scaled")]
    [InlineData("factor")]
    [InlineData("learned")]
    [InlineData("channels")]
    [InlineData("hooked")]
    public void AQuantizerInAnUnusualStateGivesWhatTheOperatorsApartGive(string state)
    {
        using var scope = NewDisposeScope();
        using var quantizer = InState(state);
        var (input, identity) = (randn(2, 3, 5), randn(2, 3, 5));
        var expected = quantizer.call(functional.relu(input));
        var expectedSum = functional.relu(input + quantizer.call(identity));
        if (state != "hooked")
            Bits.Equal(expected, quantizer.PassActivated(input.clone(), ReLU(), isPrivate: true));

        Bits.Equal(expectedSum, quantizer.AddTo(input, identity, ReLU()));
    }

    [Fact]
    public void OtherActivationsAndHookedOnesAreCalled()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Calibrated();
        var calls = 0;
        using var hooked = ReLU();
        hooked.register_forward_hook((_, _, result) =>
        {
            calls++;
            return result * 0.5f;
        });
        foreach (var activation in new Module<Tensor, Tensor>[] { GELU(), Tanh(), Hardswish(), hooked })
        {
            var (input, identity) = (randn(64), randn(64));
            Bits.Equal(quantizer.call(activation.call(input)), quantizer.PassActivated(input, activation, isPrivate: true));
            Bits.Equal(activation.call(input + quantizer.call(identity)), quantizer.AddTo(input, identity, activation));
        }

        Assert.Equal(4, calls);
        using var removed = ReLU();
        removed.register_forward_pre_hook((_, input) => input * 2).remove();
        var fresh = randn(64);
        Assert.True(Shares(fresh, quantizer.PassActivated(fresh, removed, isPrivate: true)));
    }

    [Fact]
    public void AQuantizerWithoutARangeIsNamed()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Name = "skip" });
        foreach (var call in new Action[] { () => quantizer.PassActivated(ones(3), ReLU(), true), () => quantizer.AddTo(ones(3), ones(3)) })
            Assert.Contains("'skip'", Assert.Throws<UncalibratedQuantizerException>(call).Message, StringComparison.Ordinal);
    }

    private static TensorQuantizer Calibrated(QuantDescriptor? descriptor = null) => new((descriptor ?? new()) with { Amax = [0.5f] });

    private static TensorQuantizer InState(string state)
    {
        var quantizer = state switch
        {
            "dynamic" => new TensorQuantizer(new QuantDescriptor { Dynamic = true }),
            "factor" => Calibrated(new QuantDescriptor { ScaleAmax = 0.7f }),
            "learned" => Calibrated(new QuantDescriptor { LearnAmax = true }),
            "channels" => new TensorQuantizer(new QuantDescriptor { Axes = [1], Amax = [0.3f, 0.5f, 0.7f], AmaxShape = [1, 3, 1] }),
            _ => Calibrated(),
        };
        quantizer.Enabled = state != "disabled";
        quantizer.QuantEnabled = state != "quantOff";
        if (state == "scaled")
            quantizer.PreQuantScale = tensor(1.5f);
        if (state == "hooked")
            quantizer.register_forward_hook(static (_, _, result) => result * 2);

        return quantizer;
    }

    private static Tensor Unusual(string kind) => kind switch
    {
        "double" => randn(4, 5, dtype: ScalarType.Float64),
        "gaps" => randn(8, 5).slice(0, 0, 8, 2),
        "expanded" => randn(1, 5).expand(4, 5),
        "empty" => zeros(0, 5),
        _ => tensor(0.3f),
    };

    private static unsafe bool Shares(Tensor left, Tensor right)
    {
        using var detached = right.detach();
        fixed (byte* a = left.detach().bytes, b = detached.bytes)
            return a == b;
    }
}
