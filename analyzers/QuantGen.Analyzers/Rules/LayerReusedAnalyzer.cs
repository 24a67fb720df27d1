using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Forward;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG2001: one layer instance that runs more than once when <c>forward</c> runs once. Each run sees a tensor with a range of its own, and
/// whatever is attached to the instance, a range above all, has to do for all of them.
/// </summary>
/// <remarks>
/// Two calls count only if the second can run after the first: the arms of an <c>if</c> may share a layer. The elements of a
/// <c>ModuleList</c> that a loop goes through are different layers.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerReusedAnalyzer() : ModelRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.LayerReused,
        "One layer runs more than once in forward",
        "'{0}' is called {1}: {2}; {3}",
        RuleCategories.RangeEstimation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A layer that runs at several places works on tensors whose ranges differ, but a range attached to it can only be one. "
        + "Give each place a layer of its own.",
        HelpLinks.Base + DiagnosticIds.LayerReused + HelpLinks.Extension);

    private protected override void Analyze(ModelClass model, Action<Diagnostic> report)
    {
        var layers = model.InForward(RoutineEventKind.Layer)
            .GroupBy(static path => path.Event.Symbol, SymbolEqualityComparer.Default)
            .Where(static layer => layer.Key is not null);
        foreach (var layer in layers)
        {
            if (!model.Symbols.StaysFloat(layer.Key!) && !HasNothingToShare(layer.Key!, model))
                Analyze(layer.Key!, [.. layer], model, report);
        }
    }

    private static void Analyze(ISymbol layer, ImmutableArray<CallPath> calls, ModelClass model, Action<Diagnostic> report)
    {
        var state = State(layer, model);
        var places = calls.Select(static call => call.Event.Operation.Syntax).Distinct().Count();
        var reported = new HashSet<SyntaxNode>();
        for (var i = 0; i < calls.Length; i++)
        {
            var call = calls[i];
            var cause = Cause(call, [.. calls.Take(i).Where(call.MayFollow)]);
            if (cause is null || !reported.Add(call.Event.Operation.Syntax))
                continue;

            var receiver = ((IInvocationOperation)call.Event.Operation).ReceiverSyntax();
            report(Diagnostic.Create(
                Rule,
                receiver.GetLocation(),
                Properties(cause, state),
                layer.Name,
                Place(cause, places, call),
                Consequence(cause, state, model),
                Remedy(cause, state)));
        }
    }

    private static string? Cause(CallPath call, ImmutableArray<CallPath> earlier)
    {
        if (call.Repeats)
            return LayerReuse.InLoop;
        if (earlier.IsEmpty)
            return null;

        var here = call.Event.Operation.Syntax;
        return earlier.Any(other => other.Event.Operation.Syntax != here) ? LayerReuse.AtPlaces : LayerReuse.InHelper;
    }

    private static string Place(string cause, int places, CallPath call) => cause switch
    {
        LayerReuse.InLoop => "in a loop",
        LayerReuse.InHelper => $"in '{call.Routine.Symbol.Name}', which forward runs more than once",
        _ => FormattableString.Invariant($"at {places} places in forward"),
    };

    private static string Consequence(string cause, LayerState state, ModelClass model) => state switch
    {
        LayerState.None => "a range attached to it has to cover tensors whose ranges differ",
        LayerState.QuantizedWeights when model.Target == OptionsModel.LowBit =>
            "what its input quantizer learns has to do for tensors whose ranges differ, and the weights stay shared",
        LayerState.QuantizedWeights when cause == LayerReuse.AtPlaces =>
            "the twin gives each place an input range of its own, but the weights and their range stay shared",
        LayerState.QuantizedWeights => "one input range has to cover tensors whose ranges differ, and the weights stay shared",
        LayerState.FloatWeights => "its weights stay shared, and a range attached to it has to cover tensors whose ranges differ",
        LayerState.Statistics => "its running statistics mix tensors whose ranges differ, and it cannot be merged into a convolution",
        _ => "the quantizers in it take tensors whose ranges differ for one, and its weights stay shared",
    };

    private static string Remedy(string cause, LayerState state)
    {
        var remedy = cause switch
        {
            LayerReuse.InLoop => "call the layers of a ModuleList, one a pass",
            LayerReuse.InHelper => "write its calls out in forward, each with a layer of its own",
            _ => "give each call a layer of its own",
        };
        return state == LayerState.None ? remedy : remedy + " unless the weights are shared on purpose";
    }

    // Layers that pass values on or leave some out: what comes out lies in the range of what goes in, so none is ever attached to them.
    // Those that go through a sequence, or look words up, are made to be called step by step, and stay in float.
    private static bool HasNothingToShare(ISymbol layer, ModelClass model) => TypesOf(layer, model).Any(static type =>
        type is { ContainingNamespace: { Name: "Modules", ContainingNamespace.Name: "TorchSharp" }, Name: var name }
        && (name is "Identity" or "Flatten" or "Unflatten" or "Upsample" or "PixelShuffle" or "PixelUnshuffle" or "ChannelShuffle"
            or "LSTM" or "GRU" or "RNN" or "LSTMCell" or "GRUCell" or "RNNCell" or "Embedding" or "EmbeddingBag"
            || name.StartsWith("MaxPool", StringComparison.Ordinal)
            || name.StartsWith("AdaptiveMaxPool", StringComparison.Ordinal)
            || name.Contains("Dropout")
            || name.Contains("Pad")));

    private static IEnumerable<ITypeSymbol?> TypesOf(ISymbol layer, ModelClass model) => model.Creations(layer)
        .Select(static value => value.WithoutConversions().Type)
        .Append(layer is IFieldSymbol field ? field.Type : ((IPropertySymbol)layer).Type);

    // What is known of the instance: the type it is made with, else the declared one.
    private static LayerState State(ISymbol layer, ModelClass model)
    {
        var states = TypesOf(layer, model)
            .Select(type => State(type, model.Symbols))
            .Where(static state => state != LayerState.Unknown)
            .Distinct()
            .ToList();
        return states.Count == 1 ? states[0] : LayerState.Unknown;
    }

    private static LayerState State(ITypeSymbol? type, TorchSymbols symbols)
    {
        if (symbols.IsStateless(type))
            return LayerState.None;

        return type is { ContainingNamespace: { Name: "Modules", ContainingNamespace.Name: "TorchSharp" } }
            ? KnownLayers.Find(type.Name)?.Kind switch
            {
                LayerKind.Convolution or LayerKind.TransposedConvolution or LayerKind.Linear => LayerState.QuantizedWeights,
                LayerKind.BatchNorm => LayerState.Statistics,
                LayerKind.Activation or LayerKind.Float => LayerState.FloatWeights,
                _ => LayerState.Unknown,
            }
            : LayerState.Unknown;
    }

    private static ImmutableDictionary<string, string?> Properties(string cause, LayerState state) =>
        ImmutableDictionary<string, string?>.Empty
            .Add(LayerReuse.CauseProperty, cause)
            .Add(LayerReuse.StatelessProperty, state == LayerState.None ? bool.TrueString : bool.FalseString);
}
