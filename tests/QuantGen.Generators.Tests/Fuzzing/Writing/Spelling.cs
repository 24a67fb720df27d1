namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>How a file names what it takes from TorchSharp and QuantGen.</summary>
/// <param name="Usings">Its using directives.</param>
/// <param name="Tensor">The tensor type.</param>
/// <param name="Torch">What stands before a member of <c>torch</c>.</param>
/// <param name="Network">What stands before a member of <c>torch.nn</c>, a factory of layers or <c>Module</c>.</param>
/// <param name="Layers">What stands before the class of a layer.</param>
/// <param name="Functions">What stands before a member of <c>torch.nn.functional</c>.</param>
/// <param name="Annotations">What stands before the name of an attribute.</param>
internal sealed record Spelling(
    IReadOnlyList<string> Usings, string Tensor, string Torch, string Network, string Layers, string Functions, string Annotations)
{
    private static readonly string[] _framework = ["System", "System.Collections.Generic", "System.Linq"];

    private static readonly Spelling[] _all =
    [
        new([.. _framework, "QuantGen", "TorchSharp", "TorchSharp.Modules", "static TorchSharp.torch", "static TorchSharp.torch.nn"], "Tensor", "", "", "", "functional.", ""),
        new([.. _framework, "QuantGen", "TorchSharp", "TorchSharp.Modules", "static TorchSharp.torch", "static TorchSharp.torch.nn", "static TorchSharp.torch.nn.functional"], "Tensor", "torch.", "", "", "", ""),
        new([.. _framework, "QuantGen", "TorchSharp"], "torch.Tensor", "torch.", "torch.nn.", "TorchSharp.Modules.", "torch.nn.functional.", ""),
        new([.. _framework, "QuantGen", "TorchSharp", "TorchSharp.Modules", "Tensor = TorchSharp.torch.Tensor", "nn = TorchSharp.torch.nn", "F = TorchSharp.torch.nn.functional"], "Tensor", "torch.", "nn.", "", "F.", ""),
        new([.. _framework, "T = TorchSharp.torch.Tensor", "L = TorchSharp.Modules"], "T", "TorchSharp.torch.", "TorchSharp.torch.nn.", "L.", "TorchSharp.torch.nn.functional.", "QuantGen."),
        new(_framework, "global::TorchSharp.torch.Tensor", "global::TorchSharp.torch.", "global::TorchSharp.torch.nn.", "global::TorchSharp.Modules.", "global::TorchSharp.torch.nn.functional.", "global::QuantGen."),
    ];

    /// <summary>The module from one tensor to one tensor.</summary>
    public string TensorModule => $"{Network}Module<{Tensor}, {Tensor}>";

    /// <summary>One of the usual spellings and some that are not, their directives in any order.</summary>
    public static Spelling Any(Dice dice)
    {
        var spelling = dice.Chance(40) ? _all[0] : dice.Pick<Spelling>(_all);
        return spelling with { Usings = dice.Shuffle(spelling.Usings) };
    }
}
