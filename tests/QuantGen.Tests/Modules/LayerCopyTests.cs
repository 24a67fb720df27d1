using System.Globalization;
using System.Reflection;
using QuantGen.Modules;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

public sealed class LayerCopyTests
{
    private static readonly (Module<Tensor, Tensor> Layer, long[] Input)[] Layers =
    [
        (Conv1d(2, 4, 3, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false), [1, 2, 9]),
        (Conv2d(2, 4, (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 2), groups: 2, padding_mode: PaddingModes.Reflect), [1, 2, 9, 9]),
        (Conv2d(2, 4, 3, Padding.Same), [1, 2, 5, 5]),
        (Conv3d(2, 4, 2), [1, 2, 4, 4, 4]),
        (ConvTranspose1d(2, 4, 3, stride: 2, output_padding: 1), [1, 2, 5]),
        (ConvTranspose2d(2, 4, (3, 2), stride: (2, 2), padding: (1, 0), output_padding: (1, 1)), [1, 2, 5, 5]),
        (ConvTranspose3d(2, 4, 2, groups: 2, bias: false), [1, 2, 3, 3, 3]),
        (Linear(3, 4), [2, 3]), (Linear(3, 4, false), [2, 3]), (PReLU(3, 0.1), [2, 3, 4]),
        (BatchNorm1d(3, 1e-3, 0.2), [4, 3]), (BatchNorm2d(3, affine: false), [4, 3, 2, 2]),
        (BatchNorm3d(3, track_running_stats: false), [4, 3, 2, 2, 2]),
        (InstanceNorm1d(3, affine: true), [4, 3, 5]), (InstanceNorm2d(3, 1e-2, track_running_stats: true), [4, 3, 5, 5]),
        (InstanceNorm3d(3), [4, 3, 2, 2, 2]),
        (LayerNorm([3, 4], 1e-3), [2, 3, 4]), (LayerNorm(4, elementwise_affine: false), [2, 4]), (LayerNorm(4, bias: false), [2, 4]),
        (GroupNorm(2, 4, affine: false), [2, 4, 3]),
        (ReLU(true), [3]), (ReLU6(), [3]), (LeakyReLU(0.2), [3]), (ELU(0.5), [3]), (SiLU(), [3]), (GELU(), [3]), (ApproximateGelu(), [3]),
        (Mish(), [3]), (Sigmoid(), [3]),
        (Tanh(), [3]), (Hardswish(), [3]), (Hardsigmoid(), [3]), (Hardtanh(-0.1, 0.2), [3]), (Softplus(2, 3), [3]), (Softmax(0), [3]),
        (LogSoftmax(1), [2, 3]),
        (AvgPool1d(3, 2, 1, true, false), [1, 2, 8]), (AvgPool2d(3, 2, 1, true, false, 5), [1, 2, 8, 8]), (AvgPool3d(2), [1, 2, 4, 4, 4]),
        (AdaptiveAvgPool1d(3), [1, 2, 8]), (AdaptiveAvgPool2d((3, 2)), [1, 2, 8, 8]), (AdaptiveAvgPool3d(2), [1, 2, 4, 4, 4]),
        (AdaptiveMaxPool2d([2, 3]), [1, 2, 8, 8]),
        (MaxPool1d(3, 2, 1, 1, true), [1, 2, 8]), (MaxPool2d((3, 2), stride: (2, 1)), [1, 2, 8, 8]), (MaxPool3d(2), [1, 2, 4, 4, 4]),
        (ZeroPad2d((1, 2, 3, 4)), [1, 2, 3, 3]), (ConstantPad1d((1, 2), 3), [1, 2, 3]), (ConstantPad2d((1, 2, 3, 4), 3), [1, 2, 3, 3]),
        (ConstantPad3d((1, 2, 3, 4, 5, 6), 3), [1, 2, 3, 3, 3]),
        (ReflectionPad1d((1, 2)), [1, 2, 4]), (ReflectionPad2d((1, 2, 1, 2)), [1, 2, 4, 4]),
        (ReflectionPad3d((1, 1, 1, 1, 1, 2)), [1, 2, 4, 4, 4]),
        (ReplicationPad1d((1, 2)), [1, 2, 4]), (ReplicationPad2d((1, 2, 1, 2)), [1, 2, 4, 4]),
        (ReplicationPad3d((1, 1, 1, 1, 1, 2)), [1, 2, 4, 4, 4]),
        (Identity(), [3]), (Dropout(0.3), [3]), (Dropout2d(0.3), [1, 2, 3, 3]), (Flatten(0, 1), [2, 3, 4]),
        (Unflatten(1, [2, 2]), [3, 4]), (PixelShuffle(2), [1, 4, 2, 2]),
        (Upsample([6, 5]), [1, 2, 3, 3]), (Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: true), [1, 2, 3, 3]),
        (Sequential(("a", Linear(3, 4)), ("b", ReLU())), [2, 3]),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            foreach (var (index, (layer, _)) in Layers.Index())
                cases.Add(index, layer.GetType().Name);

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ACopyHasTheSameTypeHyperParametersStateAndOutput(int index, string type)
    {
        using var scope = NewDisposeScope();
        var (layer, shape) = Layers[index];
        using (no_grad())
        {
            foreach (var parameter in layer.parameters())
                parameter.copy_(randn(parameter.shape));
        }

        foreach (var training in new[] { true, false })
        {
            layer.train(training);
            using var copy = new LayerConverter(Granularity.PerChannel).Copy(layer);
            Assert.Equal(type, copy.GetType().Name);
            Assert.Equal(training, copy.training);
            Assert.Equal(Settings(layer), Settings(copy));
            var (state, copied) = (layer.state_dict(), copy.state_dict());
            Assert.Equal(state.Keys, copied.Keys);
            foreach (var (key, value) in state)
            {
                Assert.Equal(Tensors.Floats(value.to(ScalarType.Float32)), Tensors.Floats(copied[key].to(ScalarType.Float32)));
                Assert.Equal(value.requires_grad, copied[key].requires_grad);
            }
        }

        // In evaluation, where dropout does nothing.
        using var evaluated = new LayerConverter(Granularity.PerChannel).Copy(layer);
        var x = randn(shape);
        Assert.Equal(Tensors.Floats(layer.call(x.clone())!), Tensors.Floats(evaluated.call(x.clone())!));
    }

