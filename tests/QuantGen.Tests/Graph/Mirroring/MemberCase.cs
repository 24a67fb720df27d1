using System.Reflection;
using QuantGen.Graph;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Mirroring;

/// <summary>One call of a member: its name, and arguments of which those that are tensors are samples.</summary>
/// <param name="Name">The name; with that of the class in front where the same arguments mean something else in another.</param>
/// <param name="Arguments">The arguments, what the member is called on first; those left out at the end are the defaults.</param>
internal sealed record MemberCase(string Name, object?[] Arguments)
{
    /// <summary>The tensors that are drawn.</summary>
    public IReadOnlyList<Sample> Samples => [.. Arguments.SelectMany(static argument => argument switch { Sample one => [one], Sample[] many => many, _ => Array.Empty<Sample>() })];

    /// <summary>Whether a member takes the arguments.</summary>
    public bool Fits(MethodInfo method)
    {
        var parameters = method.GetParameters().Select(static parameter => parameter.ParameterType).ToList();
        if (!method.IsStatic)
            parameters.Insert(0, typeof(GraphValue));
        if ((method.Name != Name && $"{method.DeclaringType!.Name}.{method.Name}" != Name) || parameters.Count < Arguments.Length)
            return false;

        return Arguments.Zip(parameters, Fits).All(static fits => fits)
            && method.GetParameters()[(Arguments.Length - (method.IsStatic ? 0 : 1))..].All(static parameter => parameter.IsOptional);
    }

    /// <summary>Calls a member of torch, or one over values of graphs.</summary>
    /// <param name="method">The member.</param>
    /// <param name="values">A value for each sample.</param>
    /// <returns>All values among the results.</returns>
    public IReadOnlyList<TValue> Call<TValue>(MethodInfo method, IReadOnlyList<TValue> values)
        where TValue : class
    {
        var next = 0;
        var arguments = Arguments.Select(argument => argument switch
        {
            Sample => values[next++],
            Sample[] many => many.Select(_ => values[next++]).ToArray(),
            _ => argument,
        }).ToList();
        var receiver = method.IsStatic ? null : arguments[0];
        if (!method.IsStatic)
            arguments.RemoveAt(0);

        arguments.AddRange(method.GetParameters()[arguments.Count..].Select(static parameter => parameter.DefaultValue));
        return method.Invoke(receiver, BindingFlags.DoNotWrapExceptions, null, [.. arguments], null) switch
        {
            TValue value => [value],
            IEnumerable<TValue> several => [.. several],
            System.Runtime.CompilerServices.ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => (TValue)tuple[i]!)],
            _ => [],
        };
    }

    public override string ToString() => $"{Name}({string.Join(", ", Arguments.Select(Text))})";

    private static bool Fits(object? argument, Type parameter) => argument switch
    {
        null => !parameter.IsValueType || Nullable.GetUnderlyingType(parameter) is not null,
        Sample => parameter == typeof(GraphValue),
        Sample[] => parameter.IsAssignableFrom(typeof(GraphValue[])),
        _ => argument.GetType() == (Nullable.GetUnderlyingType(parameter) ?? parameter) || (parameter.IsInterface && parameter.IsInstanceOfType(argument)),
    };

    private static string Text(object? argument) => argument switch
    {
        null => "null",
        Array list => $"[{string.Join(" ", list.Cast<object>())}]",
        Scalar scalar => scalar.Type == ScalarType.Int64 ? $"{scalar.ToInt64()}" : scalar.ToDouble().ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{argument}"),
    };
}
