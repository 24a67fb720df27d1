using QuantGen.LowBit;
using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Quantizers;

/// <summary>How long the gradients that functions return are kept.</summary>
public sealed class GradientHandoverTests
{
    [Fact]
    public void AGradientIsKeptUntilTheNextBackward()
    {
        var gradient = ones(3);
        GradientHandover.Keep(gradient, null, gradient);
        Assert.False(gradient.IsInvalid);
        GradientHandover.Release();
        Assert.True(gradient.IsInvalid);
    }

    [Theory]
    [InlineData("quantizer")]
    [InlineData("residual")]
    [InlineData("normalization")]
    [InlineData("replacement")]
    [InlineData("low bit")]
    public void EveryFunctionLetsGoOfWhatTheLastOneReturned(string function)
    {
        using var scope = NewDisposeScope();
        var input = randn(2, 3, 4, 4).requires_grad_();
        var output = Apply(function, input);

        var returned = ones(3).DetachFromDisposeScope();
        GradientHandover.Keep(returned);
        output.sum().backward();

        Assert.True(returned.IsInvalid);
        Assert.NotNull(input.grad);
    }

    // Autograd adds a second gradient to the first one where it stands only if nobody else has that.
    [Fact]
    public void TheGradientOfASharedTensorIsTheSumOfThoseByItsUses()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer { Amax = tensor(1f) };
        var input = (randn(4, 100) * 2).requires_grad_();
        var shared = input * 1;

        var sum = quantizer.AddTo(quantizer.call(shared) * 3, shared);
        sum.sum().backward();

        var passes = input.detach().abs().le(1).to(float32);
        Bits.Equal(passes * 4, input.grad!);
    }

    private static Tensor Apply(string function, Tensor input)
    {
        using var quantizer = new TensorQuantizer { Amax = tensor(1f) };
        using var norm = BatchNorm2d(3);
        return function switch
        {
            "quantizer" => quantizer.call(input),
            "residual" => quantizer.AddTo(input * 1, input),
            "normalization" => VectorizedBatchNorm.Call(norm, input),
            "replacement" => ValueReplacement.Apply(input, zeros_like(input)),
            _ => ScaledBinaryFunction.Run(LowBitRole.Weight, input),
        };
    }
}
