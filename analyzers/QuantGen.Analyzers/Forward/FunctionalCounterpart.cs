using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>A function on tensors, and the layer that does the same.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Layer">The layer's class in TorchSharp.Modules, which is also the name of its factory in torch.nn.</param>
/// <param name="Field">What a field that holds the layer is called, after torchvision's habit.</param>
/// <param name="Parameters">The layer's parameters that the function has too, in the factory's order.</param>
internal sealed record FunctionalCounterpart(string Function, string Layer, string Field, ImmutableArray<FunctionalParameter> Parameters)
{
    /// <summary>The parameter that says whether dropout drops.</summary>
    public const string Training = "training";

    private static readonly FunctionalParameter _inplace = new("inplace", Default: false);

    private static readonly ImmutableArray<FunctionalCounterpart> _all =
    [
        new("relu", "ReLU", "relu", [_inplace]),
        new("relu_", "ReLU", "relu", [_inplace with { Fixed = true }]),
        new("relu6", "ReLU6", "relu6", [_inplace]),
        new("relu6_", "ReLU6", "relu6", [_inplace with { Fixed = true }]),
        new("adaptive_avg_pool2d", "AdaptiveAvgPool2d", "avgpool", [new("output_size", Default: null)]),
        new(
            "avg_pool2d",
            "AvgPool2d",
            "avgpool",
            [
                new("kernel_size", Default: null),
                new("stride", Default: null),
                new("padding", Default: 0L),
                new("ceil_mode", Default: false),
                new("count_include_pad", Default: true),
                new("divisor_override", Default: null),
            ]),
        new("flatten", "Flatten", "flatten", [new("start_dim", Default: 1L), new("end_dim", Default: -1L)]),
        new("dropout", "Dropout", "dropout", [new("p", Default: 0.5), _inplace]),
    ];

    /// <summary>The counterpart of a call, or null where the call has none.</summary>
    public static FunctionalCounterpart? Find(IInvocationOperation call, TorchSymbols symbols)
    {
        var method = call.TargetMethod;
        if (!IsFunction(method, symbols))
            return null;

        foreach (var candidate in _all)
        {
            if (candidate.Function == method.Name && method.Parameters.All(candidate.Covers))
                return candidate;
        }

        return null;
    }

    /// <summary>The tensor that the call works on.</summary>
    public static IOperation Input(IInvocationOperation call) =>
        call.Instance ?? call.Arguments.First(static argument => IsInput(argument.Parameter!)).Value;

    /// <summary>Whether the call is a pool.</summary>
    public bool IsPool => Layer is "AdaptiveAvgPool2d" or "AvgPool2d";

    /// <summary>Whether the call is a dropout.</summary>
    public bool IsDropout => Layer == "Dropout";

    private static bool IsFunction(IMethodSymbol method, TorchSymbols symbols) => method.IsStatic
        ? SymbolEqualityComparer.Default.Equals(method.ContainingType, symbols.Functional)
            || SymbolEqualityComparer.Default.Equals(method.ContainingType, symbols.Torch)
        : SymbolEqualityComparer.Default.Equals(method.ContainingType, symbols.Tensor);

    private static bool IsInput(IParameterSymbol parameter) => parameter is { Ordinal: 0, ContainingSymbol.IsStatic: true };

    // Another overload, as flatten by names of dimensions, is another function.
    private bool Covers(IParameterSymbol parameter) =>
        IsInput(parameter)
        || IsDropout && parameter.Name == Training
        || Parameters.Any(known => known.Name == parameter.Name);
}
