namespace QuantGen.Graph.Operators;

/// <summary>The equation of Einsum, without ellipses.</summary>
internal static class EinsumEquation
{
    /// <summary>The type of the result.</summary>
    public static IReadOnlyList<GraphType> Type(OperationCall call)
    {
        var equation = call.Text("equation").Replace(" ", "", StringComparison.Ordinal);
        var sides = equation.Split("->");
        var terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != call.Count || equation.Any(static letter => !char.IsAsciiLetter(letter) && letter is not (',' or '-' or '>')))
            throw call.Problem($"the equation {equation} does not fit {call.Count} inputs, or holds more than letters");

        var extents = new SortedDictionary<char, long>();
        for (var i = 0; i < terms.Length; i++)
            Read(call, terms[i], i, extents);

        // Without a right side: the letters that stand once, in alphabetical order.
        var result = sides.Length == 2 ? sides[1] : string.Concat(extents.Keys.Where(letter => sides[0].Count(other => other == letter) == 1));
        return result.All(extents.ContainsKey) && result.Distinct().Count() == result.Length
            ? [new(call[0].ElementType, [.. result.Select(letter => extents[letter])])]
            : throw call.Problem($"the right side of {equation} names a letter twice, or one that the left has not");
    }

    private static void Read(OperationCall call, string term, int input, SortedDictionary<char, long> extents)
    {
        var shape = call[input].Shape;
        Definitions.SameType(call, 0, input);
        if (shape.Length != term.Length)
            throw call.Problem($"the letters {term} do not name the axes of {Shapes.Text(shape)}");

        for (var axis = 0; axis < term.Length; axis++)
        {
            if (!extents.TryAdd(term[axis], shape[axis]) && extents[term[axis]] != shape[axis])
                throw call.Problem($"the letter {term[axis]} stands for {extents[term[axis]]} and {shape[axis]} places");
        }
    }
}
