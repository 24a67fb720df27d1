using QuantGen.Calibration;
using QuantGen.Graph;
using QuantGen.Onnx;
using QuantGen.PowerOfTwo;
using QuantGen.Tests.Onnx.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo.Export;

/// <summary>Models of the zoo, exported and compared with what they are in TorchSharp.</summary>
internal static class ExportedZoo
{
    private const int Seed = 20;
    private const int CalibrationBatches = 2;

    /// <summary>The float model.</summary>
    /// <param name="zoo">The model.</param>
    /// <param name="elements">How many elements of outputs are compared at least.</param>
    public static ExportReport Float(ZooModel zoo, long elements)
    {
        using var scope = NewDisposeScope();
        using var model = Ready(zoo, zoo.Create);
        return Compare(zoo, model, elements);
    }

    /// <summary>The 8-bit twin for ONNX Runtime, calibrated on random data.</summary>
    /// <param name="zoo">The model.</param>
    /// <param name="elements">How many elements of outputs are compared at least.</param>
    /// <param name="isPowerOfTwo">Whether every range is widened until its scale is a power of two.</param>
    public static ExportReport ForOnnxRuntime(ZooModel zoo, long elements, bool isPowerOfTwo = false)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var model = Ready(zoo, () => OnnxRuntimeZoo.Create(zoo.Name));
        using var twin = ((IQuantizable)model).ToQuantized();
        twin.eval();
        using var calibrator = new Calibrator(twin);
        for (var batch = 0; batch < CalibrationBatches; batch++)
            calibrator.Collect(() => zoo.Run(twin, zoo.Input()));
        calibrator.Compute(CalibrationMethod.Max);
        if (isPowerOfTwo)
        {
            foreach (var (_, quantizer) in twin.Quantizers())
                Widen(quantizer);
        }

        return Compare(zoo, twin, elements);
    }

    /// <summary>The 8-bit twin for fixed-point hardware, its ranges from random data.</summary>
    /// <param name="zoo">The model.</param>
    /// <param name="elements">How many elements of outputs are compared at least.</param>
    public static ExportReport ForPowersOfTwo(ZooModel zoo, long elements)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var model = Ready(zoo, () => PowerOfTwoZoo.Create(zoo.Name));
        using var twin = ((IQuantizable)model).ToQuantized(new QuantizationOptions { PowerOfTwo = new PowerOfTwoOptions { ActivationTail = 0 } });
        twin.eval();
        foreach (var clip in twin.modules().OfType<Pact2>())
            clip.train();
        for (var batch = 0; batch < CalibrationBatches; batch++)
            zoo.Run(twin, zoo.Input());
        twin.eval();
        return Compare(zoo, twin, elements);
    }

    private static Module Ready(ZooModel zoo, Func<Module> create)
    {
        random.manual_seed(Seed);
        var model = create();
        ZooNorms.Set(zoo, model);
        model.eval();
        return model;
    }

    private static ExportReport Compare(ZooModel zoo, Module model, long elements)
    {
        var first = zoo.Inputs(zoo.Input());
        using var graph = QuantGraph.Of(model, first.Select(static input => new GraphInput(input.shape, ElementTypeOf(input))).ToArray());
        graph.Optimize();
        var outputs = graph.Outputs.Sum(static output => output.Shape.Aggregate(1L, static (count, extent) => count * extent));
        var runs = (int)((elements + outputs - 1) / outputs);
        var inputs = Enumerable.Range(0, runs).Select(run => run == 0 ? first : zoo.Inputs(zoo.Input()));
        return ExportVerification.Run(tensors => zoo.RunOn(model, tensors), graph, inputs, new ExportVerificationOptions { Library = Ort.Library, Isolated = true });
    }

    private static GraphElementType ElementTypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Int64 => GraphElementType.Int64,
        ScalarType.Bool => GraphElementType.Bool,
        _ => GraphElementType.Float32,
    };

    // The largest magnitude becomes the highest level times a power of two.
    private static void Widen(QuantGen.Quantizers.TensorQuantizer quantizer)
    {
        if (quantizer.Amax is not { } amax)
            return;

        using var scope = NewDisposeScope();
        var highest = Math.Pow(2, quantizer.Bits - (quantizer.Descriptor.Unsigned ? 0 : 1)) - 1;
        amax.copy_(amax.to(ScalarType.Float64).div(highest).clamp(min: 1e-30).log2().ceil().exp2().mul(highest).to(ScalarType.Float32));
    }
}
