using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>Finds the parameter that a name means.</summary>
internal static class Parameters
{
    /// <summary>
    /// The parameter of a name, or null. The text is searched first: the compiler makes an object of every parameter that is looked at, and most names
    /// in a constructor are none's.
    /// </summary>
    /// <param name="list">The parameters, if there are any.</param>
    /// <param name="text">The text of their file.</param>
    /// <param name="name">The name.</param>
    public static ParameterSyntax? Named(ParameterListSyntax? list, string text, string name)
    {
        if (list is null || !MayBeIn(list, text, name))
            return null;

        foreach (var parameter in list.Parameters)
        {
            if (parameter.Identifier.ValueText == name)
                return parameter;
        }

        return null;
    }

    /// <summary>Whether a name stands in the list; an escape may hide it.</summary>
    private static bool MayBeIn(ParameterListSyntax list, string text, string name)
    {
        var span = list.Span;
        return text.IndexOf(name, span.Start, span.Length, StringComparison.Ordinal) >= 0 || text.IndexOf('\\', span.Start, span.Length) >= 0;
    }
}
