using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Reads the hidden options of layers off the expressions that create them, as code that means the same in the twin's constructor.</summary>
/// <param name="fields">The fields; one that an option comes from is marked as used.</param>
/// <param name="creations">What is assigned to them.</param>
/// <param name="values">Writes values as the twin's constructor can.</param>
/// <param name="problems">Takes the layers whose options the source does not tell.</param>
internal sealed class HiddenOptionReader(FieldTable fields, CreationReader creations, SettledValues values, ProblemList problems)
{
    /// <summary>Reads the options of every layer that hides some.</summary>
    public void Read()
    {
        foreach (var field in fields.Entries.ToArray())
        {
            // A class of the user's may be named like one of TorchSharp's.
            if (field is not { Role: FieldRole.Layer, IsHidden: false, Kind: LayerKind.Float or LayerKind.Recurrent })
                continue;

            if (HiddenOptions.HidesAll(field.LayerName))
                problems.Add(ProblemKind.UncopiedLayer, field.Name, field.Name.ValueText, field.LayerName);
            else if (HiddenOptions.Of(field.LayerName) is var (record, _))
                field.CopyOptions = Read(field, record);
        }
    }

    private string? Read(FieldEntry field, string record)
    {
        string? common = null;
        foreach (var call in creations.Of(field.Name.ValueText).SelectMany(Calls))
        {
            if (Options(field, call) is not { } options)
                return null;
            if (common is not null && common != options)
            {
                Refuse(field, call, "options");
                return null;
            }

            common = options;
        }

        if (common is null)
        {
            problems.Add(ProblemKind.HiddenOptions, field.Name, field.Name.ValueText, field.LayerName, "options");
            return null;
        }

        return common.Length == 0 ? $"new {record}()" : $"new {record} {{ {common} }}";
    }

    /// <summary>The calls of a factory in what is assigned to a field; anything else that is no null stands for one that tells nothing.</summary>
    private static IEnumerable<ExpressionSyntax> Calls(ExpressionSyntax creation) => creation switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Calls(inner),
        PostfixUnaryExpressionSyntax { Operand: var inner } => Calls(inner),
        AssignmentExpressionSyntax { Right: var inner } => Calls(inner),
        ConditionalExpressionSyntax choice => Calls(choice.WhenTrue).Concat(Calls(choice.WhenFalse)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax inner, Name.Identifier.ValueText: "to" or "cpu" or "cuda" } } => Calls(inner),
        LiteralExpressionSyntax => [],
        _ => [creation],
    };

    private string? Options(FieldEntry field, ExpressionSyntax creation)
    {
        var factory = (creation as InvocationExpressionSyntax)?.Expression switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => "",
        };
        if (creation is not InvocationExpressionSyntax call || HiddenOptions.Of(factory) is not var (_, options))
        {
            Refuse(field, creation, "options");
            return null;
        }

        var settings = new List<string>();
        foreach (var option in options)
        {
            if (ArgumentOf(call, option) is not { } value)
                continue;
            if (values.TextOf(value) is not { } text)
            {
                Refuse(field, value, option.Parameter);
                return null;
            }

            settings.Add(option.Property + " = " + text);
        }

        return string.Join(", ", settings);
    }

    private static ExpressionSyntax? ArgumentOf(InvocationExpressionSyntax call, HiddenOption option)
    {
        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].NameColon is { Name.Identifier.ValueText: var name } ? name == option.Parameter : i == option.Index)
                return arguments[i].Expression;
        }

        return null;
    }

    private void Refuse(FieldEntry field, ExpressionSyntax where, string option) =>
        problems.Add(ProblemKind.HiddenOptions, where, field.Name.ValueText, field.LayerName, option);
}
