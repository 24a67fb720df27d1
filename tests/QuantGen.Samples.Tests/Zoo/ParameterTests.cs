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
    [InlineData("resnext50_32x4d", "layer1.0.conv2.weight", new long[] { 128, 4, 3, 3 })]
    [InlineData("wide_resnet50_2", "layer4.0.conv2.weight", new long[] { 1024, 1024, 3, 3 })]
    [InlineData("squeezenet1_0", "features.12.expand3x3.weight", new long[] { 256, 64, 3, 3 })]
    [InlineData("squeezenet1_1", "classifier.1.weight", new long[] { 1000, 512, 1, 1 })]
    [InlineData("googlenet", "inception4e.branch3.1.conv.weight", new long[] { 128, 32, 3, 3 })]
    [InlineData("inception_v3_with_head", "Mixed_6e.branch7x7dbl_5.conv.weight", new long[] { 192, 192, 1, 7 })]
    [InlineData("inception_v3_with_head", "AuxLogits.conv1.conv.weight", new long[] { 768, 128, 5, 5 })]
    [InlineData("densenet121", "features.transition3.conv.weight", new long[] { 512, 1024, 1, 1 })]
    [InlineData("densenet121", "features.norm5.weight", new long[] { 1024 })]
    [InlineData("shufflenet_v2_x0_5", "stage2.0.branch1.2.weight", new long[] { 24, 24, 1, 1 })]
    [InlineData("shufflenet_v2_x1_0", "stage4.3.branch2.3.weight", new long[] { 232, 1, 3, 3 })]
    [InlineData("mnasnet0_5", "layers.8.0.layers.0.weight", new long[] { 24, 8, 1, 1 })]
    [InlineData("mnasnet1_0", "layers.13.0.layers.6.weight", new long[] { 320, 1152, 1, 1 })]
    [InlineData("regnet_x_400mf", "trunk_output.block1.block1-0.proj.0.weight", new long[] { 32, 32, 1, 1 })]
    [InlineData("regnet_x_400mf", "trunk_output.block4.block4-11.f.b.0.weight", new long[] { 400, 16, 3, 3 })]
    [InlineData("mobilenet_v3_small", "features.1.block.1.fc1.weight", new long[] { 8, 16, 1, 1 })]
    [InlineData("mobilenet_v3_large", "features.13.block.1.0.weight", new long[] { 672, 1, 5, 5 })]
    [InlineData("mobilenet_v3_large", "classifier.3.weight", new long[] { 1000, 1280 })]
    [InlineData("efficientnet_b0", "features.1.0.block.1.fc1.weight", new long[] { 8, 32, 1, 1 })]
    [InlineData("efficientnet_b0", "features.7.0.block.3.0.weight", new long[] { 320, 1152, 1, 1 })]
    [InlineData("resnet20", "layer2.0.downsample.0.weight", new long[] { 32, 16, 1, 1 })]
    [InlineData("resnet20", "fc.weight", new long[] { 10, 64 })]
    public void A_tensor_has_torchvision_s_shape(string name, string key, long[] shape)
    {
        using var model = ZooModels.Of(name).Create();

        Assert.Equal(shape, model.state_dict()[key].shape);
    }
}