    [Fact]
    public void ACopySharesNoMemory()
    {
        using var scope = NewDisposeScope();
        using var layer = BatchNorm2d(3);
        using var copy = new LayerConverter(Granularity.PerChannel).Copy(layer);
        using (no_grad())
        {
            copy.weight.fill_(7);
            copy.running_var!.fill_(7);
        }

        Assert.Equal(1, layer.weight.max().item<float>());
        Assert.Equal(1, layer.running_var!.max().item<float>());
    }

    [Fact]
    public void ElementTypeAndFrozenParametersAreKept()
    {
        using var layer = Linear(2, 2);
        layer.to(ScalarType.Float64);
        layer.weight.requires_grad = false;
        using var copy = new LayerConverter(Granularity.PerChannel).Copy(layer);
        Assert.Equal(ScalarType.Float64, copy.weight.dtype);
        Assert.False(copy.weight.requires_grad);
        Assert.True(copy.bias!.requires_grad);
    }

    [Fact]
    public void ContainersAreCopiedWithTheirModesAndMixedTrainingIsKept()
    {
        using var model = Sequential(("bn", BatchNorm1d(2)), ("list", Sequential(("drop", Dropout()))));
        ((nn.Module)model[0]).eval();
        using var copy = new LayerConverter(Granularity.PerChannel).Copy(model);
        Assert.True(copy.training);
        Assert.False(((nn.Module)copy[0]).training);
        Assert.True(((nn.Module)copy[1]).training);

        using var list = new LayerConverter(Granularity.PerChannel).Copy(ModuleList(Linear(1, 1), (nn.Module)ReLU()));
        Assert.IsType<Linear>(list[0]);
        using var dictionary = new LayerConverter(Granularity.PerChannel).Copy(ModuleDict(("a", (nn.Module)ReLU())));
        Assert.IsType<ReLU>(dictionary["a"]);
    }

    [Fact]
    public void ListsOfParametersAreCopiedWithWhatIsTied()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel);
        var tied = Parameter(randn(2));
        var list = layers.Copy(ParameterList(tied, Parameter(randn(3), requires_grad: false)));
        var dictionary = layers.Copy(ParameterDict(("a", tied), ("b", Parameter(randn(4)))));

        Assert.NotSame(tied, list[0]);
        Assert.Same(list[0], dictionary["a"]);
        Assert.Equal(Tensors.Floats(tied), Tensors.Floats(list[0]));
        Assert.False(list[1].requires_grad);
        Assert.Equal(["a", "b"], dictionary.keys());
    }

    // Not in every version of TorchSharp that is supported.
    private static Module<Tensor, Tensor> ApproximateGelu()
    {
        var factory = Array.Find(
            typeof(nn).GetMethods(), static method => method.Name == nameof(GELU) && method.GetParameters() is [{ ParameterType.IsEnum: true }, _]);
        return factory is null ? GELU() : (Module<Tensor, Tensor>)factory.Invoke(null, [Enum.ToObject(factory.GetParameters()[0].ParameterType, 1), false])!;
    }

    private static string Settings(nn.Module layer) => string.Join("; ",
        from property in layer.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike
        where !typeof(Tensor).IsAssignableFrom(property.PropertyType)
        orderby property.Name
        select $"{property.Name}={Text(property.GetValue(layer))}");

    private static string Text(object? value) =>
        value is long[] values ? string.Join(",", values) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
