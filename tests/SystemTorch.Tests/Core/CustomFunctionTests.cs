using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace SystemTorch.Tests.Core;

public sealed class CustomFunctionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void BackwardSeesWhatForwardKeptAndItsGradientReachesTheLeaf()
    {
        var x = tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        var y = ScaledSquare.apply(x, 3.0);
        Assert.Equal([3f, 12f, 27f], y.detach().data<float>().ToArray());
        y.sum().backward();
        Assert.Equal([6f, 12f, 18f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void StateBelongsToTheCallNotToTheFunction()
    {
        var x = tensor(new[] { 1f }, requires_grad: true);
        var twice = ScaledSquare.apply(x, 2.0);
        var thrice = ScaledSquare.apply(x, 3.0);
        Assert.Equal(4f, grad([twice], [x])[0].item<float>());
        Assert.Equal(6f, grad([thrice], [x])[0].item<float>());
    }

    [Fact]
    public void ForwardIsNotRecorded()
    {
        var x = tensor(new[] { 1f }, requires_grad: true);
        ScaledSquare.apply(x, 1.0);
        Assert.False(ScaledSquare.GradWasEnabled);
    }

    [Fact]
    public void WithoutALeafThatRequiresGradientsTheResultRequiresNone()
    {
        Assert.False(ScaledSquare.apply(tensor(new[] { 1f }), 1.0).requires_grad);
        using var quiet = no_grad();
        Assert.False(ScaledSquare.apply(tensor(new[] { 1f }, requires_grad: true), 1.0).requires_grad);
    }

    [Fact]
    public void ANullGradientLeavesThatInputAlone()
    {
        var x = tensor(new[] { 2f }, requires_grad: true);
        var y = tensor(new[] { 5f }, requires_grad: true);
        Product.apply(x, y)[0].sum().backward();
        Assert.Equal(5f, x.grad!.item<float>());
        Assert.Null(y.grad);
    }

    [Fact]
    public void AResultThatIsNotUsedHasAZeroGradientOrNoneAsAsked()
    {
        var x = tensor(new[] { 2f }, requires_grad: true);
        var y = tensor(new[] { 5f });
        Product.Materialize = true;
        Product.apply(x, y)[0].sum().backward();
        Assert.False(Product.SecondGradientWasNull);
        Product.Materialize = false;
        Product.apply(x, y)[0].sum().backward();
        Assert.True(Product.SecondGradientWasNull);
    }

    [Fact]
    public void ExtraNullGradientsAreToleratedAndMissingOnesAreNot()
    {
        var x = tensor(new[] { 2f }, requires_grad: true);
        Counted.Gradients = [ones(1), null!, null!];
        Counted.apply(x).sum().backward();
        Assert.Equal(1f, x.grad!.item<float>());

        Counted.Gradients = [];
        var thrown = Assert.Throws<InvalidOperationException>(() => Counted.apply(x).sum().backward());
        Assert.Contains("Counted returned an incorrect number of gradients (expected 1), got 0", thrown.Message, StringComparison.Ordinal);

        Counted.Gradients = [ones(1), ones(1)];
        Assert.Throws<InvalidOperationException>(() => Counted.apply(x).sum().backward());
    }

    [Fact]
    public void AnExceptionInBackwardReachesTheCallerAsItWasThrown()
    {
        var x = tensor(new[] { 2f }, requires_grad: true);
        Counted.Gradients = null!;
        var thrown = Assert.Throws<NullReferenceException>(() => Counted.apply(x).sum().backward());
        Assert.Contains(nameof(Counted), thrown.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void ASavedTensorChangedInPlaceIsAnErrorOfBackward()
    {
        var x = tensor(new[] { 2f }, requires_grad: true);
        var inner = x * 1;
        var y = ScaledSquare.apply(inner, 1.0);
        inner.add_(1);
        var thrown = Assert.Throws<ExternalException>(() => y.sum().backward());
        Assert.Contains("modified by an inplace operation", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASecondBackwardNeedsARetainedGraph()
    {
        var x = tensor(new[] { 1f }, requires_grad: true);
        var y = ScaledSquare.apply(x, 1.0).sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal(4f, x.grad!.item<float>());
        Assert.Throws<ExternalException>(() => y.backward());
    }

    [Fact]
    public void AnArgumentChangedInPlaceAndMarkedDirtyStandsInTheGraph()
    {
        var x = tensor(new[] { -1f, 2f }, requires_grad: true);
        var inner = x * 1;
        InPlaceRelu.apply(inner);
        Assert.Equal([0f, 2f], inner.detach().data<float>().ToArray());
        inner.sum().backward();
        Assert.Equal([0f, 1f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void ALeafThatRequiresGradientsCannotBeChangedInPlace()
    {
        var x = tensor(new[] { -1f, 2f }, requires_grad: true);
        var thrown = Assert.Throws<ExternalException>(() => InPlaceRelu.apply(x));
        Assert.Contains("a leaf Variable that requires grad", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnArgumentThatIsReturnedAsItIsStaysOutsideTheGraph()
    {
        var x = tensor(new[] { 2f }, requires_grad: true);
        var y = Returning.apply(x, (Func<Tensor, Tensor>)(static argument => argument));
        Assert.True(x.is_leaf);
        Assert.False(y.is_leaf);
        y.sum().backward();
        Assert.Equal(3f, x.grad!.item<float>());
    }

    [Fact]
    public void AViewOfAnArgumentCanBeTheResult()
    {
        var x = tensor(new[] { 2f, 5f }, requires_grad: true);
        var y = Returning.apply(x, (Func<Tensor, Tensor>)(static argument => argument.view(2, 1)));
        Assert.Equal([2L, 1L], y.shape);
        y.sum().backward();
        Assert.Equal([3f, 3f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void IntegersAndResultsMarkedSoHaveNoDerivative()
    {
        var x = tensor(new[] { 2f }, requires_grad: true);
        Assert.False(Returning.apply(x, (Func<Tensor, Tensor>)(static argument => argument.to(ScalarType.Int64))).requires_grad);
        Assert.False(Constant.apply(x).requires_grad);
    }

    [Fact]
    public void TheGraphLetsGoOfTheContext()
    {
        var kept = Run();
        for (var i = 0; i < 5 && kept.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(kept.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Run()
        {
            using var scope = NewDisposeScope();
            var marker = new object();
            Keeping.apply(tensor(new[] { 1f }, requires_grad: true), marker).sum().backward();
            return new WeakReference(marker);
        }
    }

    private sealed class ScaledSquare : SingleTensorFunction<ScaledSquare>
    {
        internal static bool GradWasEnabled { get; private set; }

        public override string Name => nameof(ScaledSquare);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            GradWasEnabled = is_grad_enabled();
            ctx.save_for_backward([(Tensor)vars[0]]);
            ctx.save_data("scale", vars[1]);
            return ((Tensor)vars[0]).square() * (double)vars[1];
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            [ctx.get_saved_variables()[0] * (2 * (double)ctx.get_data("scale")) * grad_output, null!];
    }

    private sealed class Product : MultiTensorFunction<Product>
    {
        internal static bool Materialize { get; set; } = true;

        internal static bool SecondGradientWasNull { get; private set; }

        public override string Name => nameof(Product);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            ctx.set_materialize_grads(Materialize);
            ctx.save_for_backward([(Tensor)vars[1]]);
            return [(Tensor)vars[0] * (Tensor)vars[1], ((Tensor)vars[0]).neg()];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            SecondGradientWasNull = grad_outputs[1] is null;
            return [grad_outputs[0] * ctx.get_saved_variables()[0], null!];
        }
    }

    private sealed class Counted : SingleTensorFunction<Counted>
    {
        internal static List<Tensor> Gradients { get; set; } = [];

        public override string Name => nameof(Counted);

        public override Tensor forward(AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 1;

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [.. Gradients.ToArray()];
    }

    private sealed class InPlaceRelu : SingleTensorFunction<InPlaceRelu>
    {
        public override string Name => nameof(InPlaceRelu);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            x.relu_();
            ctx.mark_dirty([x]);
            ctx.save_for_backward([x]);
            return x;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * (ctx.get_saved_variables()[0] > 0)];
    }

    /// <summary>Returns what a delegate makes of the argument; the derivative is three.</summary>
    private sealed class Returning : SingleTensorFunction<Returning>
    {
        public override string Name => nameof(Returning);

        public override Tensor forward(AutogradContext ctx, params object[] vars) => ((Func<Tensor, Tensor>)vars[1])((Tensor)vars[0]);

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output.reshape(-1) * 3, null!];
    }

    private sealed class Constant : SingleTensorFunction<Constant>
    {
        public override string Name => nameof(Constant);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var result = (Tensor)vars[0] * 2;
            ctx.mark_non_differentiable([result]);
            return result;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output];
    }

    private sealed class Keeping : SingleTensorFunction<Keeping>
    {
        public override string Name => nameof(Keeping);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("marker", vars[1]);
            return (Tensor)vars[0] * 2;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * 2, null!];
    }
}
