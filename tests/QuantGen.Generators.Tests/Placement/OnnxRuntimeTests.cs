using QuantGen.Generators.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Placement;

/// <summary>Where quantizers stand for ONNX Runtime.</summary>
public sealed class OnnxRuntimeTests
{
    private static readonly long[] _tokens = [2, 5, 8];
    private static readonly long[] _features = [3, 8];
    private static readonly long[] _picture = [2, 8, 6, 6];

    [Fact]
    public void OnnxNet() => Verify(
        "OnnxNet",
        """
        stem._input_quantizer stem._weight_quantizer conv1._input_quantizer conv1._weight_quantizer conv2._input_quantizer conv2._weight_quantizer
        pool._input_quantizer fc._input_quantizer fc._weight_quantizer
        residual_quantizer add_quantizer pool_result_quantizer pool_result_quantizer_2 output_quantizer
        """,
        [8L],
        _picture);

    [Fact]
    public void WhatLeavesADisposeScopeIsQuantizedBeforeItDoes()
    {
        const string Source = """
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize(Target = QuantizationTarget.OnnxRuntime)]
            public sealed partial class Scoped : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(8, 8);

                public Scoped() : base(nameof(Scoped)) => RegisterComponents();

                public override Tensor forward(Tensor x)
                {
                    using var scope = NewDisposeScope();
                    return fc.call(x).MoveToOuterDisposeScope();
                }
            }
            """;
        var run = Generation.Run(Source).AssertCompiles();

        Assert.Contains("return output_quantizer.CallIfPresent(fc.call(x)).MoveToOuterDisposeScope();", run.Files.Single().Text, StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        Assert.Equal([3L, 8L], TwinRun.Calibrated(run.Load().Create("Samples.Scoped").Twin(), TwinRun.Draw(_features)).shape);
    }

    [Fact]
    public void SelfAttention() => Verify(
        "SelfAttention",
        """
        query._input_quantizer query._weight_quantizer key._input_quantizer key._weight_quantizer value._input_quantizer value._weight_quantizer output._input_quantizer output._weight_quantizer
        matmul_quantizer matmul_quantizer_2 matmul_result_quantizer matmul_quantizer_3 matmul_quantizer_4
        residual_quantizer add_quantizer add_result_quantizer
        """,
        [8L],
        _tokens);

    [Fact]
    public void FusedAttention() => Verify(
        "FusedAttention",
        """
        projection._input_quantizer projection._weight_quantizer output._input_quantizer output._weight_quantizer
        query_quantizer key_quantizer value_quantizer output_quantizer
        """,
        [8L],
        _tokens);

    [Fact]
    public void InceptionBlock() => Verify(
        "InceptionBlock",
        """
        branch1._input_quantizer branch1._weight_quantizer branch3._input_quantizer branch3._weight_quantizer
        cat_quantizer cat_quantizer_2 cat_quantizer_3 cat_result_quantizer
        """,
        [8L],
        _picture);

    [Fact]
    public void DenseBlock() => Verify(
        "DenseBlock",
        """
        layers.0._input_quantizer layers.0._weight_quantizer layers.1._input_quantizer layers.1._weight_quantizer layers.2._input_quantizer layers.2._weight_quantizer
        cat_quantizer cat_result_quantizer cat_quantizer_2 cat_result_quantizer_2
        """,
        [8L, 4L, 3],
        _picture);

    [Fact]
    public void SqueezeExcite() => Verify(
        "SqueezeExcite",
        """
        pool._input_quantizer fc1._input_quantizer fc1._weight_quantizer fc2._input_quantizer fc2._weight_quantizer
        mul_quantizer mul_quantizer_2 mul_result_quantizer
        """,
        [8L],
        _picture);

    [Fact]
    public void ThreeTerms() => Verify(
        "ThreeTerms",
        """
        left._input_quantizer left._weight_quantizer right._input_quantizer right._weight_quantizer third._input_quantizer third._weight_quantizer
        residual_quantizer add_quantizer add_result_quantizer residual_quantizer_2 add_result_quantizer_2
        residual_quantizer_3 add_quantizer_2 add_result_quantizer_3 add_quantizer_3 add_result_quantizer_4
        residual_quantizer_4 add_result_quantizer_5 third_input_quantizer_2
        """,
        [8L],
        _features);

    [Fact]
    public void GatedInPlace() => Verify(
        "GatedInPlace",
        """
        value._input_quantizer value._weight_quantizer gate._input_quantizer gate._weight_quantizer
        mul_quantizer mul_quantizer_2 mul_result_quantizer mul_quantizer_3 mul_quantizer_4 mul_result_quantizer_2
        mul_quantizer_5 add_quantizer add_quantizer_2 add_result_quantizer mul_quantizer_6 mul_quantizer_7 mul_result_quantizer_3
        value_input_quantizer_2 gate_input_quantizer_2 gate_input_quantizer_3 gate_input_quantizer_4
        """,
        [8L],
        _features);

    [Fact]
    public void EachReturnedTensorHasARangeAndOneLeftOutStaysLeftOut() => AssertForward(
        "Module<Tensor, (Tensor, Tensor?)>",
        "(Tensor, Tensor?)",
        "return (fc.call(x), training ? head.call(x) : null);",
        "return (output_quantizer.CallIfPresent(fc.call(x)), output_quantizer_2.CallIfPresent(training ? head.call(x) : null));");

    [Fact]
    public void EveryReturnOfATensorSharesItsRange() => AssertForward(
        "Module<Tensor, Tensor>",
        "Tensor",
        "if (x.shape[0] > 4)\n            return fc.call(x);\n        return head.call(x);",
        "if (x.shape[0] > 4)\n            return output_quantizer.CallIfPresent(fc.call(x));\n        return output_quantizer.CallIfPresent(head.call(x));");

    [Fact]
    public void NothingIsPutAroundAPartOfAnExpression() => AssertForward(
        "Module<Tensor, Tensor>",
        "Tensor",
        "return pool?.call(fc.call(x)) ?? x;",
        "return output_quantizer.CallIfPresent(pool?.call(fc.call(x)) ?? x);");

    [Fact]
    public void ResultThatOneQuantizedLayerReadsIsLeftToIt() => AssertForward(
        "Module<Tensor, Tensor>",
        "Tensor",
        "return head.call(x + fc.call(x));",
        "return output_quantizer.CallIfPresent(head.call(residual_quantizer.call(x) + add_quantizer.call(fc.call(x))));");

    [Fact]
    public void ValueThatIsQuantizedWhereItIsMadeIsNotQuantizedAgain() => AssertForward(
        "Module<Tensor, Tensor>",
        "Tensor",
        "x = x + fc.call(x);\n        return x + head.call(x);",
        "x = add_result_quantizer.call(residual_quantizer.call(x) + add_quantizer.call(fc.call(x)));\n        "
        + "return add_result_quantizer_2.call(x + add_quantizer_2.call(head.call(x)));");

    private static void AssertForward(string type, string result, string body, string expected)
    {
        var run = Generation.Run($$"""
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize(Target = QuantizationTarget.OnnxRuntime)]
            public sealed partial class Model : {{type}}
            {
                private readonly Linear fc = Linear(4, 4);
                private readonly Linear head = Linear(4, 4);
                private readonly AvgPool1d? pool;

                public Model(AvgPool1d? pool) : base(nameof(Model))
                {
                    this.pool = pool;
                    RegisterComponents();
                }

                public override {{result}} forward(Tensor x)
                {
                    {{body}}
                }
            }
            """).AssertCompiles();

        Assert.Contains($"    {{\n        {expected}\n    }}\n", Assert.Single(run.Files).Text, StringComparison.Ordinal);
    }

    private static void Verify(string model, string quantizers, object?[] arguments, long[] shape, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Placed.Verify(model, quantizers, arguments, shape, QuantizationTarget.OnnxRuntime, test);
}
