using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests.Placement.PowerOfTwo;

/// <summary>
/// TI's table of what is followed by a PACT2, row by row: what stands in forward, and what in the twin's. Where this library differs the test
/// says so.
/// </summary>
public sealed class PlacementTableTests
{
    private const string Fields = """
        private readonly Conv2d conv = Conv2d(4, 4, 1), conv2 = Conv2d(4, 4, 1);
        private readonly ConvTranspose2d deconv = ConvTranspose2d(4, 4, 1);
        private readonly Linear fc = Linear(4, 4);
        private readonly BatchNorm2d bn = BatchNorm2d(4);
        private readonly GroupNorm gn = GroupNorm(2, 4);
        private readonly ReLU relu = ReLU();
        private readonly ReLU6 relu6 = ReLU6();
        private readonly Hardtanh hardtanh = Hardtanh();
        private readonly LeakyReLU leaky = LeakyReLU();
        private readonly Sigmoid sigmoid = Sigmoid();
        private readonly MaxPool2d maxpool = MaxPool2d(2, stride: 1);
        private readonly AvgPool2d avgpool = AvgPool2d(2, stride: 1);
        private readonly AdaptiveAvgPool2d adaptive = AdaptiveAvgPool2d(2);
        private readonly Upsample upsample = Upsample(scale_factor: [2, 2]);
        private readonly Flatten flatten = Flatten();
        private readonly Dropout2d dropout = Dropout2d();
        private readonly QuantizeHere mark = new();
        private readonly NoQuantizeHere leave = new();
        """;

    [Theory]
    [InlineData("return relu6.call(relu.call(x));", "return relu6.call(relu.call(x));", "ReLU relu;", "Pact2 relu6;")]
    [InlineData("return relu.call(relu6.call(x));", "return relu.call(relu6.call(x));", "ReLU6 relu6;", "Pact2 relu;")]
    [InlineData("return functional.relu6(relu.call(x));", "return relu6_quantizer.CallIfPresent(functional.relu6(relu.call(x)));", "ReLU relu;")]
    public void ActivationBeforeAnotherActivationGetsNone(string forward, string expected, params string[] fields) => Verify(forward, expected, fields);

    [Theory]
    [InlineData("return leaky.call(relu.call(x));", "return leaky.call(relu.call(x));", "from zero on and quantizes it", "Pact2 relu;", "relu = layers.Pact2(relu);")]
    [InlineData("return leaky.call(relu6.call(x));", "return leaky.call(relu6.call(x));", "and to 6, and quantizes it", "Pact2 relu6;")]
    public void ReLUIsReplaced(string forward, string expected, params string[] fields) => Verify(forward, expected, fields);

    [Fact]
    public void HardtanhIsReplacedWithItsFixedRange() =>
        Verify("return leaky.call(hardtanh.call(x));", "return leaky.call(hardtanh.call(x));", "to its fixed range and quantizes it", "Pact2 hardtanh;");

    [Fact]
    public void MarkIsReplaced() => Verify("return leaky.call(mark.call(x));", "return leaky.call(mark.call(x));", "Pact2 mark;", "mark = layers.Pact2(mark);");

    [Theory]
    [InlineData("return leaky.call(dropout.call(x));", "return leaky.call(dropout.call(x));", "Dropout2d dropout;")]
    [InlineData("return leaky.call(leave.call(conv.call(x)));", "return leaky.call(leave.call(conv.call(x)));", "NoQuantizeHere leave;")]
    [InlineData("return leaky.call(leave.call(relu.call(x)));", "return leaky.call(leave.call(relu.call(x)));", "ReLU relu;")]
    [InlineData("return leaky.call(leave.call(x + conv.call(x)));", "return leaky.call(leave.call(x + conv_quantizer.call(conv.call(x))));")]
    public void MarkAgainstQuantizationKeepsItsInputInFloat(string forward, string expected, params string[] fields) => Verify(forward, expected, fields);

