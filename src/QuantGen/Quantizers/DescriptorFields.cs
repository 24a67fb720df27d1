namespace QuantGen.Quantizers;

/// <summary>The names that descriptors have in JSON.</summary>
internal static class DescriptorFields
{
    public const string Format = "format";
    public const string Bits = "bits";
    public const string Unsigned = "unsigned";
    public const string NarrowRange = "narrowRange";
    public const string Name = "name";
    public const string FakeQuant = "fakeQuant";
    public const string Axes = "axes";
    public const string Amax = "amax";
    public const string AmaxShape = "amaxShape";
    public const string LearnAmax = "learnAmax";
    public const string ScaleAmax = "scaleAmax";
    public const string Calibrator = "calibrator";
    public const string Dynamic = "dynamic";

    /// <summary>The format of integers.</summary>
    public const string Integer = "integer";

    /// <summary>The format of 8 bit floating-point numbers.</summary>
    public const string E4M3 = "e4m3";

    /// <summary>The collector of largest magnitudes.</summary>
    public const string Max = "max";

    /// <summary>The collector of histograms.</summary>
    public const string Histogram = "histogram";
}
