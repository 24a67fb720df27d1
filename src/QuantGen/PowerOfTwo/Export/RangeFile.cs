using QuantGen.Checkpoints;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// The ranges of a calibrated power-of-two twin, for tools that quantize its float weights themselves: what TIDL calls the quantization side file.
/// </summary>
/// <remarks>
/// The file is JSON: <c>format</c> (<c>quantgen-ranges</c>), <c>version</c> (1), <c>model</c>, and <c>layers</c>, a list in the order of the model of
/// <c>name</c>, <c>kind</c> (<c>weight</c>, <c>bias</c> or <c>activation</c>), <c>bits</c>, <c>signed</c>, <c>min</c>, <c>max</c>,
/// <c>scaleExponent</c> (e: 2^e levels a unit; absent, with <c>scale</c> in its place, where the scale is no power of two), and <c>channels</c>, a list
/// of <c>min</c>, <c>max</c> and <c>scaleExponent</c> or <c>scale</c>, where each output channel has its own. Equal twins give equal bytes.
/// What is switched off is not in it.
/// </remarks>
/// <param name="Model">The name of the twin's class.</param>
/// <param name="Entries">The ranges in the order of the model.</param>
public sealed record RangeFile(string Model, IReadOnlyList<RangeEntry> Entries)
{
    /// <summary>The ranges of a twin.</summary>
    /// <param name="twin">A calibrated twin.</param>
    /// <exception cref="QuantizationException">The model is no power-of-two twin, or a weight holds NaN or infinity.</exception>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    public static RangeFile Of(nn.Module twin)
    {
        ArgumentNullException.ThrowIfNull(twin);
        var parts = PowerOfTwoModules.Of(twin);
        PowerOfTwoModules.ThrowIfNone(twin, parts);
        using var scope = NewDisposeScope();
        return new RangeFile(twin.GetName(), [.. parts.SelectMany(static part => part.Module switch
        {
            PowerOfTwoLayer { Enabled: true } layer => Layer(part.Name, layer),
            Pact2 { Enabled: true } quantizer => [Quantizer(part.Name, quantizer)],
            _ => (IEnumerable<RangeEntry>)[],
        })]);
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or holds something else.</exception>
    public static RangeFile Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return RangeFileJson.Read(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Writes the file, which is replaced if it exists.</summary>
    /// <param name="path">The file. It is written beside its place and moved there when complete.</param>
    /// <exception cref="CheckpointException">The file cannot be written. What was there before still is.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => RangeFileJson.Write(stream, this));
    }

    /// <summary>Gives the quantizers of a twin the ranges of activations in this file. Ranges of weights and biases follow from these.</summary>
    /// <param name="twin">A twin of the same model.</param>
    /// <exception cref="QuantizationException">A quantizer of the file is not in the twin, or has other bits, another sign or a fixed range there. Nothing has changed.</exception>
    public void ApplyTo(nn.Module twin)
    {
        ArgumentNullException.ThrowIfNull(twin);
        var quantizers = PowerOfTwoModules.Of(twin).Where(static part => part.Module is Pact2)
            .ToDictionary(static part => part.Name, static part => (Pact2)part.Module, StringComparer.Ordinal);
        var activations = Entries.Where(static entry => entry.Kind == RangeKind.Activation)
            .Select(entry => (Entry: entry, Quantizer: quantizers.GetValueOrDefault(entry.Name)
                ?? throw new QuantizationException($"The model '{twin.GetName()}' has no quantizer '{entry.Name}', of which there is a range: take a twin of '{Model}'.")))
            .ToList();
        foreach (var (entry, quantizer) in activations)
        {
            if (quantizer.Bits != entry.Bits)
                throw new QuantizationException($"Quantizer '{entry.Name}' has {quantizer.Bits} bits, and its range was found for {entry.Bits}: make the twin with the same bits.");
            if (quantizer.Options.Signed is { } signed && signed != entry.Signed)
                throw new QuantizationException($"Quantizer '{entry.Name}' is {(signed ? "signed" : "unsigned")}, and its range was found for one that is not: take a twin of '{Model}'.");
            if (quantizer.IsFixed && Bounds(quantizer) != entry.Bounds)
                throw new QuantizationException($"Quantizer '{entry.Name}' has a fixed range, and another one is in the file: take a twin of '{Model}'.");
        }

        foreach (var (entry, quantizer) in activations.Where(static pair => !pair.Quantizer.IsFixed))
            quantizer.SetRange(entry.Bounds.Min, entry.Bounds.Max);
    }

    private static IEnumerable<RangeEntry> Layer(string name, PowerOfTwoLayer layer)
    {
        var measured = layer.Measure();
        IReadOnlyList<FixedPointBounds> channels = [.. measured.Scales.Select(scale => Signed(scale, layer.WeightBits))];
        yield return new RangeEntry(name, RangeKind.Weight, layer.WeightBits, Signed: true, channels.MaxBy(static bounds => bounds.Max)!, layer.HasChannelScales ? channels : []);

        if (measured.BiasScale is { } scale)
            yield return new RangeEntry(name, RangeKind.Bias, layer.WeightBits, Signed: true, Signed((float)scale, layer.WeightBits), []);
    }

    private static RangeEntry Quantizer(string name, Pact2 quantizer) => quantizer.IsCalibrated
        ? new RangeEntry(name, RangeKind.Activation, quantizer.Bits, quantizer.Signed, Bounds(quantizer), [])
        : throw new UncalibratedQuantizerException($"Quantizer '{name}' has no range: calibrate the twin, or load a calibrated checkpoint, before its ranges are written.");

    private static FixedPointBounds Bounds(Pact2 quantizer) => new(quantizer.ClipRange.Low, quantizer.ClipRange.High, quantizer.Scale);

    private static FixedPointBounds Signed(float scale, int bits)
    {
        var bound = MathF.ScaleB(1, bits - 1) / scale;
        return new FixedPointBounds(-bound, bound, scale);
    }
}
