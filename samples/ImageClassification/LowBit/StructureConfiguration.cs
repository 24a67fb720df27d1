extern alias lowBit;

using ImageClassification.LowBit.Configuration;
using lowBit::ModelZoo;

namespace ImageClassification.LowBit;

/// <summary>The options of a network's structure in a configuration file: those of <see cref="Structure"/>, by their names.</summary>
internal static class StructureConfiguration
{
    public static IReadOnlyList<ConfigOption<StructureSettings>> Options { get; } =
    [
        ConfigOptions<StructureSettings>.Flag("used", static settings => settings.Used, static (settings, value) => settings with { Used = value }),
        .. Shape().Select(static option => new ConfigOption<StructureSettings>(
            option.Path,
            option.Takes,
            (settings, value) => option.Set(settings.Shape, value) is { } shape ? settings with { Shape = shape } : null,
            (json, settings) => option.Write(json, settings.Shape))),
    ];

    private static IEnumerable<ConfigOption<Structure>> Shape() =>
    [
        ConfigOptions<Structure>.Choice("order", static structure => structure.Order, static (structure, value) => structure with { Order = value }),
        ConfigOptions<Structure>.OptionalChoice("skips", static structure => structure.Skips, static (structure, value) => structure with { Skips = value }),
        ConfigOptions<Structure>.OptionalChoice("shortcut", static structure => structure.Shortcut, static (structure, value) => structure with { Shortcut = value }),
        ConfigOptions<Structure>.Flag("normOnIdentity", static structure => structure.NormOnIdentity, static (structure, value) => structure with { NormOnIdentity = value }),
        ConfigOptions<Structure>.OptionalChoice("activation", static structure => structure.Activation, static (structure, value) => structure with { Activation = value }),
        ConfigOptions<Structure>.Choice("norm", static structure => structure.Norm, static (structure, value) => structure with { Norm = value }),
        ConfigOptions<Structure>.OptionalWhole("normGroups", 1, int.MaxValue, static structure => (int?)structure.NormGroups, static (structure, value) => structure with { NormGroups = value }),
        ConfigOptions<Structure>.Flag("zeroLastNorm", static structure => structure.ZeroLastNorm, static (structure, value) => structure with { ZeroLastNorm = value }),
        Float("floatShortcuts", FloatConvolutions.Shortcut),
        Float("floatDepthwise", FloatConvolutions.Depthwise),
        Float("floatPointwise", FloatConvolutions.Pointwise),
        ConfigOptions<Structure>.Whole("bases", 1, 64, static structure => structure.Bases, static (structure, value) => structure with { Bases = value }),
        ConfigOptions<Structure>.Flag("stemActivation", static structure => structure.StemActivation, static (structure, value) => structure with { StemActivation = value }),
    ];

    private static ConfigOption<Structure> Float(string path, FloatConvolutions kind) => ConfigOptions<Structure>.Flag(
        path,
        structure => structure.KeepFloat.HasFlag(kind),
        (structure, value) => structure with { KeepFloat = value ? structure.KeepFloat | kind : structure.KeepFloat & ~kind });
}
