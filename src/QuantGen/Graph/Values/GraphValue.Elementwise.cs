using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>How elementwise operations are made: types as torch promotes them, and what ONNX has no single operation for.</content>
public sealed partial class GraphValue
{
    /// <summary>The value with elements of another type; itself if they are of that type.</summary>
    internal GraphValue Cast(GraphElementType type) =>
        Type.ElementType == type ? this : Apply("Cast", [this], new() { { "to", type.ToString() } });

    /// <summary>The value in another type of torch; itself if it is of that type, or none is given.</summary>
    /// <exception cref="GraphException">The type is none that graphs compute with.</exception>
    internal GraphValue Of(ScalarType? type, bool copy = false)
    {
        var result = type is { } wanted ? Cast(Supported(wanted)) : this;
        return copy && ReferenceEquals(result, this) ? new(this) : result;
    }

    // Double precision is computed in float32; half precision would give other numbers than what was asked for.
    private GraphElementType Supported(ScalarType type) => type is ScalarType.Float16 or ScalarType.BFloat16
        ? throw Problem($"a graph computes in float32; {type} has no form in it")
        : ElementTypes.Of(type);

    /// <summary>The opposite of truth values.</summary>
    internal GraphValue Not() => Apply("Not", [this]);

    /// <summary>A number as a constant.</summary>
    /// <param name="number">The number.</param>
    /// <param name="type">What it becomes.</param>
    internal static GraphValue Number(Scalar number, GraphElementType type) => new(tensor(0, dtype: type.ToScalarType()).fill_(number));

    /// <summary>A number as a constant of the type in which it meets a value.</summary>
    private static GraphValue Number(Scalar number, GraphValue other) =>
        Number(number, ElementTypes.Promote(other.Weighed, (ElementTypes.Of(number.Type), 2)));

    private static Scalar Product(Scalar left, Scalar right) => left.Type == ScalarType.Int64 && right.Type == ScalarType.Int64
        ? left.ToInt64() * right.ToInt64()
        : left.ToDouble() * right.ToDouble();

    private (GraphElementType Type, int Weakness) Weighed => (Type.ElementType, Type.Rank == 0 ? 1 : 0);

    private GraphValue AsFloat() => Cast(GraphElementType.Float32);

    private GraphValue AsBool() => Cast(GraphElementType.Bool);

    private GraphValue AsIndices() => Type.ElementType.IsInteger() ? Cast(GraphElementType.Int64) : throw Problem($"indices must be whole numbers, not {Type.ElementType}");

    private GraphValue Unary(string operation) => Apply(operation, [this]);

    private GraphValue FloatUnary(string operation) => Apply(operation, [AsFloat()]);

    private GraphValue WholeUnary(string operation) => Type.ElementType == GraphElementType.Float32 ? Unary(operation) : new(this);

    private GraphValue AsFloatTest(string operation) => Apply(operation, [AsFloat()]);

    private GraphValue Binary(string operation, Scalar right) => Binary(operation, this, Number(right, this));

    private GraphValue Binary(string operation, GraphValue right) => Binary(operation, this, right);

    private static GraphValue Binary(string operation, GraphValue left, GraphValue right)
    {
        var type = ElementTypes.Promote(left.Weighed, right.Weighed);
        var meant = (type, operation) switch
        {
            (GraphElementType.Bool, "Add") => "Or",
            (GraphElementType.Bool, "Mul") => "And",
            _ => operation,
        };
        return Apply(meant, [left.Cast(type), right.Cast(type)]);
    }

    private GraphValue Compare(string operation, GraphValue right)
    {
        var type = ElementTypes.Promote(Weighed, right.Weighed);
        return Apply(operation, [Cast(type), right.Cast(type)]);
    }

    private GraphValue Bitwise(string operation, GraphValue other) =>
        Type.ElementType == GraphElementType.Bool && other.Type.ElementType == GraphElementType.Bool
            ? Apply(operation, [this, other])
            : throw Problem("bits of whole numbers have no form in a graph; truth values have");

    private GraphValue Bitwise() => Type.ElementType == GraphElementType.Bool
        ? Not()
        : throw Problem("bits of whole numbers have no form in a graph; truth values have");

    private static GraphValue Choice(GraphValue condition, GraphValue left, GraphValue right)
    {
        var type = ElementTypes.Promote(left.Weighed, right.Weighed);
        return Apply("Where", [condition.AsBool(), left.Cast(type), right.Cast(type)]);
    }

    private GraphValue Quotient(GraphValue other, RoundingMode rounding = RoundingMode.None)
    {
        if (rounding == RoundingMode.None)
            return Binary("Div", AsFloat(), other.AsFloat());

        var type = ElementTypes.Promote(Weighed, other.Weighed);
        var (left, right) = (Cast(type), other.Cast(type));
        if (rounding == RoundingMode.trunc)
            return Apply("Div", [left, right]).Truncated();

        // What is divided is a multiple of the divisor: a quotient rounded first could lie on the next whole number.
        var whole = Apply("Div", [Apply("Sub", [left, left.Remainder(right)]), right]);
        return type.IsInteger() ? whole : whole.Unary("Round");
    }

    private GraphValue Truncating(GraphValue other)
    {
        var type = ElementTypes.Promote(Weighed, other.Weighed);
        return Apply("Mod", [Cast(type), other.Cast(type)], new() { { "fmod", 1L } });
    }

    // The sign of the divisor, as in Python. ONNX has that for whole numbers alone.
    private GraphValue Remainder(GraphValue other)
    {
        var type = ElementTypes.Promote(Weighed, other.Weighed);
        var (left, right) = (Cast(type), other.Cast(type));
        if (type.IsInteger())
            return Apply("Mod", [left, right]);

        var rest = left.Truncating(right);
        var isOther = rest.ne(0).logical_and(rest.lt(0).logical_xor(right.lt(0)));
        return Apply("Where", [isOther, rest.add(right), rest]);
    }

    private GraphValue Truncated() => Type.ElementType == GraphElementType.Float32 ? Apply("Where", [lt(0), ceil(), floor()]) : new(this);

    private GraphValue Rounded(long decimals)
    {
        if (decimals == 0 || Type.ElementType != GraphElementType.Float32)
            return WholeUnary("Round");

        var power = MathF.Pow(10, Math.Abs(decimals));
        return decimals > 0 ? mul(power).Unary("Round").div(power) : div(power).Unary("Round").mul(power);
    }

    private GraphValue Clip(Scalar? min, Scalar? max)
    {
        if (min is null && max is null)
            throw Problem("clamp takes a bound at least");

        var isFraction = min is { Type: ScalarType.Float64 } || max is { Type: ScalarType.Float64 };
        var attributes = new GraphAttributeCollection();
        if (min is not null)
            attributes.Add("min", min.ToSingle());
        if (max is not null)
            attributes.Add("max", max.ToSingle());

        return Apply("Clip", [isFraction ? AsFloat() : this], attributes);
    }

    private GraphValue Bounded(GraphValue? min, GraphValue? max)
    {
        var raised = min is null ? this : maximum(min);
        return max is null ? raised : raised.minimum(max);
    }

    private GraphValue Filled(Scalar value) => Number(value, Type.ElementType).Expand(Type.Shape);
}