    [Theory]
    [InlineData("return relu.call(x + conv.call(x));", "return relu.call(x + conv_quantizer.call(conv.call(x)));")]
    [InlineData("return relu.call(x * conv.call(x));", "return relu.call(x * conv_quantizer.call(conv.call(x)));")]
    [InlineData("return relu.call(cat([x, x], 1));", "return relu.call(cat([x, x], 1));")]
    [InlineData("return relu.call(maxpool.call(x));", "return relu.call(maxpool.call(x));")]
    [InlineData("return relu.call(avgpool.call(x));", "return relu.call(avgpool.call(x));")]
    [InlineData("return relu.call(functional.max_pool2d(x, 2));", "return relu.call(functional.max_pool2d(x, 2));")]
    [InlineData("return mark.call(x + conv.call(x));", "return mark.call(x + conv_quantizer.call(conv.call(x)));")]
    public void JoinOrPoolBeforeAnActivationGetsNone(string forward, string expected) => Verify(forward, expected, "Pact2 ");

    [Theory]
    [InlineData("return leaky.call(x + relu.call(x));", "return leaky.call(add_quantizer.call(x + relu.call(x)));")]
    [InlineData("return leaky.call(x.add(relu.call(x)));", "return leaky.call(add_quantizer.call(x.add(relu.call(x))));")]
    [InlineData("return leaky.call(x * relu.call(x));", "return leaky.call(mul_quantizer.call(x * relu.call(x)));")]
    [InlineData("return leaky.call(cat([x, relu.call(x)], 1));", "return leaky.call(cat_quantizer.call(cat([x, relu.call(x)], 1)));")]
    [InlineData("return leaky.call(stack([x, relu.call(x)], 1));", "return leaky.call(cat_quantizer.call(stack([x, relu.call(x)], 1)));")]
    [InlineData("return leaky.call(matmul(x, relu.call(x)));", "return leaky.call(matmul_quantizer.call(matmul(x, relu.call(x))));")]
    [InlineData("return leaky.call(maxpool.call(x));", "return leaky.call(maxpool_quantizer.call(maxpool.call(x)));")]
    [InlineData("return leaky.call(avgpool.call(x));", "return leaky.call(avgpool_quantizer.call(avgpool.call(x)));")]
    [InlineData("return leaky.call(functional.avg_pool2d(x, 2));", "return leaky.call(avg_pool2d_quantizer.call(functional.avg_pool2d(x, 2)));")]
    public void JoinOrPoolGetsOne(string forward, string expected) => Verify(forward, expected, "quantizer = layers.ActivationPact2();");

    [Theory]
    [InlineData("return relu.call(bn.call(x));", "return relu.call(bn.call(x));", "BatchNorm2d bn;")]
    [InlineData("return relu.call(gn.call(x));", "return relu.call(gn.call(x));", "GroupNorm gn;")]
    [InlineData("return relu.call(bn.call(conv.call(x)));", "return relu.call(conv.call(x));", "PowerOfTwoConv2d conv;")]
    public void NormalizationBeforeAnActivationGetsNone(string forward, string expected, params string[] fields) => Verify(forward, expected, fields);

    [Theory]
    [InlineData("return leaky.call(bn.call(x));", "return leaky.call(bn_quantizer.call(bn.call(x)));")]
    [InlineData("return leaky.call(gn.call(x));", "return leaky.call(gn_quantizer.call(gn.call(x)));")]
    [InlineData("return leaky.call(bn.call(conv.call(x)));", "return leaky.call(conv_quantizer.call(conv.call(x)));", "Quantizes its weight, merged with <c>bn</c>, per tensor.")]
    public void NormalizationGetsOne(string forward, string expected, params string[] fields) => Verify(forward, expected, [.. fields, "_quantizer = layers.ActivationPact2();"]);

    [Theory]
    [InlineData("return leaky.call(gn.call(conv.call(x)));", "return leaky.call(gn_quantizer.call(gn.call(conv.call(x))));")]
    [InlineData("return relu.call(conv.call(x));", "return relu.call(conv.call(x));")]
    [InlineData("return relu.call(deconv.call(x));", "return relu.call(deconv.call(x));")]
    [InlineData("return relu.call(fc.call(x));", "return relu.call(fc.call(x));")]
    [InlineData("return conv.call(x).relu();", "return relu_quantizer.CallIfPresent(conv.call(x).relu());")]
    public void LayerWithWeightsBeforeANormalizationOrActivationGetsNone(string forward, string expected) => Verify(forward, expected);

