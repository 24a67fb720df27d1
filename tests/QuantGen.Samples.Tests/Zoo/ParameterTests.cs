using Xunit;

namespace QuantGen.Samples.Tests.Zoo;

public sealed class ParameterTests
{
    public static TheoryData<string> AllLayouts => [.. TorchvisionLayout.Names];

    [Theory]
    [MemberData(nameof(AllLayouts))]
    public void Parameters_and_buffers_are_named_and_ordered_as_in_torchvision(string name)
    {
        using var model = ZooModels.Of(name).Create();
        var layers = TorchvisionLayout.Of(name).Layers;

        Assert.Equal(TorchvisionNames.Parameters(layers), model.named_parameters().Select(static entry => entry.name));
        Assert.Equal(TorchvisionNames.Buffers(layers), model.named_buffers().Select(static entry => entry.name));
        Assert.Equal(
            TorchvisionNames.Parameters(layers).Concat(TorchvisionNames.Buffers(layers)).Order(StringComparer.Ordinal),
            model.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("resnet18", "conv1.weight", new long[] { 64, 3, 7, 7 })]
    [InlineData("resnet18", "layer2.0.downsample.0.weight", new long[] { 128, 64, 1, 1 })]
    [InlineData("resnet18", "layer4.1.bn2.running_var", new long[] { 512 })]
    [InlineData("resnet50", "layer1.0.downsample.0.weight", new long[] { 256, 64, 1, 1 })]
    [InlineData("resnet50", "layer2.0.conv2.weight", new long[] { 128, 128, 3, 3 })]
    [InlineData("resnet50", "layer4.2.conv3.weight", new long[] { 2048, 512, 1, 1 })]
    [InlineData("resnet50", "fc.weight", new long[] { 1000, 2048 })]
    [InlineData("mobilenet_v2", "features.1.conv.0.0.weight", new long[] { 32, 1, 3, 3 })]
    [InlineData("mobilenet_v2", "features.1.conv.1.weight", new long[] { 16, 32, 1, 1 })]
    [InlineData("mobilenet_v2", "features.2.conv.1.0.weight", new long[] { 96, 1, 3, 3 })]
    [InlineData("mobilenet_v2", "features.17.conv.2.weight", new long[] { 320, 960, 1, 1 })]
    [InlineData("mobilenet_v2", "features.18.0.weight", new long[] { 1280, 320, 1, 1 })]
    [InlineData("mobilenet_v2", "classifier.1.weight", new long[] { 1000, 1280 })]
    [InlineData("resnet20", "layer2.0.downsample.0.weight", new long[] { 32, 16, 1, 1 })]
    [InlineData("resnet20", "fc.weight", new long[] { 10, 64 })]
    public void A_tensor_has_torchvision_s_shape(string name, string key, long[] shape)
    {
        using var model = ZooModels.Of(name).Create();

        Assert.Equal(shape, model.state_dict()[key].shape);
    }
}
