using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Forward;

namespace QuantGen.Analyzers.Layers;

/// <summary>The arguments of a call of a factory or function, asked for by the parameter's name. What is not constant is null.</summary>
/// <param name="call">The call.</param>
internal readonly struct CallArguments(IInvocationOperation call)
{
    /// <summary>The argument as it stands in the source; null if the call leaves it out.</summary>
    public IArgumentOperation? Written(string parameter) =>
        Find(parameter) is { ArgumentKind: not ArgumentKind.DefaultValue } argument ? argument : null;

    /// <summary>The text of an argument that is written, without its name.</summary>
    public string? Text(string parameter) => Written(parameter)?.Value.Syntax.ToString();

    /// <summary>A truth value, given or by default.</summary>
    public bool? Flag(string parameter) => Constant(parameter) is bool flag ? flag : null;

    /// <summary>A whole number, given or by default.</summary>
    public long? Number(string parameter) => Find(parameter)?.Value is { } value ? Whole(value) : null;

    /// <summary>The name of an enum's member.</summary>
    public string? Member(string parameter) =>
        Find(parameter)?.Value.WithoutConversions() is IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum } field }
            ? field.Name
            : null;

    /// <summary>Height and width: one number for both, a tuple, or an array of them; null if any is unknown.</summary>
    public (long Height, long Width)? Pair(string parameter) =>
        Find(parameter)?.Value is { } value && Numbers(value) is { } numbers
            ? numbers switch
            {
                [var both] when Whole(both) is { } number => (number, number),
                [var height, var width] when Whole(height) is { } first && Whole(width) is { } second => (first, second),
                _ => null,
            }
            : null;

    /// <summary>The values of an array of numbers, or of a single one; null if any is unknown.</summary>
    public double[]? Factors(string parameter)
    {
        if (Written(parameter)?.Value is not { } value || Numbers(value) is not { } numbers)
            return null;

        var factors = new double[numbers.Count];
        for (var i = 0; i < factors.Length; i++)
        {
            var constant = numbers[i].WithoutConversions().ConstantValue;
            if (constant is not { HasValue: true, Value: IConvertible number and not string and not bool })
                return null;
            factors[i] = number.ToDouble(System.Globalization.CultureInfo.InvariantCulture);
        }

        return factors;
    }

    private static long? Whole(IOperation value) =>
        value.WithoutConversions().ConstantValue is { HasValue: true, Value: int or long } constant
            ? Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static List<IOperation>? Numbers(IOperation value) => value.WithoutConversions() switch
    {
        ITupleOperation tuple => [.. tuple.Elements],
        IArrayCreationOperation { Initializer: { } initializer } => [.. initializer.ElementValues],
        ICollectionExpressionOperation collection => [.. collection.Elements],
        { ConstantValue: { HasValue: true, Value: not null } } number => [number],
        _ => null,
    };

    private object? Constant(string parameter) =>
        Find(parameter)?.Value.WithoutConversions().ConstantValue is { HasValue: true, Value: var value } ? value : null;

    private IArgumentOperation? Find(string parameter)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Name == parameter)
                return argument;
        }

        return null;
    }
}
