using System.Globalization;
using System.Text;

namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>A file with a random model: usually one annotated class, sometimes with blocks, a base class, or types around it.</summary>
internal static class ModelFile
{
    // In the global namespace one class of a name is enough for all files.
    private const string Namesake = "internal sealed class\t";

    /// <summary>Writes the file of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="target">What all twins are for; the models are the same.</param>
    public static string Write(int seed, QuantizationTarget target = QuantizationTarget.TensorRT)
    {
        var dice = new Dice(seed);
        var spelling = Spelling.Any(dice);
        var number = seed.ToString(CultureInfo.InvariantCulture);
        var name = dice.Pick("Net", "Net", "Net", "Größe", "QuantNet", "_net", "net") + number;

        var types = new List<string>();
        var blocks = new List<ClassWriter>();
        for (var i = 0; i < (dice.Chance(25) ? 1 + dice.Below(2) : 0); i++)
        {
            var block = new ClassWriter(dice, spelling, $"Block{number}_{i.ToString(CultureInfo.InvariantCulture)}") { Size = 2, Inputs = dice.Chance(20) ? 2 : 1, Target = target };
            types.Add(Public(block.Write()));
            blocks.Add(block);
        }

        ClassWriter? parent = null;
        if (dice.Chance(12))
        {
            parent = new ClassWriter(dice, spelling, "Base" + number) { IsBase = true, Size = 3, IsGenericBase = dice.Chance(25) };
            types.Add(Public(parent.Write()));
            if (dice.Chance(25))
            {
                parent = new ClassWriter(dice, spelling, "Middle" + number) { IsBase = true, Size = 3, Base = parent };
                types.Add(Public(parent.Write()));
            }
        }

        types.Add(Nest(dice, new ClassWriter(dice, spelling, name) { Blocks = blocks, Base = parent, Size = 4 + dice.Below(4), Target = target }.Write(), number));
        if (dice.Chance(4))
            types.Add($"internal static class Quant{name} {{ }}\n");
        if (dice.Chance(4))
            types.Add($"{Namesake}{dice.Pick("QuantConv2d", "TensorQuantizer", "QuantizationOptions", "LayerConverter", "Pact2", "LowBitConv2d")} {{ }}\n");

        return OddLayout.Apply(dice, Frame(dice, spelling, number, string.Join('\n', types)));
    }

    // What another class of the file has as a field or base must be as accessible as any of them.
    private static string Public(string type)
    {
        var start = type.IndexOf("]\n", StringComparison.Ordinal) is >= 0 and var end && type.StartsWith('[') ? end + 2 : 0;
        var rest = type[start..];
        foreach (var access in new[] { "public ", "internal " })
        {
            if (rest.StartsWith(access, StringComparison.Ordinal))
                rest = rest[access.Length..];
        }

        return type[..start] + "public " + rest;
    }

    private static string Nest(Dice dice, string type, string number)
    {
        if (!dice.Chance(10))
            return type;

        var outer = $"{dice.Pick("public", "internal")} {dice.Pick("static partial class", "partial class", "partial struct", "partial class", "class", "partial interface")} Outer{number}";
        return $"{outer}\n{{\n{type}}}\n";
    }

    private static string Frame(Dice dice, Spelling spelling, string number, string types)
    {
        var usings = string.Concat(spelling.Usings.Select(static name => $"using {name};\n"));
        var space = "Fuzz" + number + dice.Pick("", ".Models", spelling.Annotations == "QuantGen." ? ".Layers" : ".QuantGen");
        var text = new StringBuilder(dice.Chance(10) ? "#nullable disable warnings\n" : "");
        return (dice.Below(10) switch
        {
            0 => text.Append(usings).Append("namespace ").Append(space).Append("\n{\n").Append(types).Append("}\n"),
            1 when !space.Contains(".QuantGen", StringComparison.Ordinal) => text.Append("namespace ").Append(space).Append("\n{\n").Append(usings).Append(types).Append("}\n"),
            2 => text.Append(usings).Append("namespace Outer\n{\nnamespace ").Append(space).Append("\n{\n").Append(types).Append("}\n}\n"),
            3 => text.Append(usings).Append(types.Replace(Namesake, Namesake + "Of" + number, StringComparison.Ordinal)),
            _ => text.Append(usings).Append("namespace ").Append(space).Append(";\n\n").Append(types),
        }).ToString();
    }
}
