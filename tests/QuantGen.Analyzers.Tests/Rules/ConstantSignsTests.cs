using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConstantSignsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConstantSignsTests
{
    private const string Signs = "[Quantize(WeightAlgorithm = LowBitAlgorithm.Xnor, ActivationAlgorithm = LowBitAlgorithm.Xnor)]";

    private static readonly string _net = Source("head.call([|body|].call(relu.call(stem.call(x))))");

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(_net, Message("body", "relu", "Xnor"));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(_net);

    [Theory]
    [InlineData("functional.relu(x)", "relu")]
    [InlineData("functional.relu6(x, inplace: true)", "relu6")]
    [InlineData("x.relu()", "relu")]
    [InlineData("x.relu_()", "relu_")]
    [InlineData("x.sigmoid()", "sigmoid")]
    [InlineData("functional.softmax(x, 1)", "softmax")]
    [InlineData("x.abs()", "abs")]
    [InlineData("x.clamp(0, 1)", "clamp")]
    [InlineData("hardtanh.call(x)", "hardtanh")]
    [InlineData("relu6.call(x)", "relu6")]
    [InlineData("functional.max_pool2d(relu.call(x), 2)", "relu")]
    [InlineData("dropout.call(pool.call(relu.call(x)))", "relu")]
    [InlineData("functional.avg_pool2d(relu.call(x), 2).contiguous()", "relu")]
    [InlineData("relu.call(x).flatten(1).view(1, 8, 8, 8)[0].unsqueeze(0)", "relu")]
    [InlineData("relu.call(x) + relu6.call(x)", "relu")]
    [InlineData("relu.call(x).add(x.sigmoid())", "relu")]
    [InlineData("relu.call(x) * x.sigmoid()", "relu")]
    [InlineData("large ? relu.call(x) : x.relu()", "relu")]
    public Task WhatMakesOrKeepsValuesNonNegativeIsKnown(string value, string maker) => Rule.VerifyAsync(
        Source(Behind("[|body|]", value)),
        Message("body", maker, "Xnor"));

    [Theory]
    [InlineData("x")]
    [InlineData("x.relu().neg()")]
    [InlineData("x.relu() - x.sigmoid()")]
    [InlineData("x.relu() + x")]
    [InlineData("x.relu().add(x.sigmoid(), -1)")]
    [InlineData("x.relu() - 1")]
    [InlineData("prelu.call(x)")]
    [InlineData("norm.call(relu.call(x))")]
    [InlineData("x.tanh()")]
    [InlineData("x.clamp(-1, 1)")]
    [InlineData("x.clamp(max: 1)")]
    [InlineData("functional.leaky_relu(x, 0.1)")]
    [InlineData("large ? relu.call(x) : x")]
    [InlineData("Mine.relu(x)")]
    [InlineData("sigmoid(x)")]
    public Task WhatMayBeNegativeIsFine(string value) => Rule.VerifyAsync(Source(Behind("body", value)));

    [Fact]
    public Task StatementInPlaceCountsForWhatFollows() => Rule.VerifyAsync(
        Source(
            """
            {
                    var y = stem.call(x);
                    y.relu_();
                    var z = [|body|].call(y);
                    y.sub_(1);
                    return head.call(body.call(y) + z);
                }
            """));

    [Fact]
    public Task LoopKeepsWhatEachRoundKeeps() => Rule.VerifyAsync(
        Source(
            """
            {
                    var y = stem.call(x).relu();
                    for (var i = 0; i < 3; i++)
                        y = [|body|].call(y).relu();
                    var z = stem.call(x);
                    for (var i = 0; i < 3; i++)
                        z = body.call(z).relu();
                    return head.call(y + z);
                }
            """));

    [Theory]
    [InlineData(Signs, "")]
    [InlineData("[Quantize(Target = QuantizationTarget.LowBit)]", Signs)]
    public Task LayersOfASequentialAreKnown(string ofClass, string ofField) => Rule.VerifyAsync(
        $$"""
        {{ofClass}}
        partial class Net : Module<Tensor, Tensor>
        {
            {{ofField}} private readonly Sequential layers = Sequential(
                Conv2d(3, 8, 3), ReLU(), nn.[|Conv2d|](8, 8, 3), BatchNorm2d(8), Conv2d(8, 8, 3), Sequential(("act", ReLU()), ("pool", MaxPool2d(2)), ("conv", [|Conv2d|](8, 8, 3))),
                PReLU(1), Conv2d(8, 8, 3), ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(8, 8));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """,
        Message("layers.2", "layers.1", "Xnor"),
        Message("layers.5.conv", "layers.5.act", "Xnor"));

    [Fact]
    public Task ContainerKeptInFloatHasNoSigns() => Rule.VerifyAsync(
        $$"""
        {{Signs}}
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d stem = Conv2d(3, 8, 3);
            [KeepFloat] private readonly Sequential layers = Sequential(ReLU(), Conv2d(8, 8, 3), ReLU());
            private readonly Conv2d head = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => head.call(layers.call(stem.call(x)));
        }
        """);

    [Fact]
    public Task FirstAndLastLayerStayInFloat() => Rule.VerifyAsync(Source("head.call(relu.call(body.call(stem.call(x.sigmoid()))))"));

    [Theory]
    [InlineData("[Quantize]", "[|head|]")]
    [InlineData("[Quantize(ActivationBits = 1, ActivationAlgorithm = LowBitAlgorithm.Lsq)]", "head")]
    [InlineData("[KeepFloat]", "head")]
    public Task LastLayerIsQuantizedWhereItIsAskedFor(string ofHead, string head) => Rule.VerifyAsync(Source(head + ".call(relu.call(body.call(stem.call(x))))", ofHead: ofHead));

    [Fact]
    public Task FieldGoesOverClassAndClassOverAssembly() => Rule.VerifyAsync(
        """
        [assembly: Quantize(ActivationAlgorithm = LowBitAlgorithm.XnorPlusPlus)]

        """
        + Source(
            "head.call([|body|].call(relu.call(second.call(relu.call(stem.call(x))))))",
            ofClass: "[Quantize]",
            ofSecond: "[Quantize(ActivationAlgorithm = LowBitAlgorithm.Pact, ActivationBits = 2)]")
        + Source(
            "head.call(body.call(relu.call([|second|].call(relu.call(stem.call(x))))))",
            ofClass: "[Quantize(ActivationAlgorithm = LowBitAlgorithm.Lsq, ActivationBits = 1)]",
            ofSecond: "[Quantize(ActivationAlgorithm = LowBitAlgorithm.Xnor)]").Replace("Net", "Other", StringComparison.Ordinal),
        Message("body", "relu", "XnorPlusPlus"),
        Message("second", "relu", "Xnor"));

    [Theory]
    [InlineData("[Quantize]")]
    [InlineData("[Quantize(Target = QuantizationTarget.LowBit)]")]
    [InlineData("[Quantize(WeightAlgorithm = LowBitAlgorithm.Xnor, ActivationAlgorithm = LowBitAlgorithm.Lsq)]")]
    [InlineData("[Quantize(WeightAlgorithm = LowBitAlgorithm.XnorPlusPlus)]")]
    public Task OtherAlgorithmsTakeValuesFromZeroOn(string ofClass) => Rule.VerifyAsync(Source("head.call(body.call(relu.call(stem.call(x))))", ofClass: ofClass));

    [Theory]
    [InlineData("Conv2d", "Conv2d", "[|conv1|]", "[|conv2|]")]
    [InlineData("Conv2d", "Block", "[|conv1|]", "conv2")]
    [InlineData("Block", "Conv2d", "conv1", "[|conv2|]")]
    [InlineData("Block", "Block", "conv1", "conv2")]
    public Task EndsOfAPartAreQuantizedWhereAnotherLayerStandsOutside(string first, string last, string conv1, string conv2) => Rule.VerifyAsync(
        $$"""
        {{Signs}}
        partial class Block : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(8, 8, 3);
            private readonly Conv2d conv2 = Conv2d(8, 8, 3);

            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => {{conv2}}.call({{conv1}}.call(x.relu()).relu());
        }

        {{Signs}}
        partial class Stage : Module<Tensor, Tensor>
        {
            private readonly Block first = new();
            private readonly Block last = new();

            public Stage() : base("Stage") => RegisterComponents();

            public override Tensor forward(Tensor x) => last.call(first.call(x));
        }

        {{Signs}}
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly {{first}} first = {{Made(first)}};
            private readonly Stage stage = new();
            private readonly {{last}} last = {{Made(last)}};

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => last.call(stage.call(first.call(x)));
        }
        """);

    // X is what the first layer gives.
    private static string Behind(string layer, string value) => $$"""
        {
                x = stem.call(x);
                var y = {{value}};
                return head.call({{layer}}.call(y));
            }
        """;

    private static string Made(string layer) => layer == "Block" ? "new()" : layer + "(8, 8, 3)";

    private static string Message(string layer, string maker, string algorithm) =>
        $"'{layer}' takes values that are never negative, as '{maker}' gives them, and {algorithm} quantizes them to their signs: all are +1, and the layer "
        + "learns nothing; put a normalization directly before it, use PReLU, LeakyReLU or Hardtanh instead, or choose another ActivationAlgorithm";

    private static string Source(string forward, string ofClass = Signs, string ofSecond = "", string ofHead = "") => $$"""
        {{ofClass}}
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d stem = Conv2d(3, 8, 3);
            private readonly Conv2d body = Conv2d(8, 8, 3);
            {{ofSecond}} private readonly Conv2d second = Conv2d(8, 8, 3);
            {{ofHead}} private readonly Conv2d head = Conv2d(8, 8, 3);
            private readonly Module<Tensor, Tensor> relu;
            private readonly ReLU6 relu6 = ReLU6();
            private readonly Hardtanh hardtanh = Hardtanh(0, 1);
            private readonly PReLU prelu = PReLU(1);
            private readonly BatchNorm2d norm = BatchNorm2d(8);
            private readonly MaxPool2d pool = MaxPool2d(2);
            private readonly Dropout dropout = Dropout();
            private readonly bool large;

            public Net(bool large) : base("Net")
            {
                this.large = large;
                relu = ReLU();
                RegisterComponents();
            }

            public override Tensor forward(Tensor x){{(forward.StartsWith('{') ? "\n    " + forward : $" => {forward};")}}

            private Tensor sigmoid(Tensor x) => x.neg();

            private static class Mine
            {
                public static Tensor relu(Tensor x) => x.neg();
            }
        }

        """;
}
