using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Layers;

namespace QuantGen.Analyzers.Layers;

/// <summary>One thing that forward does with tensors. The layers in a <c>Sequential</c> are steps of their own.</summary>
/// <param name="kind">What it is.</param>
/// <param name="place">Where a message about it stands: the layer in a call, the creation in a Sequential, an operation's name.</param>
/// <param name="syntax">The whole expression.</param>
internal sealed class Step(StepKind kind, SyntaxNode place, SyntaxNode syntax)
{
    /// <summary>What it is.</summary>
    public StepKind Kind => kind;

    /// <summary>The layer's class, as <c>Conv2d</c>, or the operation's name, as <c>relu</c> or <c>+</c>; else empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the layer is to quantization; meaningless unless it is one.</summary>
    public LayerKind LayerKind { get; init; }

    /// <summary>How a message names it: the field, a layer's place in a Sequential, or what the code says.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The field that holds the layer, or the Sequential that the layer is in; empty for anything else.</summary>
    public string Field { get; init; } = "";

    /// <summary>Where a message about it stands: the layer in a call, the creation in a Sequential, an operation's name.</summary>
    public SyntaxNode Place => place;

    /// <summary>The whole expression.</summary>
    public SyntaxNode Syntax => syntax;

    /// <summary>The call that makes the layer; null where the class does not show one, or shows several.</summary>
    public LayerCreation? Creation { get; init; }

    /// <summary>The <c>Sequential(...)</c> that makes the layer's container; null for a layer in a field.</summary>
    public SyntaxNode? Container { get; init; }

    /// <summary>Whether <c>[KeepFloat]</c> keeps the layer, or its container, out of quantization.</summary>
    public bool StaysFloat { get; init; }

    /// <summary>Whether the field that holds the layer may hold null.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The steps whose results it takes, in the order of the text.</summary>
    public List<Step> Inputs { get; } = [];

    /// <summary>The steps that take its result, each once for every time.</summary>
    public List<Step> Uses { get; } = [];

    /// <summary>Where something looks at its result without making another tensor: the member read, or a keyword, and the expression.</summary>
    public List<(string Name, SyntaxNode Syntax)> Reads { get; } = [];

    /// <summary>Whether it is a convolution, transposed or not.</summary>
    public bool IsConvolution => IsLayer(LayerKind.Convolution) || IsLayer(LayerKind.TransposedConvolution);

    /// <summary>Whether it is a layer with weights that a twin quantizes.</summary>
    public bool IsWeighted => IsConvolution || IsLayer(LayerKind.Linear);

    /// <summary>Whether it is a BatchNorm.</summary>
    public bool IsBatchNorm => IsLayer(LayerKind.BatchNorm);

    /// <summary>Whether it is an activation, as a layer or as a function.</summary>
    public bool IsActivation => IsLayer(LayerKind.Activation) || (Kind == StepKind.Operation && Activations.IsFunction(Name));

    /// <summary>Whether it is a layer of that kind.</summary>
    public bool IsLayer(LayerKind layerKind) => Kind == StepKind.Layer && LayerKind == layerKind;
}
