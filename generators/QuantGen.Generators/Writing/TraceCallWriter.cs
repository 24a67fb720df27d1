using System.Globalization;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Writes the call of a symbolic forward by lists of values.</summary>
internal static class TraceCallWriter
{
    private const string Inputs = "inputs";

    /// <summary>Writes the member of the interface.</summary>
    /// <param name="code">Takes the lines.</param>
    /// <param name="className">The class.</param>
    /// <param name="trace">The symbolic forward.</param>
    public static void Write(CodeWriter code, string className, TraceModel trace)
    {
        var scope = trace.Scope;
        var list = $"{scope.List}<{scope.Value}>";
        var head = $"{list} {scope.Traceable}.Trace({list} {Inputs})";
        if (trace.Signature.Missing is { } missing)
        {
            code.Line($"{head} =>");
            using (code.Indent())
                code.Line($"throw new {scope.Failure}(\"{className} needs '{missing}' too, which no list of values holds: export a model that calls it.\");");
            return;
        }

        var call = $"Trace({string.Join(", ", Arguments(trace.Signature))})";
        switch (trace.Signature.Result.Kind)
        {
            case TraceShapeKind.Value or TraceShapeKind.Nullable:
                code.Line($"{head} => [{call}];");
                break;
            case TraceShapeKind.List:
                code.Line($"{head} => [.. {call}];");
                break;
            default:
                code.Line(head);
                using (code.Block())
                {
                    code.Line($"var outputs = {call};");
                    code.Line($"return [{string.Join(", ", Parts(trace.Signature.Result, "outputs", scope.Nullable == NullableState.Enabled))}];");
                }

                break;
        }
    }

    private static IEnumerable<string> Arguments(TraceSignature signature)
    {
        var next = 0;
        var isNamed = false;
        foreach (var parameter in signature.Parameters)
        {
            if (parameter.Shape.Kind == TraceShapeKind.Other)
            {
                isNamed = true;
                continue;
            }

            var first = next;
            var value = Value(parameter.Shape, ref next);
            if (parameter.IsOptional)
                value = $"{Inputs}.Count > {Number(first)} ? {value} : null";
            yield return isNamed ? $"{parameter.Name}: {value}" : value;
        }
    }

    private static string Value(TraceShape shape, ref int next)
    {
        switch (shape.Kind)
        {
            case TraceShapeKind.Tuple:
                var parts = new List<string>();
                foreach (var part in shape.Parts)
                    parts.Add(Value(part, ref next));
                return $"({string.Join(", ", parts)})";
            case TraceShapeKind.List:
                return next == 0 ? $"[.. {Inputs}]" : $"[.. global::System.Linq.Enumerable.Skip({Inputs}, {Number(next)})]";
            case TraceShapeKind.Other:
                return "default";
            default:
                return $"{Inputs}[{Number(next++)}]";
        }
    }

    private static IEnumerable<string> Parts(TraceShape shape, string access, bool isNullable)
    {
        switch (shape.Kind)
        {
            case TraceShapeKind.Value:
                yield return access;
                break;
            case TraceShapeKind.Nullable:
                yield return isNullable ? access + "!" : access;
                break;
            case TraceShapeKind.List:
                yield return ".. " + access;
                break;
            case TraceShapeKind.Tuple:
                for (var i = 0; i < shape.Parts.Count; i++)
                {
                    foreach (var part in Parts(shape.Parts[i], $"{access}.Item{Number(i + 1)}", isNullable))
                        yield return part;
                }

                break;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
