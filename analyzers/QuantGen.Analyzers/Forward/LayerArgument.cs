using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>An argument that a layer is made with.</summary>
/// <param name="Text">The argument as source.</param>
/// <param name="Value">What it depends on.</param>
/// <param name="IsFlag">Whether it is a truth value, which is written with its name.</param>
internal sealed record LayerArgument(string Text, ConstructionValue Value, bool IsFlag)
{
    /// <summary>The argument that makes a layer do what a call does; null if the layer's default does.</summary>
    /// <param name="parameter">The layer's parameter.</param>
    /// <param name="given">The call's argument of the same name, or null.</param>
    public static LayerArgument? Of(FunctionalParameter parameter, IArgumentOperation? given)
    {
        if (given is null)
            return parameter.Fixed is { } value ? new LayerArgument(Source(value), ConstructionValue.Constant, value is bool) : null;
        if (given.Value.ConstantValue is { HasValue: true, Value: { } constant })
        {
            if (constant.Equals(parameter.Default))
                return null;

            // A default of the function that the layer does not share stands nowhere in the source.
            if (given.ArgumentKind == ArgumentKind.DefaultValue)
                return new LayerArgument(Source(constant), ConstructionValue.Constant, constant is bool);
        }

        if (given.ArgumentKind == ArgumentKind.DefaultValue)
            return null;

        var isFlag = given.Value.WithoutConversions().Type?.SpecialType == SpecialType.System_Boolean;
        return new LayerArgument(given.Value.Syntax.ToString(), ConstructionValues.Of(given.Value), isFlag);
    }

    private static string Source(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
