using System.Globalization;
using QuantGen.Onnx;
using QuantGen.Testing.Onnx;
using Xunit;
using Xunit.Abstractions;

namespace QuantGen.Samples.Tests.Zoo.Export;

/// <summary>
/// The models of the zoo in ONNX Runtime: it computes what TorchSharp does. Weights and inputs are random; QUANTGEN_EXPORT_OUTPUTS says how many elements of outputs are compared, an ordinary run
/// compares some.
/// </summary>
public sealed class ZooExportTests(ITestOutputHelper log)
{
    private const double FloatTolerance = 1e-4;

    // The values of two levels are float32 numbers, whose difference need not be one step to the last bit.
    private const double OneLevel = 1.01;

    // Where sums of floating-point numbers come out in another order, a value close to the middle between two levels may fall on either.
    private const double ShareOnOtherScales = 5e-5;

    // The same where functions stand between quantizers whose results are on no grid.
    private const double ShareBehindFunctions = 1e-5;

    // ONNX Runtime approximates sigmoid and tanh.
    private const double ShareBehindApproximations = 1e-3;

    private static readonly long Outputs = long.Parse(Environment.GetEnvironmentVariable("QUANTGEN_EXPORT_OUTPUTS") is { Length: > 0 } number ? number : "2000", CultureInfo.InvariantCulture);

    private static readonly string[] ExactNames = ["resnet18", "resnet50", "mobilenet_v2", "mobilenet_v3_large_lite", "regnet_x_800mf", "unet", "deeplabv3lite_mobilenet_v2"];
    private static readonly string[] FunctionNames = ["densenet121", "vit_b_16", "sequence_encoder"];

    /// <summary>Models that compute with nothing but sums, products, maxima and means between quantizers: exact on scales of powers of two.</summary>
    public static TheoryData<string> Exact => [.. ExactNames];

    /// <summary>Models with BatchNorms that cannot be merged, or with LayerNorm and softmax, between quantizers.</summary>
    public static TheoryData<string> WithFunctions => [.. FunctionNames];

    public static TheoryData<string> All => [.. ExactNames, .. FunctionNames, "lstm_classifier"];

    [OnnxRuntimeTheory]
    [MemberData(nameof(All))]
    public void A_float_model_computes_the_same(string name)
    {
        var report = Log(ExportedZoo.Float(ZooModels.Of(name), elements: 1));

        Assert.Equal(3, report.Outputs.Count);
        Assert.All(report.Outputs, static output => Assert.InRange(output.RelativeError, 0, FloatTolerance));
    }

    [OnnxRuntimeTheory]
    [MemberData(nameof(Exact))]
    public void On_scales_of_powers_of_two_nothing_differs(string name)
    {
        var report = Log(ExportedZoo.ForOnnxRuntime(ZooModels.Of(name), Outputs, isPowerOfTwo: true));

        AssertEqual(report, ExportRunner.Interpreter);
        AssertEqual(report, ExportRunner.OnnxRuntime);
        Assert.Equal(0, report.IsolatedMismatches);

        // ONNX Runtime's transposed convolution is none of its integer kernels, and its concatenation rounds in another way.
        if (name != "unet")
            Assert.InRange(Of(report, ExportRunner.OnnxRuntimeOptimized).MostLevels ?? 0, 0, OneLevel);
    }

    [OnnxRuntimeTheory]
    [MemberData(nameof(WithFunctions))]
    public void On_scales_of_powers_of_two_only_functions_make_a_difference(string name) =>
        AssertClose(ExportedZoo.ForOnnxRuntime(ZooModels.Of(name), Outputs, isPowerOfTwo: true), ShareBehindFunctions);

    [OnnxRuntimeTheory]
    [MemberData(nameof(All))]
    public void On_other_scales_values_fall_on_the_same_level_but_for_a_few(string name) =>
        AssertClose(ExportedZoo.ForOnnxRuntime(ZooModels.Of(name), Outputs), name == "lstm_classifier" ? ShareBehindApproximations : ShareOnOtherScales);

    [OnnxRuntimeTheory]
    [MemberData(nameof(Exact))]
    [InlineData("lstm_classifier")]
    public void Twins_for_fixed_point_hardware_are_the_same(string name)
    {
        var report = Log(ExportedZoo.ForPowersOfTwo(ZooModels.Of(name), Outputs));

        AssertEqual(report, ExportRunner.Interpreter);
        AssertEqual(report, ExportRunner.OnnxRuntime);
        Assert.Equal(0, report.IsolatedMismatches);
    }

    [OnnxRuntimeTheory]
    [MemberData(nameof(WithFunctions))]
    public void Twins_for_fixed_point_hardware_differ_by_functions_only(string name) => AssertClose(ExportedZoo.ForPowersOfTwo(ZooModels.Of(name), Outputs), ShareBehindFunctions);

    private void AssertClose(ExportReport report, double share)
    {
        Log(report);
        AssertEqual(report, ExportRunner.Interpreter);
        Assert.InRange(report.IsolatedShare, 0, share);
        Assert.All(report.Isolated, static value => Assert.InRange(value.MostLevels ?? 0, 0, OneLevel));
    }

    private static void AssertEqual(ExportReport report, ExportRunner runner) => Assert.All(report.Outputs.Where(output => output.Runner == runner), static output =>
    {
        Assert.Equal(0, output.Mismatches);
        if (output.MostLevels is null)
            Assert.Equal(0, output.RelativeError);
    });

    private static ExportComparison Of(ExportReport report, ExportRunner runner) => report.Outputs.First(output => output.Runner == runner);

    private ExportReport Log(ExportReport report)
    {
        log.WriteLine(report.ToString());
        return report;
    }
}
