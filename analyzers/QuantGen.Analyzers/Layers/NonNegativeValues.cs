using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.ModelReading.Flows;

namespace QuantGen.Analyzers.Layers;

/// <summary>The values of a forward that are never negative, whatever goes in.</summary>
internal sealed class NonNegativeValues
{
    private static readonly HashSet<string> s_carryingLayers = Set(
        """
        AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d
        AvgPool1d AvgPool2d AvgPool3d ChannelShuffle Dropout Dropout1d Dropout2d Dropout3d Flatten Identity MaxPool1d
        MaxPool2d MaxPool3d PixelShuffle PixelUnshuffle ReflectionPad1d ReflectionPad2d ReflectionPad3d
        ReplicationPad1d ReplicationPad2d ReplicationPad3d Unflatten Unfold ZeroPad2d
        """);

    private static readonly HashSet<string> s_carryingFunctions = Set(
        """
        adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool2d
        adaptive_max_pool3d amax amin avg_pool1d avg_pool2d avg_pool3d channel_shuffle clone contiguous cpu cuda dropout
        dropout1d dropout2d dropout3d flip max_pool1d max_pool2d max_pool3d mean pixel_shuffle pixel_unshuffle repeat
        repeat_interleave roll sum tile to
        """);

    private readonly ModelView _model;
    private readonly HashSet<Step> _made;
    private readonly HashSet<Step> _others;

    /// <summary>Looks at the values of a class's forward.</summary>
    /// <param name="model">The class.</param>
    public NonNegativeValues(ModelView model)
    {
        _model = model;
        _made = new(model.Steps.Where(Makes));
        _others = new(model.Steps.Where(step => !_made.Contains(step) && !Carries(step)));

        // A loop hands values back to its head: they are non-negative until something else is found to come in.
        var pending = new Stack<Step>(_others);
        while (pending.Count > 0)
        {
            foreach (var use in pending.Pop().Uses)
            {
                if (!_made.Contains(use) && _others.Add(use))
                    pending.Push(use);
            }
        }
    }

    /// <summary>The first step found that makes a value non-negative; null if it may be negative.</summary>
    /// <param name="value">The step that gives the value.</param>
    public Step? MakerOf(Step value)
    {
        var seen = new HashSet<Step>();
        var pending = new Stack<Step>([value]);
        while (pending.Count > 0 && !_others.Contains(value))
        {
            var step = pending.Pop();
            if (_made.Contains(step))
                return step;
            if (!seen.Add(step))
                continue;

            foreach (var input in Enumerable.Reverse(step.Inputs))
                pending.Push(input);
        }

        return null;
    }

    /// <summary>Whether no result of a step is negative, whatever it takes.</summary>
    private bool Makes(Step step) => step.Kind switch
    {
        StepKind.Layer => Activations.IsNeverNegative(step.Name) || (step.Name == "Hardtanh" && step.Creation is { Arguments: var arguments } && ClipsAtZero(arguments)),
        StepKind.Operation when Activations.IsNeverNegative(step.Name) || step.Name.TrimEnd('_') is "abs" or "absolute" or "exp" or "square" => IsOfTorch(step),
        StepKind.Operation when step.Name.TrimEnd('_') is "clamp" or "clamp_min" or "hardtanh" =>
            IsOfTorch(step) && CallOf(step) is { } call && ClipsAtZero(new CallArguments(call)),
        _ => false,
    };

    private static bool ClipsAtZero(CallArguments arguments) => (arguments.Factors("min") ?? arguments.Factors("min_val")) is [>= 0];

    /// <summary>Whether no result of a step is negative where nothing that it takes is.</summary>
    private bool Carries(Step step) => step.Inputs.Count > 0 && step.Kind switch
    {
        StepKind.Merge => true,
        StepKind.Layer => s_carryingLayers.Contains(step.Name),
        StepKind.Operation => (s_carryingFunctions.Contains(step.Name) || TensorMembers.IsView(step.Name)) && IsOfTorch(step),
        StepKind.Sum or StepKind.Product => step.Inputs.Count == 2 && !HasFactor(step),
        _ => false,
    };

    // The second operand of a sum may be multiplied by a number.
    private bool HasFactor(Step sum) =>
        sum.Syntax is InvocationExpressionSyntax && (CallOf(sum) is not { } call || new CallArguments(call).Written("alpha") is not null);

    private IInvocationOperation? CallOf(Step step) => _model.OperationAt(step.Syntax) as IInvocationOperation;

    /// <summary>Whether a step is TorchSharp's, and no function of the user's that has the name of one.</summary>
    private bool IsOfTorch(Step step) => _model.OperationAt(step.Syntax) switch
    {
        IInvocationOperation { TargetMethod: var method } => IsTorch(method),
        IPropertyReferenceOperation { Property: var property } => IsTorch(property),
        _ => false,
    };

    private static bool IsTorch(ISymbol member) => member.ContainingNamespace is { Name: "TorchSharp", ContainingNamespace.IsGlobalNamespace: true };

    private static HashSet<string> Set(string names) =>
        new(names.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
