using QuantGen.Quantizers;
using Xunit;
using static QuantGen.Tests.Modules.UserBlocks;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests;

public sealed class QuantizerExtensionsTests
{
    [Fact]
    public void QuantizersAreFoundInTheOrderOfRegistrationWithTheirPaths()
    {
        using var float_ = new Block(2);
        using var twin = float_.ToQuantized();
        Assert.Equal(
            ["conv._input_quantizer", "conv._weight_quantizer", "residual_quantizer"], twin.Quantizers().Select(static entry => entry.Name));
        Assert.Equal(twin.Quantizers().Select(static entry => entry.Name), twin.Quantizers().Select(static entry => entry.Quantizer.FullName));
    }

    [Fact]
    public void TheWholeModelNamesOverThePart()
    {
        using var block = new Block(2);
        using var model = Sequential(("stage", Sequential(("0", (Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>)block.ToQuantized()))));
        model.NameQuantizers();
        Assert.Equal("stage.0.residual_quantizer", model.Quantizers()[2].Quantizer.FullName);
    }

    [Fact]
    public void AQuantizerOnTwoPathsAppearsOnceAndOneAloneIsItsOwn()
    {
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Name = "alone" });
        Assert.Equal([("alone", quantizer)], quantizer.Quantizers());
        quantizer.NameQuantizers();
        Assert.Equal("alone", quantizer.FullName);
        using var model = Sequential(("a", quantizer), ("b", quantizer));
        Assert.Equal([("a", quantizer)], model.Quantizers());
    }
}
