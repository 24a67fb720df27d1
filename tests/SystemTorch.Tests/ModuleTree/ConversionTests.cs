using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.ModuleTree;

public sealed class ConversionTests
{
    [Fact]
    public void ToConvertsTheFloatingPointStateOfTheWholeTree()
    {
        using var block = new Block();
        block.to(ScalarType.Float64);

        foreach (var (key, value) in block.state_dict())
            Assert.Equal(key == "bn.num_batches_tracked" ? ScalarType.Int64 : ScalarType.Float64, value.dtype);
        Assert.Equal(ScalarType.Float64, block.call(randn(2, 1, 2, 2, dtype: ScalarType.Float64)).dtype);
    }

    [Fact]
    public void ToReplacesTheParametersAndDisposesTheOld()
    {
        using var layer = Linear(2, 1);
        var old = layer.weight;
        using var values = old.detach().clone();

        Assert.Same(layer, layer.@double());

        Assert.True(old.IsInvalid);
        Assert.NotSame(old, layer.weight);
        Assert.Same(layer.weight, layer.get_parameter("weight"));
        Near.Same(values.to(ScalarType.Float64), layer.weight);
    }

    [Fact]
    public void ToKeepsWhatNeedsNoChange()
    {
        using var layer = Linear(2, 1);
        var old = layer.weight;

        layer.to(ScalarType.Float32).cpu();

        Assert.Same(old, layer.weight);
    }

    [Fact]
    public void ToCarriesTheGradientOver()
    {
        using var layer = Linear(2, 1);
        layer.call(ones(1, 2)).sum().backward();

        layer.to(ScalarType.Float64);

        Near.Equal([1, 1], layer.weight.grad!);
        Assert.Equal(ScalarType.Float64, layer.weight.grad!.dtype);
        Assert.True(layer.weight.requires_grad);
    }

    [Fact]
    public void ToSetsTheFieldsOfAModule()
    {
        using var model = new Fields();
        model.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, model.forward(ones(1, dtype: ScalarType.Float64)).dtype);
        Assert.Equal(ScalarType.Int64, model.Count.dtype);
    }

    [Fact]
    public void ToRefusesOtherThanFloatingPointTypes()
    {
        using var layer = Linear(2, 1);

        Assert.Throws<ArgumentException>(() => layer.to(ScalarType.Int32));
    }

    [Fact]
    public void ANewParameterTakesTheTensorsHandle()
    {
        var data = ones(2);
        using var parameter = Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.Throws<InvalidOperationException>(() => data.sum());
    }

    [Fact]
    public void SettingAParameterRegistersItAndDisposesTheOld()
    {
        using var layer = Conv2d(1, 1, 1);
        var old = layer.weight;

        layer.weight = Parameter(ones(1, 1, 1, 1));
        layer.bias = null;

        Assert.True(old.IsInvalid);
        Assert.Equal(["weight"], layer.state_dict().Keys);
        Near.Equal([3], layer.call(full([1, 1, 1, 1], 3f)));
    }

    [Fact]
    public void ParametersOutliveTheDisposeScopeTheyWereMadeIn()
    {
        Linear layer;
        BatchNorm2d norm;
        using (NewDisposeScope())
        {
            layer = Linear(2, 1);
            norm = BatchNorm2d(2);
        }

        Assert.All(layer.parameters(), parameter => Assert.False(parameter.IsInvalid));
        Assert.All(norm.buffers(), buffer => Assert.False(buffer.IsInvalid));
        layer.Dispose();
        norm.Dispose();
        Assert.True(layer.weight.IsInvalid);
        Assert.True(norm.running_mean!.IsInvalid);
    }

    private sealed class Fields : Module<Tensor, Tensor>
    {
        private readonly Parameter scale = Parameter(ones(1));
        private readonly Tensor shift = ones(1);
        private readonly Tensor count = tensor(0L);

        public Fields()
            : base(nameof(Fields))
        {
            RegisterComponents();
        }

        public Tensor Count => count;

        public override Tensor forward(Tensor input) => (input * scale) + shift;
    }
}
