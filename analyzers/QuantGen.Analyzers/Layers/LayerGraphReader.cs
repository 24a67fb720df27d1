using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Analyzers.Layers;

/// <summary>Turns the flow that the reader found into steps, in which a Sequential made in one expression is opened.</summary>
/// <param name="model">The class.</param>
internal sealed class LayerGraphReader(ModelView model)
{
    private readonly List<Step> _steps = [];
    private readonly HashSet<SyntaxNode> _opened = [];
    private readonly SequentialReader _sequentials = new(model);

    /// <summary>Whether the flow of a class tells what runs after what.</summary>
    public static bool CanFollow(ClassReading reading) => reading.Problems.All(static problem => problem.Kind is not (
        ProblemKind.Construct or ProblemKind.Helper or ProblemKind.LayerUse or ProblemKind.ThisValue or ProblemKind.UnregisteredLayers));

    /// <summary>The steps of forward, and those of every Sequential that it does not call by a field.</summary>
    public LayerGraph Read()
    {
        var reading = model.Reading;
        var fields = new Dictionary<string, FieldReading>(StringComparer.Ordinal);
        foreach (var field in reading.Fields)
            fields[field.Model.Name] = field;

        var nodes = reading.Model!.Forward.Nodes;
        var ends = new (Step First, Step Last)?[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
            ends[i] = StepsOf(nodes[i], fields);

        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var input in nodes[i].Inputs)
            {
                if (ends[input.Node] is not var (_, last))
                    continue;

                if (ends[i] is var (first, _))
                    Connect(last, first);
                else if (nodes[i] is ReadNode read)
                    last.Reads.Add((read.Name, reading.NodeAt(read.Range)));
            }
        }

        foreach (var creation in model.Creations)
        {
            if (creation.Layer == "Sequential" && !_opened.Contains(creation.Syntax) && !IsWithinOther(creation.Syntax))
                ReadAlone(creation.Syntax);
        }

