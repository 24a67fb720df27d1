using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Modules;

/// <summary>Layers whose quantizers are of the 8 bit floating-point format.</summary>
public sealed class E4M3LayerTests
{
    private static readonly QuantDescriptor Input = QuantDescriptor.E4M3PerTensor with { Amax = [3] };
    private static readonly QuantDescriptor Weight = QuantDescriptor.E4M3PerTensor with { Axes = [0], Dynamic = true };

    [Fact]
    public void OutputIsThatOfTheFloatLayerOnQuantizedInputAndWeight()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(6, 4);
        using var layer = new QuantLinear(linear, Input, Weight);
        var x = randn(5, 6);
        var expected = nn.functional.linear(
            FakeQuantization.ApplyE4M3(x, tensor(3f)), FakeQuantization.ApplyE4M3(linear.weight, linear.weight.abs().amax([1], keepdim: true)), linear.bias);
        Assert.Equal(Tensors.Floats(expected), Tensors.Floats(layer.call(x)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AMergedNormalizationIsQuantizedWithTheWeight(bool training)
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(6, 4);
        using var norm = nn.BatchNorm1d(4);
        using (no_grad())
        {
            norm.running_var!.uniform_(0.5, 2);
            norm.weight.uniform_(-1.5, 1.5);
        }

        using var layer = new QuantLinear(linear, Input, QuantDescriptor.E4M3PerTensor with { Axes = [0], Amax = [2, 2, 2, 2], AmaxShape = [4, 1] });
        layer.FoldBatchNorm(norm);
        norm.train(training);
        var x = randn(32, 6);
        var scale = (norm.weight / (norm.running_var! + norm.eps).sqrt()).unsqueeze(1);
        var merged = FakeQuantization.ApplyE4M3(linear.weight * scale, tensor(2f)) / scale;
        using var same = nn.BatchNorm1d(4);
        same.load_state_dict(norm.state_dict());
        same.train(training);
        var expected = same.call(nn.functional.linear(FakeQuantization.ApplyE4M3(x, tensor(3f)), merged, linear.bias));
        Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(expected), Tensors.Floats(layer.call(x))), 0, 1e-2);
    }

    [Fact]
    public void FusedCallsFallBackToSeparateOnes()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(6, 4);
        using var layer = new QuantLinear(linear, Input, Weight);
        using var relu = nn.ReLU();
        using var quantizer = new TensorQuantizer(Input);
        var (x, y) = (randn(5, 6), randn(5, 6));
        Assert.Equal(Tensors.Floats(layer.call(relu.call(x.clone()))), Tensors.Floats(layer.call(x.clone(), relu)));
        Assert.Equal(Tensors.Floats(relu.call(y + quantizer.call(x)!)), Tensors.Floats(quantizer.AddTo(y.clone(), x, relu)));
    }
}
