using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class GradientTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void GradientsAddUpAndCanBeSet()
    {
        var x = ones(2, requires_grad: true);
        Assert.Null(x.grad);
        (x * 2).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([5f, 5f], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
        x.grad = zeros(2);
        Assert.Equal(0f, x.grad!.sum().item<float>());
    }

    [Fact]
    public void RecordingIsSwitchedPerScopeAndRestored()
    {
        var x = ones(1, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }

        Assert.True(is_grad_enabled());
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }

        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void ADetachedTensorSharesMemoryAndNoHistory()
    {
        var x = ones(1, requires_grad: true);
        var y = (x * 2).detach();
        Assert.False(y.requires_grad);
        Assert.True(y.is_leaf);
        Assert.False((x * 2).is_leaf);
    }

    [Fact]
    public void IntegersCannotRequireGradientsAndResultsCannotStop()
    {
        Assert.Throws<ExternalException>(() => arange(2).requires_grad_());
        Assert.True((ones(1, requires_grad: true) * 2).requires_grad_(false).requires_grad);
    }

    [Fact]
    public void BackwardNeedsOneNumberOrWeights()
    {
        var x = ones(2, requires_grad: true);
        Assert.Throws<ExternalException>(() => (x * 2).backward());
        (x * 2).backward([tensor(new[] { 1f, 10f })]);
        Assert.Equal([2f, 20f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void DerivativesOfDerivativesNeedARecordedBackward()
    {
        var x = tensor(3f, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.Equal(27f, first.item<float>());
        Assert.Equal(18f, autograd.grad([first], [x])[0].item<float>());
    }

    [Fact]
    public void AnUnusedInputIsAnErrorUnlessAllowed()
    {
        var x = ones(1, requires_grad: true);
        var unused = ones(1, requires_grad: true);
        Assert.Throws<ExternalException>(() => autograd.grad([x * 2], [unused]));
        Assert.True(autograd.grad([x * 2], [x, unused], allow_unused: true)[1].IsInvalid);
    }

    [Fact]
    public void AResultKeepsItsGradientWhenAsked()
    {
        var x = ones(1, requires_grad: true);
        var y = x * 2;
        y.retain_grad();
        (y * 3).backward();
        Assert.Equal(3f, y.grad!.item<float>());
    }

    [Fact]
    public void AnomalyDetectionNamesTheOperationThatMadeANaN()
    {
        using (autograd.detect_anomaly())
        {
            Assert.True(AnomalyMode.IsEnabled);
            var x = zeros(1, requires_grad: true);
            var thrown = Assert.Throws<ExternalException>(() => (x.sqrt() * 0).sum().backward());
            Assert.Contains("Sqrt", thrown.Message, StringComparison.Ordinal);
        }

        Assert.False(AnomalyMode.IsEnabled);
    }
}