        return new LayerGraph([.. _steps]);
    }

    private (Step First, Step Last)? StepsOf(FlowNode node, Dictionary<string, FieldReading> fields)
    {
        if (node is ReadNode)
            return null;

        var syntax = model.Reading.NodeAt(node.Range);
        return node switch
        {
            LayerCallNode call => StepsOfCall(call, syntax, fields),
            ParameterNode or SourceNode => Single(StepKind.Input, syntax, TextOf(node)),
            JoinNode join => Single(KindOf(join.Kind), syntax, NameOf(syntax)),
            ResultNode => Single(StepKind.Result, syntax, ""),
            OperationNode { Name: not ("new" or "list") } operation => Single(StepKind.Operation, syntax, operation.Name),
            _ => Single(StepKind.Merge, syntax, ""),
        };
    }

    private static StepKind KindOf(JoinKind kind) => kind switch
    {
        JoinKind.Sum => StepKind.Sum,
        JoinKind.Product => StepKind.Product,
        JoinKind.Concatenation => StepKind.Concatenation,
        _ => StepKind.Operation,
    };

    // An operator's own text is the best name it has.
    private static string NameOf(SyntaxNode syntax) =>
        syntax is InvocationExpressionSyntax call && ModelView.NameOf(call) is { } name ? name : syntax.ToString();

    private (Step First, Step Last) StepsOfCall(LayerCallNode call, SyntaxNode syntax, Dictionary<string, FieldReading> fields)
    {
        var place = ReceiverOf(syntax);
        if (call.IsElement || call.IsIndirect || !fields.TryGetValue(call.Field, out var field) || field.Model.Layer is not { } layer)
            return Opaque(syntax, place, call.Field);

        var creations = model.Reading.CreationsOf(field);
        var creation = creations is [InvocationExpressionSyntax only] ? only : null;
        if (layer.Kind == LayerKind.Sequential)
        {
            return creation is not null
                && !_sequentials.IsExtended(call.Field)
                && Open(creation, call.Field, field.Model.KeepFloat) is { } ends
                ? ends
                : Opaque(syntax, place, call.Field);
        }

        if (layer.Kind is LayerKind.Unknown or LayerKind.List or LayerKind.Annotated or LayerKind.Foreign)
            return Opaque(syntax, place, call.Field);

        return Single(new Step(StepKind.Layer, place, syntax)
        {
            Name = layer.TypeName,
            LayerKind = layer.Kind,
            DisplayName = call.Field,
            Field = call.Field,
            Creation = creation is null ? null : model.CreationAt(creation),
            StaysFloat = field.Model.KeepFloat,
            IsOptional = field.Model.IsNullable,
        });
    }

    /// <summary>The steps of a Sequential, one after the other; null if its layers are not all written in the call.</summary>
    private (Step First, Step Last)? Open(InvocationExpressionSyntax creation, string field, bool staysFloat)
    {
        if (_sequentials.ChildrenOf(creation) is not { Count: > 0 } children)
            return null;

        _opened.Add(creation);
        Step? first = null;
        Step? last = null;
        for (var i = 0; i < children.Count; i++)
        {
            var (child, name) = children[i];
            var path = field.Length == 0 ? "" : $"{field}.{name}";
            var ends = child is InvocationExpressionSyntax call
                && ModelView.NameOf(call) == "Sequential"
                && Open(call, path, staysFloat) is { } inner
                ? inner
                : StepsOfChild(child, creation, path, field, staysFloat);
            if (last is not null)
                Connect(last, ends.First);
            first ??= ends.First;
            last = ends.Last;
        }

        return (first!, last!);
    }

    private (Step First, Step Last) StepsOfChild(ExpressionSyntax child, SyntaxNode container, string path, string field, bool staysFloat)
    {
        if (child is not InvocationExpressionSyntax call || model.CreationAt(call) is not { } creation || creation.Layer == "Sequential")
            return Opaque(child, child, child.ToString());

        return Single(new Step(StepKind.Layer, creation.Factory, child)
        {
            Name = creation.Layer,
            LayerKind = KnownLayers.Find(creation.Layer)!.Kind,
            DisplayName = path.Length == 0 ? creation.Layer : path,
            Field = field,
            Creation = creation,
            Container = container,
            StaysFloat = staysFloat,
        });
    }

    // What stands before and behind such a Sequential nobody knows.
    private void ReadAlone(InvocationExpressionSyntax creation)
    {
        if (Open(creation, "", staysFloat: false) is not var (first, last))
            return;

        Connect(Opaque(creation, creation, "").Last, first);
        Connect(last, Opaque(creation, creation, "").First);
    }

    private static bool IsWithinOther(SyntaxNode creation) => creation.Ancestors()
        .TakeWhile(static node => node is not StatementSyntax and not MemberDeclarationSyntax)
        .Any(static node => node is InvocationExpressionSyntax call && ModelView.NameOf(call) == "Sequential");

    private static string TextOf(FlowNode node) => node switch
    {
        ParameterNode parameter => parameter.Name,
        SourceNode source => source.Field,
        _ => "",
    };

    private static SyntaxNode ReceiverOf(SyntaxNode syntax)
    {
        var call = syntax as InvocationExpressionSyntax ?? syntax.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return call?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()!.Expression,
            _ => syntax,
        };
    }

    private static void Connect(Step from, Step to)
    {
        to.Inputs.Add(from);
        from.Uses.Add(to);
    }

    private (Step First, Step Last) Opaque(SyntaxNode syntax, SyntaxNode place, string name) =>
        Single(new Step(StepKind.Opaque, place, syntax) { DisplayName = name });

    private (Step First, Step Last) Single(StepKind kind, SyntaxNode syntax, string name) =>
        Single(new Step(kind, PlaceOf(syntax), syntax) { Name = name, DisplayName = name });

    // The name of a function says what is meant; its arguments may run over many lines.
    private static SyntaxNode PlaceOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax call => call.Expression,
        _ => syntax,
    };

    private (Step First, Step Last) Single(Step step)
    {
        _steps.Add(step);
        return (step, step);
    }
}
