using System.Globalization;
using System.Text;
using QuantGen.PowerOfTwo;
using QuantGen.Samples.Tests.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>What a model of the zoo and its twin for fixed-point hardware did.</summary>
internal sealed class PowerOfTwoOutcome
{
    private const int Seed = 20;
    private const int Batches = 3;

    private PowerOfTwoOutcome()
    {
    }

    /// <summary>Keys of the model's state that the twin's has not, and the reverse but for clips.</summary>
    public required IReadOnlyList<string> DifferentKeys { get; init; }

    /// <summary>Whether the twin that merges nothing and quantizes nothing gives the model's outputs, bit for bit, in evaluation.</summary>
    public required bool IsExact { get; init; }

    /// <summary>How far the outputs are from the model's, in dB, where nothing is quantized but BatchNorms are merged; infinite where they are equal.</summary>
    public required double Merged { get; init; }

    /// <summary>Signal to quantization noise of the outputs in dB, after clips in training mode collected the ranges of a few batches.</summary>
    public required double Sqnr { get; init; }

    /// <summary>The clips that no data reached.</summary>
    public required IReadOnlyList<string> Unreached { get; init; }

    /// <summary>Makes a model and its twins, and runs them.</summary>
    /// <param name="zoo">The model.</param>
    public static PowerOfTwoOutcome Of(ZooModel zoo)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(Seed);
        using var model = PowerOfTwoZoo.Create(zoo.Name);
        ZooNorms.Set(zoo, model);
        model.eval();

        using var twin = Twin(model, new QuantizationOptions { PowerOfTwo = new PowerOfTwoOptions { ActivationTail = 0 } });
        var different = DifferentKeysOf(model, twin);
        var (isExact, merged) = Compare(zoo, model, twin);
        var (sqnr, unreached) = Quantize(zoo, model, twin);
        return new PowerOfTwoOutcome { DifferentKeys = different, IsExact = isExact, Merged = merged, Sqnr = sqnr, Unreached = unreached };
    }

    /// <summary>A line for each layer and clip of the fresh twin of a model, in the order of registration.</summary>
    /// <param name="name">The model.</param>
    public static string PartsOf(string name)
    {
        using var scope = NewDisposeScope();
        using var model = PowerOfTwoZoo.Create(name);
        using var twin = Twin(model, QuantizationOptions.Default);
        return Describe(twin);
    }

    private static (bool IsExact, double Merged) Compare(ZooModel zoo, Module model, Module twin)
    {
        using var scope = NewDisposeScope();
        using var unmerged = Twin(model, new QuantizationOptions { FoldBatchNorm = false });
        unmerged.eval();
        twin.eval();
        Switch(unmerged, isOn: false);
        Switch(twin, isOn: false);

        var input = zoo.Input();
        var expected = zoo.Run(model, input.clone());
        var exact = zoo.Run(unmerged, input.clone());
        var merged = SignalToNoise.Decibels(expected, zoo.Run(twin, input.clone()));
        Switch(twin, isOn: true);
        return (expected.Zip(exact).All(static pair => Bits.Equal(pair.First, pair.Second)), merged);
    }

    private static (double Sqnr, IReadOnlyList<string> Unreached) Quantize(ZooModel zoo, Module model, Module twin)
    {
        using var scope = NewDisposeScope();
        foreach (var clip in twin.modules().OfType<Pact2>())
            clip.train();
        for (var batch = 0; batch < Batches; batch++)
        {
            using var inner = NewDisposeScope();
            zoo.Run(twin, zoo.Input());
        }

        twin.eval();
        var unreached = twin.named_modules().Where(static part => part.module is Pact2 { IsCalibrated: false }).Select(static part => part.name).ToArray();
        var input = zoo.Input();
        var expected = zoo.Run(model, input.clone());
        return (SignalToNoise.Decibels(expected, zoo.Run(twin, input.clone())), unreached);
    }

    private static string Describe(Module twin)
    {
        var lines = new StringBuilder();
        foreach (var (name, part) in twin.named_modules())
        {
            var line = part switch
            {
                PowerOfTwoLayer layer => string.Create(CultureInfo.InvariantCulture, $"{name}: weight {layer.WeightBits} bits {layer.Granularity}, bias {layer.BiasMode}, input {layer.InputRange?.FullName ?? "none"}"),
                Pact2 clip => string.Create(CultureInfo.InvariantCulture, $"{name}: {clip.Bits} bits {SignOf(clip)}"),
                _ => null,
            };
            if (line is not null)
                lines.Append(line).Append('\n');
        }

        return lines.ToString();
    }

    private static string SignOf(Pact2 clip) => clip.Options switch
    {
        { FixedRange: var (low, high) } => string.Create(CultureInfo.InvariantCulture, $"fixed from {low} to {high}"),
        { UpperLimit: { } limit } => string.Create(CultureInfo.InvariantCulture, $"unsigned up to {limit}"),
        { Signed: false } => "unsigned",
        _ => "signed as its range asks",
    };

    private static List<string> DifferentKeysOf(Module model, Module twin)
    {
        var keys = model.state_dict().Keys.ToHashSet(StringComparer.Ordinal);
        var clips = twin.named_modules().Where(static part => part.module is Pact2).Select(static part => part.name).ToHashSet(StringComparer.Ordinal);
        keys.SymmetricExceptWith(twin.state_dict().Keys.Where(key => !clips.Contains(key[..Math.Max(key.LastIndexOf('.'), 0)])));
        return [.. keys];
    }

    private static void Switch(Module twin, bool isOn)
    {
        foreach (var part in twin.modules())
        {
            if (part is Pact2 clip)
                clip.Enabled = isOn;
            else if (part is PowerOfTwoLayer layer)
                layer.Enabled = isOn;
        }
    }

    private static Module Twin(Module model, QuantizationOptions options) => ((IQuantizable)model).ToQuantized(options);
}