    [Theory]
    [InlineData("return leaky.call(conv.call(x));", "return leaky.call(conv_quantizer.call(conv.call(x)));")]
    [InlineData("return leaky.call(deconv.call(x));", "return leaky.call(deconv_quantizer.call(deconv.call(x)));")]
    [InlineData("return leaky.call(fc.call(x));", "return leaky.call(fc_quantizer.call(fc.call(x)));")]
    [InlineData("return relu.call(conv2.call(conv.call(x)));", "return relu.call(conv2.call(conv_quantizer.call(conv.call(x))));")]
    [InlineData("var y = conv.call(x);\nreturn relu.call(y) + y;", "var y = conv_quantizer.call(conv.call(x));")]
    [InlineData("var y = conv.call(x);\nreturn relu.call(bn.call(y)) + y;", "var y = conv_quantizer.call(conv.call(x));", "return add_quantizer.CallIfPresent(relu.call(bn.call(y)) + y);")]
    public void LayerWithWeightsGetsOne(string forward, params string[] expected) => Verify(forward, expected[0], expected[1..]);

    [Fact]
    public void InputIsQuantizedWhereItEntersTheModel() => Verify(
        "return relu.call(conv.call(x));",
        "x = input_quantizer.CallIfPresent(x);",
        "Pact2? input_quantizer;",
        "input_quantizer = layers.InputPact2();",
        "LayerConverter.Connect(input_quantizer, this.conv);");

    [Theory]
    [InlineData("return leaky.call(adaptive.call(x));", "return leaky.call(adaptive.call(x));")]
    [InlineData("return leaky.call(upsample.call(x));", "return leaky.call(upsample.call(x));")]
    [InlineData("return leaky.call(functional.interpolate(x, scale_factor: [2, 2]));", "return leaky.call(functional.interpolate(x, scale_factor: [2, 2]));")]
    [InlineData("return leaky.call(flatten.call(x));", "return leaky.call(flatten.call(x));")]
    [InlineData("return leaky.call(functional.dropout(x));", "return leaky.call(functional.dropout(x));")]
    public void WhatKeepsItsRangeGetsNone(string forward, string expected) => Verify(forward, expected);

    [Theory]
    [InlineData("return leaky.call(x - relu.call(x));", "return leaky.call(sub_quantizer.call(x - relu.call(x)));")]
    [InlineData("return leaky.call(x.sub(relu.call(x)));", "return leaky.call(sub_quantizer.call(x.sub(relu.call(x))));")]
    [InlineData("x -= relu.call(x);\nreturn leaky.call(x);", "x = sub_quantizer.call(x - relu.call(x));")]
    public void DifferenceGetsOneWhereThePeerOverlooksIt(string forward, string expected) => Verify(forward, expected);

    [Theory]
    [InlineData("return sigmoid.call(conv.call(x));", "return sigmoid.call(conv_quantizer.call(conv.call(x)));", "Sigmoid sigmoid;")]
    [InlineData("return conv2.call(leaky.call(conv.call(x)));", "return conv2_quantizer.CallIfPresent(conv2.call(leaky.call(conv_quantizer.call(conv.call(x)))));", "LeakyReLU leaky;")]
    [InlineData("return functional.silu(conv.call(x));", "return functional.silu(conv_quantizer.call(conv.call(x)));")]
    [InlineData("return torch.softmax(x + conv.call(x), 1);", "return torch.softmax(x + conv_quantizer.call(conv.call(x)), 1);")]
    public void OtherActivationStaysInFloatAndItsInputIsQuantized(string forward, string expected, params string[] fields) => Verify(forward, expected, fields);

    private static void Verify(string forward, string expected, params string[] others)
    {
        var run = Generation.Run($$"""
            using QuantGen;
            using QuantGen.PowerOfTwo;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize(Target = QuantizationTarget.PowerOfTwo)]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                {{Fields}}

                public Net() : base(nameof(Net)) => RegisterComponents();

                public override Tensor forward(Tensor x)
                {
                    {{forward}}
                }
            }
            """).AssertCompiles();
        var twin = run.Files.Single().Text;
        foreach (var text in others.Prepend(expected))
            Assert.Contains(text, twin, StringComparison.Ordinal);
    }
}
