namespace QuantGen.Onnx;

/// <summary>How a graph is written as ONNX.</summary>
public sealed record OnnxOptions
{
    /// <summary>The version of the operators, 13 to 21. Layers that a version does not have are written as what they are made of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 13..21.</exception>
    public int Opset
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, OnnxVersions.LowestOpset);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, OnnxVersions.HighestOpset);
            field = value;
        }
    } = 17;

    /// <summary>
    /// What the file is for. Null: <see cref="OnnxTarget.Float"/> for a graph without quantizers; <see cref="OnnxTarget.OnnxRuntime"/> for one with quantizers on what its layers give back, as twins for
    /// ONNX Runtime and powers of two have them; else <see cref="OnnxTarget.TensorRT"/>.
    /// </summary>
    public OnnxTarget? Target { get; init; }

    /// <summary>How biases are written for ONNX Runtime.</summary>
    public OnnxBias Bias { get; init; }

    /// <summary>
    /// Whether weights of 8 bits are written with 7: on processors without VNNI, ONNX Runtime's kernels add two products in 16 bits, which 8 bits can overflow. The model computes something else than
    /// the twin then; a twin with <c>WeightBits = 7</c> does not.
    /// </summary>
    public bool ReducedRange { get; init; }

    /// <summary>
    /// Whether quantizers that round ties upwards, as those with powers of two do, may round them to even as QuantizeLinear does. If not, half of the smallest step is added to the bias in front, or to
    /// the value, so that the file rounds as the twin; adding to a value keeps sums out of integer kernels, and optimized kernels round ties as they like in either case.
    /// </summary>
    public bool TiesToEven { get; init; }

    /// <summary>
    /// Whether layers may compute in floating point where a model with quantizers is written for ONNX Runtime. If not, a layer with quantized input and weight that would not run as an integer kernel,
    /// because nothing quantizes its output, is an error that names it.
    /// </summary>
    public bool AllowFloatLayers { get; init; }

    /// <summary>Whether quantizers are left out of a file for <see cref="OnnxTarget.Float"/>; if not, a graph that has any is refused for it.</summary>
    public bool DropQuantizers { get; init; }

    /// <summary>From how many bytes on the elements of large tensors go to a second file, named like the model's with <c>.data</c> at its end. Never above 2 GB, the limit of a model file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or above 2 GB.</exception>
    public long ExternalDataThreshold
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, OnnxModel.MostFileBytes);
            field = value;
        }
    } = OnnxModel.MostFileBytes;

    /// <summary>How the ranges were found, for whoever reads the file's metadata, such as <c>entropy</c>; null to say nothing.</summary>
    public string? Calibration { get; init; }

    /// <summary>Further texts by name for the file's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
