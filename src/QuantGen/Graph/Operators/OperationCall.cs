using System.Globalization;

namespace QuantGen.Graph.Operators;

/// <summary>One use of an operation: the types of what it reads, and its settings with defaults.</summary>
/// <param name="operation">The operation.</param>
/// <param name="node">What to call it in messages.</param>
/// <param name="inputs">The types of the inputs; null for one that is left out.</param>
/// <param name="attributes">The settings.</param>
internal sealed class OperationCall(GraphOperation operation, string node, IReadOnlyList<GraphType?> inputs, GraphAttributeCollection attributes)
{
    /// <summary>How many inputs there are, those left out between others included.</summary>
    public int Count => inputs.Count;

    /// <summary>All inputs of an operation that takes any number.</summary>
    public IEnumerable<GraphType> All => inputs.Select((input, i) => input ?? throw Problem($"input {i} is missing"));

    /// <summary>The type of an input that is always there.</summary>
    public GraphType this[int index] => Optional(index) ?? throw Problem($"input {index} is missing");

    /// <summary>The type of an input; null where it is left out.</summary>
    public GraphType? Optional(int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>Whether a setting is given.</summary>
    public bool Has(string name) => attributes.TryGet(name, out _);

    /// <summary>A whole number.</summary>
    public long Integer(string name) => Get<long>(name);

    /// <summary>A truth value.</summary>
    public bool Flag(string name) => Get<long>(name) != 0;

    /// <summary>A number.</summary>
    public float Float(string name) => Get<float>(name);

    /// <summary>A number as the decimal that was written: 1e-5 where the nearest float32 of it is kept. Torch computes with that.</summary>
    public double Decimal(string name) => Decimal(Float(name));

    /// <summary>Numbers as the decimals that were written.</summary>
    public double[] Decimals(string name) => Array.ConvertAll(Floats(name), Decimal);

    /// <summary>A number, or null.</summary>
    public float? OptionalFloat(string name) => attributes.TryGet(name, out var value) ? (float)value : null;

    /// <summary>A word.</summary>
    public string Text(string name) => Get<string>(name);

    /// <summary>Whole numbers; none where the setting is left out.</summary>
    public long[] Integers(string name) => attributes.Get<long[]>(name, []);

    /// <summary>Numbers; none where the setting is left out.</summary>
    public float[] Floats(string name) => attributes.Get<float[]>(name, []);

    /// <summary>Whole numbers, or as many of one number as asked for where the setting is left out.</summary>
    /// <exception cref="GraphException">There are more or fewer.</exception>
    public long[] Integers(string name, int count, long absent)
    {
        var values = Has(name) ? Integers(name) : [.. Enumerable.Repeat(absent, count)];
        return values.Length == count ? values : throw Problem($"{name} has {values.Length} numbers where {count} are needed");
    }

    /// <summary>A setting that has no other form.</summary>
    public T Get<T>(string name) =>
        attributes.TryGet(name, out var value) ? (T)value
        : operation.Attribute(name)?.Default is { } absent ? (T)absent
        : throw Problem($"the attribute {name} is missing");

    /// <summary>An axis counted from the front.</summary>
    /// <exception cref="GraphException">There is no such axis.</exception>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Problem($"there is no axis {axis} among {rank}");

    /// <summary>Axes counted from the front, each once.</summary>
    /// <exception cref="GraphException">There is no such axis, or one is named twice.</exception>
    public int[] Axes(IEnumerable<long> axes, int rank)
    {
        int[] result = [.. axes.Select(axis => Axis(axis, rank))];
        return result.Distinct().Count() == result.Length ? result : throw Problem("an axis is named twice");
    }

    /// <summary>The extents of an elementwise result of all inputs.</summary>
    /// <exception cref="GraphException">They do not broadcast.</exception>
    public long[] Broadcast(params IEnumerable<GraphType> types)
    {
        long[] result = [];
        foreach (var type in types)
            result = Shapes.Broadcast(result, type.Shape)
                ?? throw Problem($"the shapes {string.Join(" and ", types.Select(static one => Shapes.Text(one.Shape)))} do not broadcast");

        return result;
    }

    /// <summary>Refuses an input of another type.</summary>
    public void Require(int index, GraphElementType type)
    {
        if (this[index].ElementType != type)
            throw Problem($"input {index} is {this[index].ElementType} and must be {type}");
    }

    /// <summary>Refuses an input of fewer or more dimensions.</summary>
    public void RequireRank(int index, int least, int most = int.MaxValue)
    {
        if (this[index].Rank < least || this[index].Rank > most)
            throw Problem($"input {index} of shape {Shapes.Text(this[index].Shape)} has {this[index].Rank} dimensions where {(least == most ? $"{least}" : most == int.MaxValue ? $"{least} or more" : $"{least} to {most}")} are needed");
    }

    /// <summary>Refuses an input of another shape; one that is left out fits.</summary>
    public void RequireShape(int index, params long[] shape)
    {
        if (Optional(index) is { } input && !input.Shape.AsSpan().SequenceEqual(shape))
            throw Problem($"input {index} is of shape {Shapes.Text(input.Shape)} where {Shapes.Text(shape)} is needed");
    }

    /// <summary>What is wrong, with the name of the node in front.</summary>
    public GraphException Problem(string text) => new($"{node}: {operation.Name}: {text}.");

    private static double Decimal(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
