using System.Globalization;

namespace QuantGen.Graph.Operators;

/// <summary>A setting that an operation takes.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Default">What it is where it is left out; null if it must be given, or if leaving it out has a meaning of its own.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record OperationAttribute(string Name, AttributeKind Kind, object? Default, bool IsOptional)
{
    /// <summary>A whole number with a default.</summary>
    public static OperationAttribute Integer(string name, long absent) => new(name, AttributeKind.Integer, absent, IsOptional: true);

    /// <summary>A number with a default.</summary>
    public static OperationAttribute Float(string name, float absent) => new(name, AttributeKind.Float, absent, IsOptional: true);

    /// <summary>A word with a default.</summary>
    public static OperationAttribute Text(string name, string absent) => new(name, AttributeKind.Text, absent, IsOptional: true);

    /// <summary>A setting that must be given.</summary>
    public static OperationAttribute Required(string name, AttributeKind kind) => new(name, kind, null, IsOptional: false);

    /// <summary>A setting that may be left out; then there is none.</summary>
    public static OperationAttribute Optional(string name, AttributeKind kind) => new(name, kind, null, IsOptional: true);

    /// <summary>Whether a value is of the kind.</summary>
    public bool Takes(object value) => Kind switch
    {
        AttributeKind.Integer => value is long,
        AttributeKind.Float => value is float,
        AttributeKind.Text => value is string,
        AttributeKind.Integers => value is long[],
        AttributeKind.Floats => value is float[],
        _ => value is Quantization,
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        var kind = string.Create(CultureInfo.InvariantCulture, $"{Name}: {Kind}");
        return Default is not null
            ? string.Create(CultureInfo.InvariantCulture, $"{kind} = {Default}")
            : kind + (IsOptional ? "?" : "");
    }
}
