namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>What a forward takes and gives.</summary>
/// <param name="TypeArguments">The type arguments of its module.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Result">The type of the result.</param>
/// <param name="Results">How many tensors it gives.</param>
/// <param name="Tensors">The tensors among the parameters.</param>
/// <param name="Variables">Those that can be assigned.</param>
internal sealed record ForwardSignature(
    string TypeArguments, string Parameters, string Result, int Results, IReadOnlyList<string> Tensors, IReadOnlyList<string> Variables)
{
    private static readonly string[] _names = ["x", "y", "z", "u", "v", "w"];

    /// <summary>A random one.</summary>
    /// <param name="dice">Makes the choices.</param>
    /// <param name="spelling">How the file names things.</param>
    /// <param name="isPlain">Whether it is from one tensor to one.</param>
    /// <param name="inputs">How many tensors it takes; 0 for any number.</param>
    public static ForwardSignature Any(Dice dice, Spelling spelling, bool isPlain, int inputs)
    {
        var names = _names[..(inputs > 0 ? inputs : isPlain ? 1 : 1 + dice.Below(dice.Chance(80) ? 2 : 6))];
        var results = isPlain ? 1 : 1 + dice.Below(3);
        var result = results == 1 ? spelling.Tensor : $"({spelling.Tensor}, {spelling.Tensor}{dice.Pick("", " Second", "?")}{(results == 3 ? ", " + spelling.Tensor : "")})";
        if (isPlain || names.Length == 1 || dice.Chance(70))
            return Of([.. names.Select(_ => spelling.Tensor)], names, result, results, names, names);

        var pair = $"({spelling.Tensor}, {spelling.Tensor} State)";
        return Of([.. names[..^1].Select(_ => spelling.Tensor), pair], names, result, results, [.. names[..^1], names[^1] + ".Item1", names[^1] + ".State"], names[..^1]);
    }

    private static ForwardSignature Of(
        IReadOnlyList<string> types, IReadOnlyList<string> names, string result, int results, IReadOnlyList<string> tensors, IReadOnlyList<string> variables) => new(
        string.Join(", ", types.Append(result)),
        string.Join(", ", types.Zip(names, static (type, name) => $"{type} {name}")),
        result,
        results,
        tensors,
        variables);
}
